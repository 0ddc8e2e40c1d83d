using Xunit;
using Zhuhui.Edge.Gateway.Admin.SiteEdits;
using Zhuhui.Edge.Gateway.Events;
using Zhuhui.Edge.Tests.Support;

namespace Zhuhui.Edge.Gateway.Tests.EndToEnd;

/// <summary>The program itself: a changed site file, killed on trial, and one by which it does not start.</summary>
[Trait("needs", "process")]
public sealed class SiteTrialTests : IDisposable
{
    private const string Started = "local status:";

    private readonly TemporaryFolder _folder = new();
    private readonly string _file;

    public SiteTrialTests()
    {
        _file = _folder.At("site.jsonc");
        File.WriteAllText(_file, """
            {
              "district": "d", "compound": "c", "gateway": "g", "dataFolder": "data",
              "boards": [{ "id": "box", "kind": "simulated" }],
              "doors": [{ "id": "gate", "name": "Gate", "relay": { "board": "box", "pin": 1 },
                          "exitButton": { "board": "box", "pin": 6 } }],
              "rings": { "perimeter": { "loiterSeconds": 15 } },
              "console": { "port": 0 }
            }
            """);
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Killed_on_trial_it_goes_on_with_the_trial_and_one_that_does_not_start_is_given_up_for_the_file_before()
    {
        var old = File.ReadAllText(_file);
        var good = old.Replace("\"loiterSeconds\": 15", "\"loiterSeconds\": 20", StringComparison.Ordinal);
        var edited = _folder.At("edited.jsonc");
        File.WriteAllText(edited, good);
        await using (var gateway = Start())
        {
            await gateway.SaysAsync(Started);
            await DoAsync(0, "apply", edited, "--operator", "technician-1");
            Assert.Equal(good, File.ReadAllText(_file));
            await gateway.KillAsync();
        }

        await using (var gateway = Start())
        {
            await gateway.SaysAsync(Started);
            Assert.Contains("on trial", await DoAsync(0, "status"), StringComparison.Ordinal);
            await DoAsync(0, "keep", "--operator", "technician-1");
            await DoAsync(3, "keep", "--operator", "technician-1");

            // A chip that this machine has not: the file is right in itself, and nothing starts by it.
            File.WriteAllText(edited, good.Replace("\"kind\": \"simulated\"", "\"kind\": \"gpio\", \"chip\": 31",
                StringComparison.Ordinal));
            Assert.Contains("gate", await DoAsync(3, "apply", edited, "--operator", "technician-1"), StringComparison.Ordinal);
            Assert.Equal(good, File.ReadAllText(_file));
            await DoAsync(0, "apply", edited, "--operator", "technician-1", "--restart");
            Assert.Equal(75, await gateway.EndsAsync());
        }

        for (var start = 0; start < SiteTrial.MostStarts; start++)
        {
            await using var refused = Start();
            Assert.Equal(1, await refused.EndsAsync());
        }

        await using (var again = Start())
        {
            await again.SaysAsync(Started);
            Assert.Equal(good, File.ReadAllText(_file));
            Assert.Contains("2 starts", await DoAsync(0, "status"), StringComparison.Ordinal);
            Assert.Equal(0, await again.StopAsync());
        }

        var (_, events, _) = await RunningProgram.RunAsync("zhuhui-edge", "events", "--site", _file, "--operator", "chief", "--json",
            "--kind", EventTypes.SiteSettled);
        Assert.Equal(["givenUp", "trying", "kept", "trying"], Kinds(events));
    }

    private static IEnumerable<string> Kinds(string events) => System.Text.RegularExpressions.Regex.Matches(events,
        "\"outcome\":\\s*\"([a-zA-Z]+)\"").Select(found => found.Groups[1].Value);

    private RunningProgram Start() => RunningProgram.Start("zhuhui-edge", ["run", "--site", _file]);

    private async Task<string> DoAsync(int expected, params string[] words)
    {
        var (code, output, error) = await RunningProgram.RunAsync("zhuhui-edge", ["site", .. words, "--site", _file]);
        Assert.True(code == expected, $"{string.Join(' ', words)}: {code}\n{output}{error}");
        return output + error;
    }
}
