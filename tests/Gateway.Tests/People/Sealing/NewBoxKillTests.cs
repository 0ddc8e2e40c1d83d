using System.Diagnostics;
using Xunit;
using Zhuhui.Edge.Gateway.Cli.Offline;
using Zhuhui.Edge.Gateway.People;
using Zhuhui.Edge.Gateway.People.Registry;
using Zhuhui.Edge.Gateway.People.Registry.Sealing;
using Zhuhui.Edge.Gateway.Storage;
using Zhuhui.Edge.Gateway.Tests.EndToEnd;

namespace Zhuhui.Edge.Gateway.Tests.People.Sealing;

/// <summary>A restore that is cut off: all of it, or nothing.</summary>
public sealed class NewBoxKillTests : NewBoxBench
{
    [Fact]
    public void A_restore_that_was_laid_ready_and_not_made_leaves_all_as_it_was()
    {
        var before = Directory.GetFiles(Path.Combine(_old.DataFolder, "keys")).ToDictionary(file => file, File.ReadAllBytes);
        var stage = RestoreStage.Begin(_old.DataFolder);
        stage.Lay(new Dictionary<string, byte[]> { ["pin.key"] = new byte[32], ["../evil"] = new byte[32] });
        stage.Lay(_qian, [1]);
        using (RegistryStore.Open(_old))
        {
            Assert.Empty(Directory.GetDirectories(_old.DataFolder, "restore-*"));
        }

        Assert.All(before, key => Assert.Equal(key.Value, File.ReadAllBytes(key.Key)));
        Assert.False(File.Exists(Path.Combine(_old.DataFolder, "evil")));
        AssertWorks(_old);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(3)]
    public void A_restore_that_was_made_is_finished_by_the_next_start_however_far_it_came(int keysInPlace)
    {
        var contents = SealedFile.Read(_file, _recovery);
        using (var gateway = OfflineGateway.OpenToChange(_new))
        {
            var people = gateway.People;
            var stage = RestoreStage.Begin(_new.DataFolder);
            stage.Lay(contents.Keys);
            SealedFile.Read(_file, _recovery, stage.Lay);
            var plan = people.Registry.PlanRestore(contents, stage.Id, _new.DataFolder).Plan;
            people.Writer.Write<object?>(() => (PeopleChange.Restoring(plan, [], "chief"), null));
        }

        var laid = Directory.GetDirectories(_new.DataFolder, "restore-*").Single();
        foreach (var key in Directory.GetFiles(Path.Combine(laid, "keys")).Take(keysInPlace))
        {
            File.Move(key, Path.Combine(_new.DataFolder, "keys", Path.GetFileName(key)), overwrite: true);
        }

        AssertWorks(_new);
        Assert.Empty(Directory.GetDirectories(_new.DataFolder, "restore-*"));
    }

    [Fact]
    [Trait("needs", "process")]
    public async Task Killed_at_any_moment_a_restore_is_all_there_or_not_at_all()
    {
        File.WriteAllText(_folder.At("site.jsonc"), """
            { "district": "d", "compound": "c", "gateway": "g", "dataFolder": "new", "boards": [{ "id": "box", "kind": "simulated" }],
              "doors": [{ "id": "gate", "name": "Gate", "relay": { "board": "box", "pin": 1 },
                "exitButton": { "board": "box", "pin": 2 } }], "link": { "enabled": false } }
            """);
        var whole = Stopwatch.StartNew();
        var (code, output, error) = await RestoreAsync();
        whole.Stop();
        Assert.True(code == 0, output + error);
        AssertWorks(_new);
        var (made, not) = (0, 0);
        for (var i = 0; i < 16; i++)
        {
            Directory.Delete(_new.DataFolder, recursive: true);
            using (var process = Process.Start(new ProcessStartInfo(Path.Combine(AppContext.BaseDirectory, "zhuhui-edge"), Words())
            {
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            })!)
            {
                await process.StandardInput.WriteLineAsync(_recovery.Spell());
                process.StandardInput.Close();
                await Task.Delay(whole.Elapsed * (i + 6) / 22);
                process.Kill();
                await process.WaitForExitAsync(TestContext.Current.CancellationToken);
            }

            Directory.CreateDirectory(_new.DataFolder);
            bool isMade;
            using (var registry = RegistryStore.Open(_new))
            {
                isMade = registry.Holds(_zhao);
            }

            Assert.Empty(Directory.GetDirectories(_new.DataFolder, "restore-*"));
            if (isMade)
            {
                made++;
                AssertWorks(_new);
            }
            else
            {
                not++;
                Assert.False(DataKey.Pin.Read(_new.DataFolder) is { } pin && pin.SequenceEqual(DataKey.Pin.Read(_old.DataFolder)!));
                Assert.False(Directory.Exists(Path.Combine(_new.DataFolder, "photos")));
            }
        }

        TestContext.Current.TestOutputHelper?.WriteLine($"{made} were made, {not} were not");
        Assert.True(not > 0);
    }

    private string[] Words() =>
        ["registry", "restore", "--site", _folder.At("site.jsonc"), "--sealed", _file, "--operator", "chief", "--yes"];

    private Task<(int Code, string Output, string Error)> RestoreAsync() =>
        RunningProgram.RunOnAsync(_recovery.Spell() + "\n", "zhuhui-edge", Words());
}
