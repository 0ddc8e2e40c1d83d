using System.CommandLine;
using Zhuhui.Edge.Gateway.Cli.Commands;
using Zhuhui.Edge.Gateway.Cli.Input;
using Zhuhui.Edge.Gateway.Cli.Setup.Asking;
using Zhuhui.Edge.Gateway.Cli.Setup.Browser;
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
        var browser = CliOptions.Switch("--browser", "the questions are answered in a browser of the estate's network, with a code that "
            + "this prints");
        var listen = CliOptions.Text("--listen", "ADDRESS", "with --browser: the address, or address:port, at which it is reached; all of "
            + "this machine's by default");
        var command = new Command("init", "set up a new gateway: asks, writes the site file, tries a first card")
        {
            folder, data, answers, again, browser, listen,
        };
        command.KeepsApart(browser, answers);
        command.Needs(listen, browser);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var (output, language) = (parsed.InvocationConfiguration.Output, AnswerLanguage.Current);
            var place = new SetupPlace(new SetupFolder(Path.GetFullPath(parsed.GetValue(folder) ?? UsualFolder)),
                Path.GetFullPath(parsed.GetValue(data) ?? UsualData));
            if (place.Folder.HasSite && !parsed.GetValue(again))
            {
                throw new UsageException(SetupTexts.ThereIsOne(place.Folder.SiteFile));
            }

            if (parsed.GetValue(browser))
            {
                await using var opened = await SetupBrowser.OpenAsync(parsed.GetValue(listen), language, TimeProvider.System,
                    words => output.WriteLine(words.In(language)), cancellationToken);
                return await opened.TellAsync(() => RunAsync(new Interview(opened.Desk), place, () => { }, cancellationToken));
            }

            var file = parsed.GetValue(answers) is { } named ? AnswerFile.Read(named) : null;
            IAnswering technician = file is null ? new TerminalAnswers(System.Console.In, output, System.Console.IsInputRedirected ? null
                : prompt => HiddenLine.Read(prompt, output, LongestPassword)) : new FileAnswers(file, output);
            technician.Language = language;
            return await RunAsync(new Interview(technician), place, () => file?.RefuseUnasked(), cancellationToken);
        });
        return command;
    }

    /// <param name="allAsked">Called before anything is written.</param>
    private static async Task<int> RunAsync(Interview interview, SetupPlace place, Action allAsked, CancellationToken cancellationToken)
    {
        var time = TimeProvider.System;
        interview.Language = interview.AskChoice<Language>("language", SetupTexts.WhichLanguage,
            [new("zh", Language.Zh, SetupTexts.Chinese), new("en", Language.En, SetupTexts.English)], "zh", isShort: true);
        interview.Welcome();
        var (site, secrets) = await AskAsync(interview, place.Data, Hardware.Find(), time, cancellationToken);
        interview.Part();
        interview.Say(SetupTexts.Summary(site.CompoundName, site.Doors.Count, site.Readers.Count, site.Cameras.Count));
        if (!interview.AskYesNo("write", SetupTexts.WriteIt(place.Folder.SiteFile), true))
        {
            interview.Say(SetupTexts.NothingWritten);
            return Exit.Refused;
        }

        var holder = interview.AskYesNo("card", SetupTexts.TryCard, true) ? interview.AskText("person.name", SetupTexts.FirstPerson, null)
            : null;
        allAsked();
        var setUp = new SetUpBox(interview, place.Folder, secrets, ServiceAccount.Find(), time);
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

    /// <param name="Data">Where people and events are kept.</param>
    private sealed record SetupPlace(SetupFolder Folder, string Data);
}
