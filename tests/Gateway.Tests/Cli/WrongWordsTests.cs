using System.CommandLine;
using Xunit;
using Zhuhui.Edge.Gateway.Cli;
using Zhuhui.Edge.Gateway.Cli.Input;

namespace Zhuhui.Edge.Gateway.Tests.Cli;

/// <summary>How words become options and values, and the one line that says what is wrong with them. Where the parser's own answer would
/// surprise, the test says so.</summary>
public sealed class WrongWordsTests
{
    [Theory]
    [InlineData("unknown command 'fly'; zhuhui-edge --help lists them", "fly")]
    [InlineData("unknown command 'fly --help'; zhuhui-edge --help lists them", "fly", "--help")]
    [InlineData("unknown command 'Run --site f'; zhuhui-edge --help lists them", "Run", "--site", "f")]
    [InlineData("unknown command '--version extra'; zhuhui-edge --help lists them", "--version", "extra")]
    [InlineData("unknown option '[diagram]'; known here: --site", "[diagram]", "report", "--site", "f")]
    [InlineData("door needs unlock, hold-open, lockdown, normal or forgive; zhuhui-edge door --help", "door")]
    [InlineData("card needs show, give, take, lost or found, not 'lose'; zhuhui-edge card --help", "card", "lose", "--card", "1")]
    [InlineData("people faces needs clear; zhuhui-edge people faces --help", "person", "faces")]
    [InlineData("--site is missing; zhuhui-edge run --help", "run")]
    [InlineData("--site needs a value; zhuhui-edge run --help", "run", "--site")]
    [InlineData("--site needs a value; zhuhui-edge run --help", "run", "--site=")]
    [InlineData("--site may be given once; zhuhui-edge run --help", "run", "--site", "f", "--site", "g")]
    [InlineData("unknown option '--speed'; known here: --site", "run", "--site", "f", "--speed", "9")]
    [InlineData("unknown option 'f'; known here: --site", "run", "f")]
    [InlineData("unknown option '280519'; known here: --site, --person, --duress", "pin", "set", "280519")]
    [InlineData("unknown option '--bogus'; known here: --site", "run", "--bogus", "--help")]
    [InlineData("--operator is missing; zhuhui-edge door unlock --help", "door", "unlock", "--site", "f", "--door", "gate")]
    [InlineData("--door or --all is needed, and not both", "door", "unlock", "--site", "f", "--operator", "guard")]
    [InlineData("--minutes 0: a whole number from 1 to 1440 is needed", "door", "lockdown", "--site", "f", "--all", "--operator", "guard",
        "--minutes", "0")]
    [InlineData("--minutes -5: a whole number from 1 to 1440 is needed", "door", "lockdown", "--site", "f", "--all", "--operator", "guard",
        "--minutes", "-5")]
    [InlineData("--card x: a card is a whole number, or a format and a number like wiegand-26:1234567", "card", "lost", "--site", "f",
        "--card", "x")]
    [InlineData("--longer and --not-longer contradict each other", "person", "rights", "--site", "f", "--person", "p", "--longer",
        "--not-longer")]
    [InlineData("one of --what CAMERA[/ZONE], --ring RING and --all is needed", "watch", "arm", "--site", "f", "--operator", "li")]
    [InlineData("there is no schema 'reports'; it is site, events, command, roster, roster-wanted, twin-desired, twin-reported, reply",
        "schema", "reports")]
    public async Task Wrong_words_get_one_line_with_the_remedy_and_exit_code_2(string line, params string[] words) =>
        Assert.Equal((2, "", $"zhuhui-edge: {line}\n"), await TypedCommand.RunAsync(words));

    /// <summary>The parser takes the next option for the value: it would enrol somebody called "--card", and say nothing.</summary>
    [Fact]
    public async Task An_option_is_no_value() => Assert.Equal((2, "", "zhuhui-edge: --name needs a value; zhuhui-edge enrol --help\n"),
        await TypedCommand.RunAsync("enrol", "--site", "f", "--name", "--card", "20230001"));

    /// <summary>Two dashes end the options elsewhere; here they are a word that nobody knows, as they always were.</summary>
    [Theory]
    [InlineData("run", "--site", "f", "--")]
    [InlineData("run", "--", "--site", "f")]
    public async Task Two_dashes_end_nothing(params string[] words)
    {
        var (code, _, error) = await TypedCommand.RunAsync(words);
        Assert.Equal((2, "zhuhui-edge: unknown option '--'; known here: --site\n"), (code, error));
    }

    /// <summary>The parser would read the words of a file called li, and -hx as -h -x.</summary>
    [Theory]
    [InlineData("@li")]
    [InlineData("-h")]
    [InlineData("-hx")]
    [InlineData("")]
    [InlineData("[suggest]")]
    [InlineData("run")]
    [InlineData("/h")]
    public void A_value_may_be_any_word_without_two_dashes_before_it(string name)
    {
        var parsed = TypedCommand.Parse("enrol", "--site", "f", "--name", name, "--new");
        Assert.Null(ParseProblem.Find(parsed));
        Assert.Equal(name, parsed.GetValue<string>("--name"));
    }

    /// <summary>New with the parser: an equals sign or a colon joins an option and its value.</summary>
    [Theory]
    [InlineData("--card=wiegand-26:1234567")]
    [InlineData("--card:wiegand-26:1234567")]
    public void A_value_may_be_joined_to_its_option(string word) => Assert.Equal("wiegand-26:1234567", TypedCommand.Parse("card", "lost",
        word).GetValue<string>("--card"));

    [Fact]
    public void What_may_come_again_keeps_every_value_in_order_and_a_switch_may_be_repeated()
    {
        var parsed = TypedCommand.Parse("enrol", "--site", "f", "--card", "1", "--name", "Wang", "--card", "2", "--new", "--new");
        Assert.Null(ParseProblem.Find(parsed));
        Assert.Equal(["1", "2"], parsed.GetValue<string[]>("--card")!);
        Assert.True(parsed.GetValue<bool>("--new"));
    }

    /// <summary>A bool of the parser's takes the word behind it where that is true or false: here it is a word of its own, the file
    /// where the command takes one.</summary>
    [Theory]
    [InlineData("unknown option 'false'; known here: --site, --person, --duress", "pin", "set", "--person", "p", "--duress", "false")]
    [InlineData("--backup or --sealed is needed, and not both", "registry", "restore", "--site", "f", "--backup", "b", "--operator",
        "chief", "--yes", "false")]
    [InlineData("FILE and --file contradict each other", "people", "import", "--site", "f", "--file", "a.csv", "--operator",
        "li", "--dry-run", "false")]
    public async Task A_switch_takes_no_value(string line, params string[] words) => Assert.Equal((2, "", $"zhuhui-edge: {line}\n"),
        await TypedCommand.RunAsync(words));

    /// <summary>Every command that has a file takes it as a word of its own, wherever it stands, and behind the option's name
    /// still.</summary>
    [Fact]
    public void The_file_that_a_command_is_about_is_a_word_of_its_own_or_behind_the_option_s_name()
    {
        (string[] Words, FileOption File)[] all = [.. TypedCommand.Under(CommandTree.Create(_ => Task.FromResult(0)))
            .SelectMany(one => one.Command.Options.OfType<FileOption>().Select(file => (one.Words, file)))];
        Assert.Equal(["site apply", "people file", "people import", "people export", "registry restore", "registry site-file", "privacy"],
            all.Select(one => one.Words[0] == "privacy" ? "privacy" : string.Join(' ', one.Words)).Distinct());
        foreach (var (words, file) in all)
        {
            string[] rest = [.. TypedCommand.Parse(words).CommandResult.Command.Options.Where(option => option.Required)
                .SelectMany(option => new[] { option.Name, "x" })];
            string[][] lines = [[.. words, "f.json", .. rest], [.. words, .. rest, "f.json"], [.. words, .. rest, file.Name, "f.json"]];
            foreach (var line in lines)
            {
                var parsed = TypedCommand.Parse(line);
                Assert.Null(ParseProblem.Find(parsed));
                Assert.Equal("f.json", ((FileOption)parsed.CommandResult.Command.Options.Single(one => one.Name == file.Name)).Of(parsed));
            }

            Assert.NotNull(ParseProblem.Find(TypedCommand.Parse([.. words, "f.json", file.Name, "g.json", .. rest])));
            Assert.NotNull(ParseProblem.Find(TypedCommand.Parse([.. words, "--frob", .. rest])));
            Assert.NotNull(ParseProblem.Find(TypedCommand.Parse([.. words, "f.json", "g.json", .. rest])));
        }
    }
}
