using System.CommandLine;
using System.CommandLine.Help;
using Zhuhui.Edge.Gateway.Cli.Commands;
using Zhuhui.Edge.Gateway.Cli.Editing;
using Zhuhui.Edge.Gateway.Cli.Office;
using Zhuhui.Edge.Gateway.Cli.Outside;
using Zhuhui.Edge.Gateway.Cli.Privacy;
using Zhuhui.Edge.Gateway.Cli.Releases;
using Zhuhui.Edge.Gateway.Cli.Setup;
using Zhuhui.Edge.Gateway.Remote.Configuration;

namespace Zhuhui.Edge.Gateway.Cli;

/// <summary>All commands of the program: what is parsed, what help prints and what a shell completes.</summary>
internal static class CommandTree
{
    /// <summary>Names may begin with @, which no file is read for; and a dash begins no bundle of letters.</summary>
    private static readonly ParserConfiguration _plain = new() { EnablePosixBundling = false, ResponseFileTokenReplacer = null };

    /// <summary>Only the command that the first word names is made ready: the others' options would take a tenth of a start's
    /// time.</summary>
    public static ParseResult Parse(IReadOnlyList<string> words, Func<BareSite, Task<int>> run) =>
        Create(run, words is [var first, ..] ? first : null).Parse(words, _plain);

    /// <param name="run">Runs the gateway.</param>
    /// <param name="only">The one command that is wanted; null, or a word that is none, for all.</param>
    public static RootCommand Create(Func<BareSite, Task<int>> run, string? only = null)
    {
        (string Name, Func<Command> Create)[] commands =
        [
            ("run", () => RunCommand.Create(run)),
            ("init", InitCommand.Create),
            ("check", CheckCommand.Create),
            ("rest", RestCommand.Create),
            ("site", SiteCommand.Create),
            ("enrol", EnrolCommand.Create),
            ("notice", NoticeCommand.Create),
            ("card", CardCommand.Create),
            (PeopleCommand.Word, PeopleCommand.Create),
            ("household", HouseholdCommand.Create),
            ("care", CareCommand.Create),
            ("pin", PinCommand.Create),
            ("door", DoorCommand.Create),
            ("readers", ReadersCommand.Create),
            ("watch", WatchCommand.Create),
            ("device", DeviceCommand.Create),
            ("duty", DutyCommand.Create),
            ("outside", OutsideCommand.Create),
            ("clock", ClockCommand.Create),
            ("web", WebCommand.Create),
            ("visitor", VisitorCommand.Create),
            ("account", AccountCommand.Create),
            ("events", EventsCommand.Create),
            ("registry", RegistryCommand.Create),
            ("release", ReleaseCommand.Create),
            ("replay", ReplayCommand.Create),
            ("report", ReportCommand.Create),
            ("privacy", PrivacyReports.Create),
            ("schema", SchemaCommand.Create),
        ];
        var root = new RootCommand("The edge gateway of one compound.") { HelpName = "zhuhui-edge" };
        only = only == PeopleCommand.EarlierWord ? PeopleCommand.Word : only;
        var isOne = Array.Exists(commands, command => command.Name == only);
        foreach (var (name, create) in commands)
        {
            if (!isOne || name == only)
            {
                root.Add(create());
            }
        }

        root.Options.Clear();
        root.Add(new VersionOption { Description = "the program's version", Action = new VersionAction() });
        root.Add(new HelpOption("--help", "-h") { Description = "what the command does and takes", Action = new OverviewAction() });
        if (!isOne)
        {
            var help = new Command("help", "the same as --help") { Hidden = true };
            help.SetAction(parsed => root.Parse(["--help"], _plain).Invoke(parsed.InvocationConfiguration));
            root.Add(help);
        }

        return root;
    }
}
