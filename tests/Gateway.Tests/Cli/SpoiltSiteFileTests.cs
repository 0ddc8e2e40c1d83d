using Xunit;
using Zhuhui.Edge.Gateway.Cli.Input;
using Zhuhui.Edge.Gateway.Tests.EndToEnd;
using Zhuhui.Edge.Tests.Support;

namespace Zhuhui.Edge.Gateway.Tests.Cli;

/// <summary>A site file that somebody is editing while the gateway runs: orders go on, and nobody takes the edit for what holds.</summary>
public sealed class SpoiltSiteFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    [Trait("needs", "process")]
    public async Task Orders_lists_and_rights_reach_the_running_gateway_over_a_half_edited_file_or_its_data_folder()
    {
        using var compound = new Compound();
        await using var gateway = compound.StartGateway();
        await gateway.SaysAsync("local status:");
        var whole = File.ReadAllText(compound.SiteFile);
        File.WriteAllText(compound.SiteFile, whole[..whole.IndexOf("\"doors\"", StringComparison.Ordinal)] + "\"doors\": [{ \"id\": ");

        var (code, said, noted) = await RunAsync(compound.SiteFile, "door", "unlock", "--door", "gate", "--operator", "guard");
        Assert.Equal((0, "unlock: gate\ngate: released"), (code, said.Trim()));
        Assert.StartsWith($"note: {compound.SiteFile} has problems", noted, StringComparison.Ordinal);
        await gateway.SaysAsync("East gate");

        Assert.Equal(0, (await RunAsync(compound.SiteFile, "enrol", "--name", "Li", "--card", WangCard)).Code);
        Assert.Equal(0, (await RunAsync(compound.SiteFile, "card", "lost", "--card", WangCard)).Code);
        Assert.Equal(0, (await RunAsync(compound.SiteFile, "watch", "list")).Code);
        Assert.Equal(0, (await RunAsync(compound.SiteFile, "registry", "list")).Code);
        var (listed, events, _) = await RunAsync(compound.SiteFile, "events", "--no-names", "--door", "gate");
        Assert.Equal(0, listed);
        Assert.NotEmpty(events);

        File.Delete(compound.SiteFile);
        Assert.Equal(2, (await RunAsync(compound.SiteFile, "door", "unlock", "--door", "gate", "--operator", "guard")).Code);
        Assert.Equal(0, (await RunAsync(compound.Data, "door", "unlock", "--door", "gate", "--operator", "guard")).Code);

        Assert.Equal(0, await gateway.StopAsync());
        var (away, _, why) = await RunAsync(compound.Data, "door", "unlock", "--door", "gate", "--operator", "guard");
        Assert.Equal((1, $"zhuhui-edge: no gateway runs on {compound.Data}; name the site file"), (away, why.Trim()));
    }

    [Fact]
    [Trait("needs", "process")]
    public async Task Without_a_running_gateway_a_half_edited_file_is_told_with_its_place_and_nothing_is_done()
    {
        using var compound = new Compound();
        File.AppendAllText(compound.SiteFile, "}");
        var (code, _, error) = await RunAsync(compound.SiteFile, "card", "lost", "--card", WangCard);
        Assert.Equal(2, code);
        Assert.Contains(", line ", error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(compound.Data));
    }

    [Fact]
    [Trait("needs", "process")]
    public async Task A_changed_file_is_told_as_not_in_force_by_status_and_check_until_it_says_the_same_again()
    {
        using var compound = new Compound();
        await using var gateway = compound.StartGateway();
        await gateway.SaysAsync("local status:");
        var started = File.ReadAllText(compound.SiteFile);
        Assert.Equal(0, await NotInForceAsync(gateway));

        File.WriteAllText(compound.SiteFile, "// looked at on Monday\n" + started);
        Assert.Equal(0, await NotInForceAsync(gateway));

        File.WriteAllText(compound.SiteFile, started.Replace("\"unlockSeconds\": 2", "\"unlockSeconds\": 9", StringComparison.Ordinal));
        var changed = (await gateway.StatusAsync()).GetProperty("notInForce")[0];
        Assert.Equal((compound.SiteFile, 0), (changed.GetProperty("file").GetString(), changed.GetProperty("problems").GetArrayLength()));
        var (code, said, _) = await RunAsync(compound.SiteFile, "check");
        Assert.Equal(0, code);
        Assert.Contains("was started with another state of this file", said, StringComparison.Ordinal);

        File.WriteAllText(compound.SiteFile, started[..^10]);
        Assert.NotEqual(0, (await gateway.StatusAsync()).GetProperty("notInForce")[0].GetProperty("problems").GetArrayLength());

        File.Delete(compound.SiteFile);
        Assert.False((await gateway.StatusAsync()).GetProperty("notInForce")[0].TryGetProperty("changedAt", out _));

        File.WriteAllText(compound.SiteFile, started);
        Assert.Equal(0, await NotInForceAsync(gateway));
        Assert.DoesNotContain("was started with another", (await RunAsync(compound.SiteFile, "check")).Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{ "gateway": "g", "dataFolder": "data", "doors": [{ "id": """, "data")]
    [InlineData("{ \"doors\": [{ \"id\": , }],\n  \"dataFolder\": \"data\" }", "data")]
    [InlineData("{ \"doors\": [{ \"id\": , \"dataFolder\": \"elsewhere\" }],\n  \"dataFolder\": \"data\" }", null)]
    [InlineData("{ , \n // \"dataFolder\": \"old\",\n \"dataFolder\": \"data\" }", "data")]
    [InlineData("<<<<<<< mine\n\"dataFolder\": \"a\",\n=======\n\"dataFolder\": \"b\",\n>>>>>>> theirs", null)]
    [InlineData("{ \"dataFolder\": 5", null)]
    [InlineData("", null)]
    public void The_data_folder_is_found_before_or_behind_the_tear_and_never_guessed(string text, string? folder)
    {
        File.WriteAllText(_folder.At("site.json"), text);
        Assert.Equal(folder is null ? null : _folder.At(folder), TornSiteFile.DataFolder(_folder.At("site.json")));
    }

    private const string WangCard = Compound.WangCard;

    private static async Task<int> NotInForceAsync(RunningProgram gateway) =>
        (await gateway.StatusAsync()).GetProperty("notInForce").GetArrayLength();

    /// <summary>The site behind the command's words, wherever its sub-commands end.</summary>
    private static Task<(int Code, string Output, string Error)> RunAsync(string site, params string[] words)
    {
        var options = words.TakeWhile(word => !word.StartsWith("--", StringComparison.Ordinal)).Count();
        return RunningProgram.RunAsync("zhuhui-edge", [.. words[..options], "--site", site, .. words[options..]]);
    }
}
