using System.Text.Json;
using Xunit;
using Zhuhui.Edge.Gateway.Cli;
using Zhuhui.Edge.Gateway.Tests.EndToEnd;

namespace Zhuhui.Edge.Gateway.Tests.Cli;

/// <summary>A site file in order that was edited while the gateway runs, and names another data folder: nothing is written where the
/// gateway never hears of it, and nothing read there is taken for what it has.</summary>
[Trait("needs", "process")]
public sealed class MovedDataFolderTests : IDisposable
{
    private readonly Compound _compound = new();

    /// <summary>Every command that asks a running gateway first.</summary>
    private static readonly string[][] _commands =
    [
        ["enrol", "--name", "Li", "--card", "77"],
        ["card", "give", "--person", "p-1", "--card", "88"],
        ["card", "take", "--card", "88"],
        ["card", "show", "--card", "88", "--operator", "li"],
        ["people", "add", "--name", "Zhao"],
        ["household", "edit", "--home", "3-2-501", "--notes", "quiet"],
        ["visitor", "show", "--pass", "v-1", "--operator", "li"],
        ["card", "lost", "--card", Compound.WangCard],
        ["card", "found", "--card", Compound.WangCard],
        ["household", "list", "--operator", "li"],
        ["household", "show", "--home", "3-2-501", "--operator", "li"],
        ["household", "move", "--home", "3-2-501", "--to", "3-2-502"],
        ["household", "end", "--home", "3-2-501"],
        ["care", "list", "--operator", "li"],
        ["care", "show", "--person", "p-1", "--operator", "li"],
        ["care", "agree", "--person", "p-1", "--witness", "li"],
        ["care", "change", "--person", "p-1", "--hours", "9"],
        ["care", "away", "--person", "p-1", "--from", "2030-01-01"],
        ["care", "withdraw", "--person", "p-1"],
        ["care", "acknowledge", "--all", "--operator", "li"],
        ["people", "list", "--operator", "li"],
        ["people", "find", "--text", "Wang", "--operator", "li"],
        ["people", "show", "--person", "p-1", "--operator", "li"],
        ["people", "file", "--person", "p-1", "--operator", "li", "--file", "p-1.json"],
        ["people", "import", "--undo", "--operator", "li"],
        ["people", "export", "--operator", "li", "--file", "people.csv"],
        ["notice"],
        ["visitor", "list", "--operator", "li"],
        ["visitor", "cancel", "--pass", "v-1"],
        ["people", "edit", "--person", "p-1", "--name", "Wang"],
        ["people", "move", "--person", "p-1", "--to", "3-2-501"],
        ["people", "end", "--person", "p-1", "--at", "2030-01-01"],
        ["people", "block", "--person", "p-1"],
        ["people", "unblock", "--person", "p-1"],
        ["people", "erase", "--person", "p-1"],
        ["people", "remove", "--person", "p-1"],
        ["people", "faces", "clear", "--person", "p-1"],
        ["people", "photos", "clear", "--person", "p-1"],
        ["people", "rights", "--person", "p-1", "--always"],
        ["pin", "set", "--person", "p-1"],
        ["pin", "clear", "--person", "p-1"],
        ["visitor", "issue", "--host", "p-1", "--doors", "gate", "--hours", "2", "--uses", "1"],
        ["account", "setup"],
        ["account", "list", "--operator", "li"],
        ["account", "add", "--name", "wang", "--role", "office", "--operator", "li"],
        ["account", "password", "--name", "wang"],
        ["account", "reset", "--name", "wang", "--operator", "li"],
        ["account", "role", "--name", "wang", "--role", "guard", "--operator", "li"],
        ["account", "disable", "--name", "wang", "--operator", "li"],
        ["account", "enable", "--name", "wang", "--operator", "li"],
        ["account", "unlock", "--name", "wang", "--operator", "li"],
        ["account", "sessions-end", "--name", "wang", "--operator", "li"],
        ["account", "remove", "--name", "wang", "--operator", "li"],
        ["account", "link", "--person", "p-1", "--operator", "li"],
        ["account", "token", "make", "--name", "lift", "--role", "guard", "--operator", "li"],
        ["account", "token", "revoke", "--name", "lift", "--operator", "li"],
        ["account", "totp", "reset", "--name", "wang", "--operator", "li"],
        ["registry", "backup"],
        ["registry", "list"],
        ["registry", "seal"],
        ["registry", "recovery-key", "--operator", "li"],
        ["registry", "restore", "--backup", "b", "--operator", "li"],
        ["door", "unlock", "--door", "gate", "--operator", "li"],
        ["door", "hold-open", "--all", "--minutes", "5", "--operator", "li"],
        ["door", "lockdown", "--all", "--minutes", "5", "--operator", "li"],
        ["door", "normal", "--all", "--operator", "li"],
        ["door", "forgive", "--all", "--operator", "li"],
        ["watch", "list"],
        ["watch", "arm", "--all", "--operator", "li"],
        ["watch", "usual", "--all", "--operator", "li"],
        ["watch", "disarm", "--all", "--operator", "li"],
        ["watch", "acknowledge", "--all", "--operator", "li"],
        ["watch", "take", "--all", "--operator", "li"],
        ["device", "silence", "--device", "gate", "--minutes", "5", "--reason", "a wedge", "--operator", "li"],
        ["device", "sound", "--device", "gate", "--operator", "li"],
        ["duty", "start", "--operator", "li"],
        ["duty", "end", "--operator", "li"],
        ["duty", "handover", "--operator", "li"],
        ["site", "apply", "--file", "edited.jsonc", "--operator", "li"],
        ["site", "status"],
        ["site", "keep", "--operator", "li"],
        ["site", "give-up", "--operator", "li"],
        ["outside", "list"],
        ["outside", "test", "guards", "--operator", "li"],
        ["readers", "install-keys", "--minutes", "2", "--operator", "li"],
        ["clock", "show"],
        ["clock", "confirm", "--operator", "li"],
        ["events", "--no-names"],
        ["report"],
        ["privacy", "impact"],
        ["privacy", "cameras"],
        ["replay"],
    ];

    public void Dispose() => _compound.Dispose();

    [Fact]
    public async Task Every_command_names_both_folders_and_does_nothing_and_the_data_folder_or_the_file_put_back_reaches_the_gateway()
    {
        await _compound.EnrolAsync("--name", "Wang", "--card", Compound.WangCard);
        await using var gateway = _compound.StartGateway();
        await gateway.SaysAsync("local status:");
        var whole = File.ReadAllText(_compound.SiteFile);
        var other = Path.Combine(Path.GetDirectoryName(_compound.SiteFile)!, "other");
        File.WriteAllText(_compound.SiteFile, Moved(whole, "other"));

        foreach (var command in _commands)
        {
            var (code, said, error) = await RunAsync(_compound.SiteFile, command);
            Assert.True(code == 2, $"{string.Join(' ', command)} ended with {code}: {said}{error}");
            Assert.Equal($"zhuhui-edge: nothing was done: {_compound.SiteFile} names the data folder {other}, and the gateway that runs by "
                + $"this file has its data in {_compound.Data}. Put dataFolder back, or reach that gateway by its folder: --site "
                + _compound.Data, error.Trim());
            Assert.False(Directory.Exists(other));
        }

        // Half edited as well.
        File.AppendAllText(_compound.SiteFile, "}");
        Assert.Equal(2, (await RunAsync(_compound.SiteFile, "card", "lost", "--card", Compound.WangCard)).Code);
        File.WriteAllText(_compound.SiteFile, Moved(whole, "other"));

        var (_, checkedSite, _) = await RunAsync(_compound.SiteFile, "check");
        Assert.Contains($"has its data in {_compound.Data}; restarted, it begins with what is in {other}", checkedSite,
            StringComparison.Ordinal);
        Assert.Equal(0, (await RunAsync(_compound.Data, "card", "lost", "--card", Compound.WangCard)).Code);
        await _compound.HoldCardAsync(Compound.WangCard);
        await gateway.SaysAsync("the lost card … of somebody was shown");
        File.WriteAllText(_compound.SiteFile, whole);
        Assert.Equal(0, (await RunAsync(_compound.SiteFile, "card", "found", "--card", Compound.WangCard)).Code);

        // By another name of the file, or of the folder, it is the same.
        var link = Path.Combine(Path.GetDirectoryName(_compound.SiteFile)!, "link.jsonc");
        File.CreateSymbolicLink(link, _compound.SiteFile);
        Directory.CreateSymbolicLink(other, _compound.Data);
        File.WriteAllText(_compound.SiteFile, Moved(whole, "other"));
        Assert.Equal(0, (await RunAsync(link, "card", "lost", "--card", Compound.WangCard)).Code);
        Directory.Delete(other);
        Assert.Equal(2, (await RunAsync(link, "card", "lost", "--card", Compound.WangCard)).Code);

        // Of a gateway that stands still the file alone tells where its data is.
        Assert.Equal(0, await gateway.StopAsync());
        Assert.Equal(0, (await RunAsync(_compound.SiteFile, "enrol", "--name", "Li", "--card", "77")).Code);
        Assert.True(Directory.Exists(other));
    }

    [Fact]
    public async Task A_file_that_names_another_gateways_folder_opens_none_of_its_doors_and_neither_is_in_the_others_way()
    {
        using var neighbour = new Compound();
        await using var gateway = _compound.StartGateway();
        await using var theirs = neighbour.StartGateway();
        await gateway.SaysAsync("local status:");
        await theirs.SaysAsync("local status:");
        Assert.Equal(0, (await RunAsync(_compound.SiteFile, "watch", "list")).Code);
        var whole = File.ReadAllText(_compound.SiteFile);
        File.WriteAllText(_compound.SiteFile, Moved(whole, neighbour.Data));
        var (code, _, error) = await RunAsync(_compound.SiteFile, "door", "unlock", "--door", "gate", "--operator", "li");
        Assert.Equal(2, code);
        Assert.Contains($"names the data folder {neighbour.Data}, and", error, StringComparison.Ordinal);
        Assert.Contains($"has its data in {_compound.Data}", error, StringComparison.Ordinal);

        Assert.Equal(0, await gateway.StopAsync());
        File.WriteAllText(_compound.SiteFile, whole);
        Assert.Equal(0, (await RunAsync(_compound.SiteFile, "enrol", "--name", "Li", "--card", "77")).Code);
        Assert.Equal(0, (await RunAsync(neighbour.SiteFile, "door", "unlock", "--door", "gate", "--operator", "li")).Code);
        Assert.Equal(0, await theirs.StopAsync());
    }

    /// <summary>A new command that takes a running gateway's site belongs in the list above.</summary>
    [Fact]
    public void All_commands_that_a_running_gateway_answers_are_tried()
    {
        var tree = CommandTree.Create(_ => Task.FromResult(0));
        var names = Leaves(tree, "").Where(leaf => leaf.IsForRunning).Select(leaf => leaf.Name.Trim());
        var tried = _commands.Select(command => string.Join(' ', command.TakeWhile(word => !word.StartsWith('-')))).Distinct();
        Assert.DoesNotContain(names, name => !tried.Any(one => one == name || one.StartsWith(name + " ", StringComparison.Ordinal)));

        static IEnumerable<(string Name, bool IsForRunning)> Leaves(System.CommandLine.Command command, string before) =>
            command.Subcommands.SelectMany(sub => Leaves(sub, $"{before}{sub.Name} ")).Append((before, command.Options.Any(option =>
                option.Name == "--site" && option.Description!.Contains("data folder", StringComparison.Ordinal))));
    }

    private static string Moved(string site, string folder) =>
        site.Replace("\"dataFolder\": \"data\"", $"\"dataFolder\": {JsonSerializer.Serialize(folder)}", StringComparison.Ordinal);

    private static Task<(int Code, string Output, string Error)> RunAsync(string site, params string[] words)
    {
        var options = words.TakeWhile(word => !word.StartsWith("--", StringComparison.Ordinal)).Count();
        return RunningProgram.RunAsync("zhuhui-edge", [.. words[..options], "--site", site, .. words[options..]]);
    }
}
