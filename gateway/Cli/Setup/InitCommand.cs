using System.CommandLine;
using Zhuhui.Edge.Gateway.Cli.Commands;
using Zhuhui.Edge.Gateway.Cli.Input;
using Zhuhui.Edge.Gateway.Site;
using Zhuhui.Edge.Gateway.Texts;
using Zhuhui.Edge.Gateway.Texts.Messages;

namespace Zhuhui.Edge.Gateway.Cli.Setup;

/// <summary>Sets a new box up: asks for all that differs between two compounds, writes the site file as a person would, prints the first
/// administrator's one-time code, and ends with a card that opens a door.</summary>
internal static class InitCommand
{
    private const string UsualFolder = "/etc/zhuhui-edge";
    private const string UsualData = "/var/lib/zhuhui-edge";
    private const int LongestPassword = 200;

    /// <summary>Where the package and the script lay the models.</summary>
    private static readonly string[] _modelFolders =
    [
        "/usr/share/zhuhui-edge/models",
        Path.Combine(UsualData, "models"),
        Path.Combine(Environment.GetEnvironmentVariable("XDG_CACHE_HOME") ?? Path.Combine(Environment.GetFolderPath(
            Environment.SpecialFolder.UserProfile), ".cache"), "zhuhui-edge", "models"),
    ];

    public static Command Create()
    {
        var folder = CliOptions.Text("--folder", "FOLDER", $"where the site file and the secrets go; {UsualFolder} by default");
        var data = CliOptions.Text("--data", "FOLDER", $"where people and events are kept; {UsualData} by default");
        var answers = CliOptions.Text("--answers", "FILE", "a JSON file with the answers, by the questions' keys; nobody is asked");
        var again = CliOptions.Switch("--again", "there is a site file: put the new one in its place; the old one stays beside it");
        var command = new Command("init", "set up a new gateway: asks, writes the site file, tries a first card")
        {
            folder, data, answers, again,
        };
        command.SetAction((parsed, cancellationToken) => RunAsync(parsed, new SetupFolder(Path.GetFullPath(parsed.GetValue(folder)
            ?? UsualFolder)), Path.GetFullPath(parsed.GetValue(data) ?? UsualData), parsed.GetValue(answers) is { } file
            ? AnswerFile.Read(file) : null, parsed.GetValue(again), cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, SetupFolder folder, string data, AnswerFile? answers, bool again,
        CancellationToken cancellationToken)
    {
        if (folder.HasSite && !again)
        {
            throw new UsageException(SetupTexts.ThereIsOne(folder.SiteFile));
        }

        var time = TimeProvider.System;
        var output = parsed.InvocationConfiguration.Output;
        var interview = new Interview(System.Console.In, output, answers, System.Console.IsInputRedirected ? null
            : prompt => HiddenLine.Read(prompt, output, LongestPassword))
        { Language = AnswerLanguage.Current };
        interview.Language = interview.AskChoice("language", SetupTexts.WhichLanguage,
            [new Choice<Language>("zh", Language.Zh, Wording.Empty), new Choice<Language>("en", Language.En, Wording.Empty)], "zh",
            isShort: true);
        interview.Say(SetupTexts.Welcome);
        var (site, secrets) = await AskAsync(interview, data, Hardware.Find(), time, cancellationToken);
        interview.Say("");
        interview.Say(SetupTexts.Summary(site.CompoundName, site.Doors.Count, site.Readers.Count, site.Cameras.Count));
        if (!interview.AskYesNo("write", SetupTexts.WriteIt(folder.SiteFile), true))
        {
            return parsed.Refuse(SetupTexts.NothingWritten.In(interview.Language));
        }

        var holder = interview.AskYesNo("card", SetupTexts.TryCard, true) ? interview.AskText("person.name", SetupTexts.FirstPerson, null)
            : null;
        interview.RefuseUnasked();
        var setUp = new SetUpBox(parsed, interview, folder, secrets, ServiceAccount.Find(), time);
        return await setUp.FinishAsync(setUp.Write(site), holder, cancellationToken);
    }

    /// <summary>All questions about the site itself.</summary>
    internal static async Task<(SiteFile Site, Dictionary<string, string> Secrets)> AskAsync(Interview interview, string data,
        Hardware hardware, TimeProvider time, CancellationToken cancellationToken)
    {
        var site = CompoundQuestions.Ask(interview, new SiteFile
        {
            DataFolder = data,
            Language = interview.Language,
            // Until the district has given certificates: see the hub's own set-up.
            Link = new SiteLink { Enabled = false },
        });
        site = BoardQuestions.Ask(interview, site, hardware);
        var doors = new DoorQuestions(interview, hardware);
        site = doors.AskFire(doors.Ask(site));
        var cameras = new CameraQuestions(interview, time);
        site = await cameras.AskAsync(site with
        {
            Vision = site.Vision with { ModelFolder = _modelFolders.FirstOrDefault(Directory.Exists) ?? _modelFolders[0] },
        }, cancellationToken);
        if (site.Cameras.Count == 0)
        {
            site = site with { Vision = site.Vision with { ModelFolder = "" } };
        }

        return (CompoundQuestions.AskConsole(interview, site), new Dictionary<string, string>(doors.Secrets.Concat(cameras.Secrets),
            StringComparer.Ordinal));
    }
}
