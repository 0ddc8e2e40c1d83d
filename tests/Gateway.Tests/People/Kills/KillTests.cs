using System.Text;
using Xunit;
using Zhuhui.Edge.Gateway.People;
using Zhuhui.Edge.Tests.Support;

namespace Zhuhui.Edge.Gateway.Tests.People.Kills;

/// <summary>A gateway killed between any two steps of a change: after the restart the registry, the journal and the doors have all of it or
/// none of it, and a later restore brings nobody back.</summary>
[Trait("needs", "process")]
public sealed class KillTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("grant")]
    [InlineData("widen")]
    [InlineData("revoke")]
    [InlineData("enrol")]
    [InlineData("erase")]
    [InlineData("erase a face")]
    [InlineData("roster")]
    [InlineData("whole roster")]
    [InlineData("restore")]
    [InlineData("order with a key")]
    public async Task Killed_after_any_step_a_change_is_whole_or_never_was(string change)
    {
        var before = Undisturbed(change, isDone: false);
        var after = Undisturbed(change, isDone: true);
        Assert.NotEqual(before.OnDisk, after.OnDisk);
        var steps = Enum.GetValues<WriteStep>();
        var places = steps.Select(step => (Step: step, Folder: Directory.CreateDirectory(_folder.At($"{step}")).FullName)).ToArray();
        var backups = places.ToDictionary(place => place.Step, place => Prepare(place.Folder, change));
        await Task.WhenAll(places.Select(place => KilledProcess.RunAsync(change, place.Step, place.Folder, backups[place.Step])));
        foreach (var (step, folder) in places)
        {
            var expected = step >= WriteStep.Committed ? after : before;
            var found = Find(folder, backups[step], $"{change}, killed at {step}");
            Assert.True(expected == found, $"{change}, killed at {step}:\n{expected}\nwas expected, and\n{found}\nwas found");
        }
    }

    /// <summary>Both, where nobody was killed.</summary>
    private Outcome Undisturbed(string change, bool isDone)
    {
        var folder = Directory.CreateDirectory(_folder.At(isDone ? "done" : "not-done")).FullName;
        var backup = Prepare(folder, change);
        if (isDone)
        {
            using var world = new KillWorld(folder);
            KilledProcess.Changes[change](world, backup);
        }

        return Find(folder, backup, $"{change}, nobody was killed");
    }

    /// <returns>The backup to go back to.</returns>
    private static string Prepare(string folder, string change)
    {
        using var world = new KillWorld(folder);
        var backup = world.Fill();
        if (change == "restore")
        {
            world.Enrol("p-qian", "Qian", 4);
            world.Ask(new Gateway.People.Rights.RightsRequest.CardReport(1, null, true));
        }

        return backup;
    }

    /// <summary>What a start finds, and another one after it, and a restore after that.</summary>
    private static Outcome Find(string folder, string backup, string which)
    {
        string onDisk, atTheDoors, told;
        using (var world = new KillWorld(folder))
        {
            (onDisk, atTheDoors, told) = (world.OnDisk, world.AtTheDoors, string.Join("\n", world.Told));
            Assert.True(world.ShouldBeInMemory == world.InMemory, $"{which}: memory and registry differ:\n{world.InMemory}\n"
                + $"{world.ShouldBeInMemory}");
            if (!onDisk.Contains("Wang", StringComparison.Ordinal))
            {
                Assert.True(Everywhere(folder, "Wang Xiuying") is [], $"{which}: {string.Join(", ", Everywhere(folder, "Wang Xiuying"))}"
                    + " still knows who was erased");
            }
        }

        using var again = new KillWorld(folder);
        Assert.True(told == string.Join("\n", again.Told), $"{which}: a second start told something more");
        again.Restore(backup);
        Assert.True(again.ShouldBeInMemory == again.InMemory, $"{which}: memory and registry differ after a restore");
        return new Outcome(onDisk, atTheDoors, Undated(told, backup), again.OnDisk, again.AtTheDoors);
    }

    private static string[] Everywhere(string folder, string name) =>
    [
        .. Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Where(file => Path.GetFileName(file) is not ("lock"
            or "registry.db.lock"))
            .Where(file => Read(file).AsSpan().IndexOf(Encoding.UTF8.GetBytes(name)) >= 0),
    ];

    private static byte[] Read(string file)
    {
        using var open = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        var bytes = new byte[open.Length];
        open.ReadExactly(bytes);
        return bytes;
    }

    /// <summary>A backup is called and dated by its second.</summary>
    private static string Undated(string told, string backup) =>
        System.Text.RegularExpressions.Regex.Replace(told.Replace(backup, "BACKUP", StringComparison.Ordinal), "\"madeAt\":\"[^\"]*\"", "");

    private sealed record Outcome(string OnDisk, string AtTheDoors, string Told, string OnDiskAfterARestore,
        string AtTheDoorsAfterARestore);
}
