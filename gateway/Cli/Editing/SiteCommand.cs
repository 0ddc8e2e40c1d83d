using System.CommandLine;
using System.Text;
using Zhuhui.Edge.Gateway.Admin;
using Zhuhui.Edge.Gateway.Admin.SiteEdits;
using Zhuhui.Edge.Gateway.Cli.Commands;
using Zhuhui.Edge.Gateway.Cli.Input;
using Zhuhui.Edge.Gateway.Site;
using Zhuhui.Edge.Gateway.Texts;
using Zhuhui.Edge.Gateway.Texts.Rules;

namespace Zhuhui.Edge.Gateway.Cli.Editing;

/// <summary>Puts an edited site file in force at the running gateway, on trial, and ends the trial.</summary>
internal static class SiteCommand
{
    public static Command Create() => new("site", "put an edited site file in force at the running gateway, on trial")
    {
        Apply(),
        Status(),
        End("keep", "the changed file is good: its trial ends", SiteErrand.Keep),
        End("give-up", "the file before comes back", SiteErrand.GiveUp),
    };

    private static Command Apply()
    {
        var site = new SiteOption(isForRunning: true);
        var file = new FileOption("--file", "the edited site file; the site file itself where that was edited") { IsNeeded = true };
        var state = CliOptions.Text("--state", "STATE", "apply it only where the site file is that one still ('site status' says which)");
        var restart = CliOptions.Switch("--restart", "start anew for it where it can't be done without, once no door is open");
        var by = CliOptions.Operator();
        var command = new Command("apply", "check it, put it in force, and watch it; given up by itself where the gateway does not run")
        {
            site, file, state, restart, by,
        };
        file.AddWordTo(command);
        command.SetAction(async parsed =>
        {
            var edited = file.NeededOf(parsed);
            var found = await site.FindAsync(parsed);
            var text = await ReadAsync(edited);
            var answer = await AskAsync(found, new SiteChangeRequest(SiteErrand.Apply, parsed.GetRequiredValue(by), text,
                parsed.GetValue(state), parsed.GetValue(restart)));
            return Say(parsed, found, edited, answer.Answer!);
        });
        return command;
    }

    private static Command Status()
    {
        var site = new SiteOption(isForRunning: true);
        var command = new Command("status", "how the last change stands, and the state of the file") { site };
        command.SetAction(async parsed =>
        {
            var found = await site.FindAsync(parsed);
            var answer = await AskAsync(found, new SiteChangeRequest(SiteErrand.Status));
            foreach (var line in Lines(answer, found))
            {
                parsed.Answer(line);
            }

            return Exit.Done;
        });
        return command;
    }

    private static Command End(string word, string description, SiteErrand errand)
    {
        var site = new SiteOption(isForRunning: true);
        var by = CliOptions.Operator();
        var command = new Command(word, description) { site, by };
        command.SetAction(async parsed =>
        {
            var answer = await AskAsync(await site.FindAsync(parsed), new SiteChangeRequest(errand, parsed.GetRequiredValue(by)));
            return !answer.IsDone ? parsed.Refuse(SiteTexts.NoTrial)
                : parsed.Answer(errand == SiteErrand.Keep ? SiteTexts.KeptNow : SiteTexts.GivenUpNow);
        });
        return command;
    }

    private static async Task<SiteChangeAnswer> AskAsync(SiteFile site, SiteChangeRequest request) =>
        await SiteChangeEndpoint.TryAskAsync(site.DataFolder, request, CancellationToken.None)
            ?? throw new GatewayAwayException(Answers.NotRunning(site, SiteTexts.OnlyRunning));

    private static int Say(ParseResult parsed, SiteFile site, string file, SiteAnswer answer)
    {
        switch (answer.Kind)
        {
            case SiteAnswerKind.Problems:
                foreach (var problem in answer.Problems)
                {
                    parsed.InvocationConfiguration.Error.WriteLine($"{file}{(problem.Line > 0 ? $":{problem.Line}" : "")}: "
                        + (problem.What + (problem.Remedy == Wording.Empty ? Wording.Empty : ListTexts.Semicolon + problem.Remedy)).Say());
                }

                return Exit.BadInput;
            case SiteAnswerKind.OnTrial or SiteAnswerKind.Kept or SiteAnswerKind.Waits:
                foreach (var words in SitePlanFormatter.Words(answer.Plan!))
                {
                    parsed.Answer(words.In(site.Language));
                }

                return parsed.Answer((answer.Kind == SiteAnswerKind.Waits ? SiteTexts.Waits : answer.Kind == SiteAnswerKind.Kept
                    ? SiteTexts.Written : SiteTexts.OnTrialNow).In(site.Language));
            case SiteAnswerKind.NeedsRestart:
                return parsed.Refuse(SiteTexts.NeedsStart(string.Join(", ", answer.Plan!.Restart), string.Join(", ", answer.Plan.Doors),
                    answer.Plan.Seconds) + SiteTexts.GiveRestart);
            default:
                return parsed.Refuse(answer.Kind switch
                {
                    SiteAnswerKind.Stale => SiteTexts.StaleFile,
                    SiteAnswerKind.Busy => SiteTexts.Busy,
                    _ => answer.Detail ?? SiteTexts.NoFile,
                });
        }
    }

    private static IEnumerable<string> Lines(SiteChangeAnswer answer, SiteFile site)
    {
        yield return SiteTexts.StateIs(answer.State).In(site.Language);
        if (answer.Status is not { } status)
        {
            yield return SiteTexts.NoChange.In(site.Language);
            yield break;
        }

        yield return $"{SitePlanFormatter.Outcome(status).In(site.Language)}{status.Reason?.In(site.Language) switch
        {
            null => "",
            var why => $": {why}",
        }}";
        yield return SiteTexts.By(status.Operator, site.Written(status.At)).In(site.Language);
        if (SitePlanFormatter.Standing(status) is { } standing)
        {
            yield return standing.In(site.Language);
        }
    }

    private static async Task<string> ReadAsync(string file)
    {
        try
        {
            return await File.ReadAllTextAsync(file, new UTF8Encoding(false, throwOnInvalidBytes: true));
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException or DecoderFallbackException)
        {
            throw new SiteException([new(file, ReadingTexts.Unreadable(unreadable.Message))]);
        }
    }
}
