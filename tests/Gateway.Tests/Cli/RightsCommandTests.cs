using System.Text.RegularExpressions;
using Xunit;
using Zhuhui.Edge.Gateway.Tests.EndToEnd;

namespace Zhuhui.Edge.Gateway.Tests.Cli;

/// <summary>Rights changed at the command line, on a gateway that runs and on one that does not.</summary>
[Trait("needs", "process")]
public sealed class RightsCommandTests
{
    private const string WangsName = "Wang";

    [Fact]
    public async Task A_card_reported_lost_opens_nothing_once_the_command_returns_and_every_decision_can_be_made_again()
    {
        using var compound = new Compound();
        await compound.EnrolAsync("--name", WangsName, "--card", $"wiegand-34:{Compound.WangCard}");
        await using var gateway = compound.StartGateway();
        await gateway.SaysAsync("local status:");
        await compound.HoldCardAsync(Compound.WangCard);
        await gateway.SaysAsync("East gate: lets in somebody by card");
        await SaysAsync(compound, "opens nothing any more", "card", "lost", "--card", Compound.WangCard);
        await compound.HoldCardAsync(Compound.WangCard);
        await gateway.SaysAsync("ALARM East gate: the lost card … of somebody was shown");
        await SaysAsync(compound, "opens again", "card", "found", "--card", $"wiegand-34:{Compound.WangCard}");
        await compound.HoldCardAsync(Compound.WangCard);
        await gateway.SaysAsync("East gate: lets in somebody by card", 2);

        var person = (await SaysAsync(compound, "is on the block list", "person", "block", "--person", await PersonAsync(compound)))
            .Split('(', ')')[1];
        await compound.HoldCardAsync(Compound.WangCard);
        await gateway.SaysAsync("not opened for somebody: on the block list");
        await SaysAsync(compound, "is off the block list", "person", "unblock", "--person", person);
        await SaysAsync(compound, "changed to", "person", "rights", "--person", person, "--to", "2020-01-31");
        await compound.HoldCardAsync(Compound.WangCard);
        await gateway.SaysAsync("not opened for somebody: right ended on 2020-02-01 00:00");
        await SaysAsync(compound, "ZH1.", "visitor", "issue", "--host", await OtherAsync(compound), "--doors", "gate", "--hours", "8",
            "--uses", "2");
        await SaysAsync(compound, "removed, with cards, PINs and faces", "person", "remove", "--person", person);
        await compound.HoldCardAsync(Compound.WangCard);
        await gateway.SaysAsync("not opened: unknown card");
        Assert.Equal(0, await gateway.StopAsync());

        // What it said goes into systemd's log: nobody is in it, by name, card or id.
        Assert.All([WangsName, Compound.WangCard, person], one => Assert.DoesNotContain(one, gateway.Said, StringComparison.Ordinal));
        Assert.Contains("2 granted, 4 denied, 0 begun by 1 policies: 0 differ", await SaysAsync(compound, "", "replay"),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_card_whose_frame_comes_in_another_format_than_it_was_enrolled_in_is_an_unknown_card()
    {
        using var compound = new Compound();
        await compound.EnrolAsync("--name", "Wang", "--card", $"wiegand-26:{Compound.WangCard}");
        await using var gateway = compound.StartGateway();
        await gateway.SaysAsync("local status:");
        await compound.HoldCardAsync(Compound.WangCard);
        await gateway.SaysAsync("not opened: unknown card");
        await compound.EnrolAsync("--name", "Li", "--card", $"wiegand-34:{Compound.WangCard}");
        await compound.HoldCardAsync(Compound.WangCard);
        await gateway.SaysAsync("East gate: lets in somebody by card");
        Assert.Equal(0, await gateway.StopAsync());
    }

    [Fact]
    public async Task What_bounds_a_right_and_what_the_office_knows_is_taken_away_again()
    {
        using var compound = new Compound();
        await compound.EnrolAsync("--name", WangsName, "--card", Compound.WangCard);
        var person = await PersonAsync(compound);
        await SaysAsync(compound, "changed from, to, uses", "people", "rights", "--person", person, "--from", "2026-01-01", "--to",
            "2030-01-31", "--uses", "7");
        await SaysAsync(compound, "changed", "people", "edit", "--person", person, "--sex", "female");
        string[] bounds = ["from 2026-01-01 00:00", "to 2030-02-01 00:00", "most uses: 7", "sex: female"];
        var bounded = await ShowAsync();
        Assert.All(bounds, bound => Assert.Contains(bound, bounded, StringComparison.Ordinal));
        await SaysAsync(compound, "changed from, to, uses", "people", "rights", "--person", person, "--no-from", "--no-to", "--no-uses");
        await SaysAsync(compound, "changed", "people", "edit", "--person", person, "--no-sex");
        var free = await ShowAsync();
        Assert.All(bounds, bound => Assert.DoesNotContain(bound, free, StringComparison.Ordinal));
        var (code, _, error) = await RunAsync("", "people", "rights", "--site", compound.SiteFile, "--person", person, "--to", "2030-01-31",
            "--no-to");
        Assert.Equal((2, "zhuhui-edge: --to and --no-to contradict each other"), (code, error.Trim()));

        Task<string> ShowAsync() => SaysAsync(compound, person, "people", "show", "--operator", "chen", "--person", person);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_PIN_comes_from_standard_input_and_is_said_nowhere(bool running)
    {
        using var compound = new Compound();
        await compound.EnrolAsync("--name", "Wang", "--card", Compound.WangCard);
        var person = await PersonAsync(compound);
        await using var gateway = running ? compound.StartGateway() : null;
        await (gateway?.SaysAsync("local status:") ?? Task.CompletedTask);
        var (code, output, error) = await RunAsync("280519\n", "pin", "set", "--site", compound.SiteFile, "--person", person);
        Assert.Equal((0, $"Wang ({person}): the PIN was set", ""), (code, output.Trim(), error));
        (code, _, error) = await RunAsync("123456\n", "pin", "set", "--site", compound.SiteFile, "--person", person, "--duress");
        Assert.Equal(3, code);
        Assert.Contains("guessed", error, StringComparison.Ordinal);
        await (gateway?.StopAsync() ?? Task.CompletedTask);
        Assert.DoesNotContain("280519", gateway?.Said ?? "", StringComparison.Ordinal);
        Assert.All(Directory.EnumerateFiles(compound.Data, "*", SearchOption.AllDirectories), file =>
            Assert.True(File.ReadAllBytes(file).AsSpan().IndexOf("280519"u8) < 0, file));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Path.Combine(compound.Data, "keys", "pin.key")));
    }

    [Theory]
    [InlineData("card", "lose")]
    [InlineData("card", "lost", "--card", "x")]
    [InlineData("pin", "set", "280519")]
    [InlineData("person", "rights", "--person", "p-1", "--longer", "--not-longer")]
    [InlineData("person", "rights", "--person", "p-1", "--from", "tomorrow")]
    [InlineData("visitor", "issue", "--host", "p-1", "--doors", "gate", "--hours", "0", "--uses", "1")]
    public async Task A_wrong_command_line_gets_one_line_and_exit_code_2(params string[] words)
    {
        using var compound = new Compound();
        var all = words.Length > 2 ? [.. words, "--site", compound.SiteFile] : words;
        var (code, _, error) = await RunAsync("", all);
        Assert.Equal(2, code);
        Assert.Single(error.Trim().Split('\n'));
    }

    private static async Task<string> SaysAsync(Compound compound, string words, params string[] command)
    {
        var (code, output, error) = await RunAsync("", [.. command, "--site", compound.SiteFile]);
        Assert.True(code == 0, error);
        Assert.Contains(words, output, StringComparison.Ordinal);
        return output;
    }

    private static Task<string> PersonAsync(Compound compound) => IdOfAsync(compound, "Wang");

    private static Task<string> OtherAsync(Compound compound) => IdOfAsync(compound, "Li");

    /// <summary>Enrolling a name says who has it, for the first time or again.</summary>
    private static async Task<string> IdOfAsync(Compound compound, string name)
    {
        var (code, output, error) = await RunAsync("", "enrol", "--name", name, "--site", compound.SiteFile);
        Assert.True(code is 0 or 3, error);
        return Regex.Match(output + error, "p-[0-9a-f]{12}").Value;
    }

    private static Task<(int Code, string Output, string Error)> RunAsync(string input, params string[] arguments) =>
        RunningProgram.RunOnAsync(input, "zhuhui-edge", arguments);
}
