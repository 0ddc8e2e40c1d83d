using Xunit;
using Zhuhui.Edge.Gateway.Admin.SiteEdits;
using Zhuhui.Edge.Gateway.Events;
using Zhuhui.Edge.Gateway.Tests.EndToEnd;
using Zhuhui.Edge.Tests.Support;

namespace Zhuhui.Edge.Gateway.Tests.Admin.SiteEdits;

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
    public async Task Killed_on_trial_it_goes_on_with_the_trial_and_after_two_starts_the_file_before_is_back()
    {
        var (old, good) = (File.ReadAllText(_file), Write("\"loiterSeconds\": 15", "\"loiterSeconds\": 20"));
        await using (var gateway = Start())
        {
            await gateway.SaysAsync(Started);
            await DoAsync(0, "apply", Edited, "--operator", "technician-1");
            Assert.Equal(good, File.ReadAllText(_file));
            await gateway.KillAsync();
        }

        await using (var gateway = Start())
        {
            await gateway.SaysAsync(Started);
            Assert.Contains("on trial", await DoAsync(0, "status"), StringComparison.Ordinal);
            await DoAsync(0, "keep", "--operator", "technician-1");
            await DoAsync(3, "keep", "--operator", "technician-1");
            var other = Write("\"loiterSeconds\": 20", "\"loiterSeconds\": 30");
            await DoAsync(0, "apply", Edited, "--operator", "technician-1");
            Assert.Equal(other, File.ReadAllText(_file));
            await gateway.KillAsync();
        }

        for (var start = 0; start < SiteTrial.MostStarts; start++)
        {
            await using var gateway = Start();
            await gateway.SaysAsync(Started);
            await gateway.KillAsync();
        }

        await using (var gateway = Start())
        {
            await gateway.SaysAsync(Started);
            Assert.Equal(good, File.ReadAllText(_file));
            Assert.Contains("2 starts", await DoAsync(0, "status"), StringComparison.Ordinal);
        }

        Assert.Equal(["givenUp", "trying", "kept", "trying"], await OutcomesAsync());
        Assert.NotEqual(old, good);
    }

    /// <summary>A secret that only the process that checked it was given.</summary>
    [Fact]
    public async Task A_file_by_which_nothing_starts_is_given_up_at_once_and_the_next_start_runs_by_the_one_before()
    {
        var old = File.ReadAllText(_file);
        Write("\"console\"", "\"link\": { \"enabled\": false, \"credential\": \"hub\" }, \"console\"");
        await using (var gateway = RunningProgram.StartOther("/usr/bin/env", ["ZHUHUI_SECRET_HUB=x", Path.Combine(AppContext.BaseDirectory,
            "zhuhui-edge"), "run", "--site", _file]))
        {
            await gateway.SaysAsync(Started);
            Assert.Contains("gate", await DoAsync(3, "apply", Edited, "--operator", "technician-1"), StringComparison.Ordinal);
            Assert.Equal(old, File.ReadAllText(_file));
            await DoAsync(0, "apply", Edited, "--operator", "technician-1", "--restart");
            Assert.Equal(75, await gateway.EndsAsync());
            Assert.NotEqual(old, File.ReadAllText(_file));
        }

        await using (var refused = Start())
        {
            Assert.Equal(75, await refused.EndsAsync());
            Assert.Contains("there is no secret 'hub'", refused.Said, StringComparison.Ordinal);
            Assert.Equal(old, File.ReadAllText(_file));
        }

        await using (var again = Start())
        {
            await again.SaysAsync(Started);
            Assert.Contains("does not start with it: Site.Link.Credential", await DoAsync(0, "status"), StringComparison.Ordinal);
        }

        Assert.Equal(["givenUp", "trying"], await OutcomesAsync());
    }

    private string Edited => _folder.At("edited.jsonc");

    private string Write(string what, string with)
    {
        var text = File.ReadAllText(_file).Replace(what, with, StringComparison.Ordinal);
        File.WriteAllText(Edited, text);
        return text;
    }

    /// <summary>Newest first.</summary>
    private async Task<IEnumerable<string>> OutcomesAsync()
    {
        var (_, events, _) = await RunningProgram.RunAsync("zhuhui-edge", "events", "--site", _file, "--operator", "chief", "--json",
            "--kind", EventTypes.SiteSettled);
        return Kinds(events);
    }

    private static IEnumerable<string> Kinds(string events) => System.Text.RegularExpressions.Regex.Matches(events,
        "outcome[\\\\\":]+([a-zA-Z]+)").Select(found => found.Groups[1].Value);

    private RunningProgram Start() => RunningProgram.Start("zhuhui-edge", ["run", "--site", _file]);

    private async Task<string> DoAsync(int expected, params string[] words)
    {
        var (code, output, error) = await RunningProgram.RunAsync("zhuhui-edge", ["site", .. words, "--site", _file]);
        Assert.True(code == expected, $"{string.Join(' ', words)}: {code}\n{output}{error}");
        return output + error;
    }
}
