using System.Text.Json;
using Xunit;
using Zhuhui.Edge.Gateway.Cli.Commands;
using Zhuhui.Edge.Gateway.Releases;
using Zhuhui.Edge.Gateway.Tests.Cli.Setup;
using Zhuhui.Edge.Gateway.Tests.EndToEnd;
using Zhuhui.Edge.Gateway.Texts;
using Zhuhui.Edge.Tests.Support;

namespace Zhuhui.Edge.Gateway.Tests.Releases;

/// <summary>A bundle on its way into a box, by the real program beside a gateway that runs.</summary>
[Trait("needs", "process")]
public sealed class ReleaseCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly BundleMaker _maker = new();

    public ReleaseCommandTests()
    {
        Directory.CreateDirectory(_folder.At("keys"));
        File.WriteAllBytes(_folder.At("keys", "release.pem"), _maker.PublicKey);
    }

    private string Site => _folder.At("etc", "site.jsonc");

    public void Dispose()
    {
        _maker.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task A_bundle_is_tried_on_a_copy_beside_the_running_gateway_which_then_goes_over_and_leaves_its_data_as_they_were()
    {
        await SetUpAsync();
        await using var gateway = RunningProgram.Start("zhuhui-edge", ["run", "--site", Site]);
        await gateway.SaysAsync("local status: http");
        var (code, output, error) = await RunningProgram.RunAsync("zhuhui-edge", "enrol", "--site", Site, "--name", "Li Hua", "--card",
            "4711");
        Assert.True(code == 0, output + error);

        (code, output, error) = await StageAsync(Bundle("99.0.0"));
        Assert.True(code == 0, output + error);
        Assert.Contains(" opens a copy of the data: 1 people", output, StringComparison.Ordinal);
        Assert.Contains("goes back by itself where it does not run well", output, StringComparison.Ordinal);
        Assert.False(Directory.Exists(_folder.At("data", "release", "rehearsal")));
        Assert.Equal(Exit.StartAgain, await gateway.EndsAsync());
        Assert.Contains("gateway stopped", gateway.Said, StringComparison.Ordinal);
        Assert.Contains("on trial: 99.0.0", (await RunningProgram.RunAsync("zhuhui-edge", "release", "status", "--programs", Programs))
            .Output,
            StringComparison.Ordinal);
        Assert.Contains("release 99.0.0 is on trial already", await RefusedAsync(Bundle("99.0.1")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_that_is_kept_makes_way_for_the_next_although_nothing_was_started_since()
    {
        await SetUpAsync();
        var (code, output, error) = await StageAsync(Bundle("99.0.0"));
        Assert.True(code == 0, output + error);
        Directory.CreateDirectory(_folder.At("data", "release"));
        await File.WriteAllTextAsync(_folder.At("data", "release", "kept"),
            (await File.ReadAllLinesAsync(_folder.At("programs", "trial", "VERSION")))[1] + "\n");
        Assert.Contains("runs: 99.0.0", (await StatusAsync()).Output, StringComparison.Ordinal);

        Directory.CreateDirectory(_folder.At("stick"));
        File.Move(Bundle("99.0.1"), _folder.At("stick", "new.bundle"));
        File.Move(Bundle("98.0.0"), _folder.At("stick", "old.bundle"));
        (code, output, error) = await RunningProgram.RunAsync("zhuhui-edge", ["release", "find", "--site", Site, .. Places]);
        Assert.True(code == 0, output + error);
        Assert.Contains($"99.0.1: {_folder.At("stick", "new.bundle")}", output, StringComparison.Ordinal);
        Assert.Contains($"not taken: {_folder.At("stick", "old.bundle")}: version 98.0.0 is older than", output, StringComparison.Ordinal);

        (code, output, error) = await RunningProgram.RunAsync("zhuhui-edge", ["release", "stage", "--site", Site, .. Places, "--operator",
            "technician-1"]);
        Assert.True(code == 0, output + error);
        Assert.Contains("on trial: 99.0.1", (await StatusAsync()).Output, StringComparison.Ordinal);
        Assert.Equal(["a", "b"], new[] { "current", "trial" }.Select(link => new FileInfo(_folder.At("programs", link)).LinkTarget));
    }

    [Fact]
    public async Task A_stick_without_a_bundle_is_said_so()
    {
        await SetUpAsync();
        Directory.CreateDirectory(_folder.At("stick"));
        var (code, _, error) = await RunningProgram.RunAsync("zhuhui-edge", ["release", "stage", "--site", Site, .. Places, "--operator",
            "technician-1"]);
        Assert.Equal(Exit.Refused, code);
        Assert.Contains($"no bundle that this box takes lies on a mounted USB stick ({_folder.At("stick")})", error,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_program_that_does_not_run_or_does_not_open_the_data_is_not_tried()
    {
        await SetUpAsync();
        Assert.Contains("version 99.0.0 does not run here", await RefusedAsync(_maker.Make(_folder.At("bundle"), "99.0.0",
            new Dictionary<string, string> { ["./zhuhui-edge"] = "no program" })), StringComparison.Ordinal);
        Assert.Contains("does not run here: 1.2.3", await RefusedAsync(_maker.Make(_folder.At("bundle"), "99.0.0",
            new Dictionary<string, string> { ["./zhuhui-edge"] = "#!/bin/sh\necho 1.2.3\n" })), StringComparison.Ordinal);
        Assert.Contains("does not run here: no such table", await RefusedAsync(_maker.Make(_folder.At("bundle"), "99.0.0",
            new Dictionary<string, string>
            {
                ["./zhuhui-edge"] = "#!/bin/sh\n[ \"$1\" = --version ] && echo 99.0.0 && exit\necho no such table >&2; exit 1\n",
            })), StringComparison.Ordinal);
        Assert.False(Directory.Exists(_folder.At("programs", "trial")));
    }

    [Fact]
    public async Task Somebody_else_s_and_an_older_bundle_are_refused_on_the_way()
    {
        await SetUpAsync();
        using var other = new BundleMaker();
        Assert.Contains("signed by nobody whom this box trusts", await RefusedAsync(other.Make(_folder.At("bundle"), "99.0.0")),
            StringComparison.Ordinal);
        Assert.Contains("is older than", await RefusedAsync(_maker.Make(_folder.At("bundle"), "0.0.1")), StringComparison.Ordinal);
        Assert.Equal(["lock"], Directory.GetFileSystemEntries(Programs).Select(Path.GetFileName));
    }

    /// <summary>As root's service manager does it, with the gateway's folder for a stranger's.</summary>
    [Fact]
    public async Task What_the_gateway_hands_over_is_copied_checked_and_staged_and_the_answer_is_root_s()
    {
        await SetUpAsync();
        var handed = Directory.CreateDirectory(_folder.At("data", "release")).FullName;
        var bundle = Path.Combine(handed, HandOver.Bundle);
        Assert.Contains("No such file", (await TakeAsync()).Error, StringComparison.Ordinal);

        File.CreateSymbolicLink(bundle, Bundle("99.0.0"));
        var (code, error, answer) = await TakeAsync(handed, "99.0.0");
        Assert.Equal(Exit.Refused, code);
        Assert.Contains("fetched.bundle", answer!.En, StringComparison.Ordinal);
        File.Delete(bundle);

        File.Move(Bundle("99.0.1"), bundle);
        (_, _, answer) = await TakeAsync(handed, "99.0.0");
        Assert.Contains("holds version 99.0.1, not the one that was ordered", answer!.En, StringComparison.Ordinal);

        (code, error, answer) = await TakeAsync(handed, "99.0.1");
        Assert.True(code == 0, error);
        Assert.Null(answer);
        Assert.Equal("duty-1", (await File.ReadAllLinesAsync(_folder.At("programs", "trial", "VERSION")))[2]);
        Assert.False(File.Exists(_folder.At("programs", "incoming.bundle")));

        // Called once more for the same: it is staged already, whether that was said or not.
        Assert.Equal((0, null), await TakeAsync(handed, "99.0.1") is var (again, _, said) ? (again, said) : (1, null));
        (_, _, answer) = await TakeAsync(handed, "99.0.2");
        Assert.Contains("holds version 99.0.1", answer!.En, StringComparison.Ordinal);
    }

    private async Task<(int Code, string Error, Wording? Answer)> TakeAsync(string handed, string version)
    {
        var id = Guid.NewGuid().ToString("N");
        HandOver.Hand(handed, new HandedBundle(id, version, "duty-1"));
        var (code, error) = await TakeAsync();
        var (isAnswered, refusal) = HandOver.AnswerTo(Programs, id);
        Assert.True(isAnswered, error);
        return (code, error, refusal);
    }

    private async Task<(int Code, string Error)> TakeAsync()
    {
        var (code, output, error) = await RunningProgram.RunAsync("zhuhui-edge", "release", "take", "--site", Site, "--keys",
            _folder.At("keys"), "--programs", Programs);
        return (code, output + error);
    }

    private string Programs => _folder.At("programs");

    private string[] Places => ["--media", _folder.At("stick"), "--keys", _folder.At("keys"), "--programs", Programs];

    private Task<(int Code, string Output, string Error)> StatusAsync() =>
        RunningProgram.RunAsync("zhuhui-edge", "release", "status", "--site", Site, "--programs", Programs);

    private async Task SetUpAsync()
    {
        var answers = _folder.At("answers.json");
        await File.WriteAllTextAsync(answers, JsonSerializer.Serialize(new Dictionary<string, string>(SetupAnswers.Small(),
            StringComparer.Ordinal)
        {
            ["language"] = "en",
            ["console.reach"] = "machine",
            ["card"] = "n",
        }));
        var (code, output, error) = await RunningProgram.RunAsync("zhuhui-edge", "init", "--folder", _folder.At("etc"), "--data",
            _folder.At("data"), "--answers", answers);
        Assert.True(code == 0, output + error);

        // Free ports, and nobody else's.
        await File.WriteAllTextAsync(Site, (await File.ReadAllTextAsync(Site)).Replace("\"web\": {", "\"console\": { \"port\": 0 },\n"
            + "  \"web\": { \"port\": 0,", StringComparison.Ordinal));
    }

    /// <summary>The same program by another name.</summary>
    private string Bundle(string version) => _maker.Make(_folder.At($"{version}.bundle"), version, new Dictionary<string, string>
    {
        ["./zhuhui-edge"] = $"#!/bin/sh\n[ \"$1\" = --version ] && echo {version} && exit\nexec {Path.Combine(AppContext.BaseDirectory,
            "zhuhui-edge")} \"$@\"\n",
    });

    private Task<(int Code, string Output, string Error)> StageAsync(string bundle) =>
        RunningProgram.RunAsync("zhuhui-edge", "release", "stage",
        "--site", Site, "--bundle", bundle, "--keys", _folder.At("keys"), "--programs", Programs, "--operator", "technician-1");

    private async Task<string> RefusedAsync(string bundle)
    {
        var (code, _, error) = await StageAsync(bundle);
        Assert.Equal(Exit.Refused, code);
        return error;
    }
}
