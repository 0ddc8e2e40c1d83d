using System.CommandLine;
using System.Text.Json;
using Zhuhui.Edge.Gateway.Admin;
using Zhuhui.Edge.Gateway.Cli.Input;
using Zhuhui.Edge.Gateway.Events;
using Zhuhui.Edge.Gateway.Perimeter;
using Zhuhui.Edge.Gateway.Site;
using Zhuhui.Edge.Gateway.Texts;

namespace Zhuhui.Edge.Gateway.Cli.Commands;

/// <summary>Arms and disarms what cameras watch, lists it with the alarms, and acknowledges them, at the running gateway.</summary>
internal static class WatchCommand
{
    public static Command Create() => new("watch", "arm and disarm what cameras watch, list it with the alarms, acknowledge them")
    {
        List(),
        Order(WatchOrder.Arm, "arm", "alarms outside the schedule too; without --minutes until another order comes"),
        Order(WatchOrder.Disarm, "disarm", "no alarms; without --minutes until another order comes"),
        Order(WatchOrder.Usual, "usual", "as the site file and its schedules have it"),
        Act("take", "say that you take care of alarms; they stay until somebody acknowledges them", AlarmActKind.Mine),
        Act("acknowledge", "say that alarms are seen to", AlarmActKind.Done),
    };

    private static Command List()
    {
        var site = new SiteOption(isForRunning: true);
        var command = new Command("list", "what is armed, and the alarms, one line of JSON each") { site };
        command.SetAction(async parsed => await ListAsync(parsed, await site.FindAsync(parsed)));
        return command;
    }

    private static Command Order(WatchOrder order, string word, string description)
    {
        var site = new SiteOption(isForRunning: true);
        var what = CliOptions.Text("--what", "CAMERA[/ZONE]", "a camera, or one of its zones or lines");
        var ring = CliOptions.Text("--ring", "RING", $"a whole ring: {string.Join(", ", Rings)}");
        var all = CliOptions.Switch("--all", "everything");
        var minutes = CliOptions.Number("--minutes", $"for how long, {WatchEndpoint.MostMinutes} at most", most: WatchEndpoint.MostMinutes);
        var by = CliOptions.Operator();
        ring.CompletionSources.Add([.. Rings]);
        var command = new Command(word, description) { site, what, ring, all, by };
        if (order != WatchOrder.Usual)
        {
            command.Add(minutes);
        }

        command.Validators.Add(result =>
        {
            if (new Option[] { what, ring, all }.Count(result.IsGiven) != 1)
            {
                result.AddError(CommandTexts.WatchWhat.Say());
            }
        });
        command.SetAction(async parsed => await OrderAsync(parsed, await site.FindAsync(parsed), new WatchRequest(
            order,
            RingOf(parsed.GetValue(ring)),
            parsed.GetValue(what),
            command.Options.Contains(minutes) ? parsed.GetValue(minutes) : null,
            parsed.GetRequiredValue(by))));
        return command;
    }

    private static Command Act(string word, string description, AlarmActKind kind)
    {
        var site = new SiteOption(isForRunning: true);
        var alarm = CliOptions.Texts("--alarm", "ID", "which alarms; watch list shows them");
        var all = CliOptions.Switch("--all", kind == AlarmActKind.Mine ? "every alarm that nobody has"
            : "every alarm that nobody has acknowledged");
        var note = CliOptions.Text("--note", "TEXT", $"a word about it, {AlarmAct.LongestNote} letters at most, no names of people");
        var nothing = CliOptions.Switch("--false", "there was nothing to be alarmed about");
        var over = CliOptions.Switch("--take-over", "also where somebody else has it");
        var by = CliOptions.Operator();
        var command = new Command(word, description) { site, alarm, all, note, kind == AlarmActKind.Mine ? over : nothing, by };
        command.NeedsOneOf(alarm, all);
        command.Validators.Add(result =>
        {
            if (!AlarmAct.IsNote(result.GetValue(note)))
            {
                result.AddError(ApiTexts.BadNote(AlarmAct.LongestNote).Say());
            }
        });
        command.SetAction(async parsed => await ActAsync(parsed, await site.FindAsync(parsed), new AlarmAct(
            parsed.GetValue(all) ? null : parsed.GetValue(alarm), kind == AlarmActKind.Mine ? kind
                : parsed.GetValue(nothing) ? AlarmActKind.False : AlarmActKind.Done,
            parsed.GetRequiredValue(by), parsed.GetValue(note), kind == AlarmActKind.Mine && parsed.GetValue(over))));
        return command;
    }

    private static async Task<int> OrderAsync(ParseResult parsed, SiteFile site, WatchRequest request)
    {
        var answer = await WatchEndpoint.TryAskAsync(site.DataFolder, request, CancellationToken.None) ?? throw NotRunning(site);
        return answer.Places.Count == 0
            ? parsed.Refuse(Answers.NothingWatched(request))
            : parsed.Answer(Answers.Ordered(request.Order, answer.Places));
    }

    private static async Task<int> ActAsync(ParseResult parsed, SiteFile site, AlarmAct act)
    {
        var answer = await WatchEndpoint.TryAskAsync(site.DataFolder, act, CancellationToken.None) ?? throw NotRunning(site);
        if (answer.Alarms.Count > 0)
        {
            parsed.Answer(act.Kind == AlarmActKind.Mine ? Answers.Taken(answer.Alarms) : Answers.Acknowledged(answer.Alarms));
        }

        answer.Refused.ToList().ForEach(refused => parsed.Refuse(refused));
        return answer.Refused.Count > 0 ? Exit.Refused : answer.Alarms.Count > 0 ? Exit.Done : parsed.Refuse(CommandTexts.NoSuchAlarm);
    }

    /// <summary>One line of JSON a place, then one an alarm, for people and programs alike.</summary>
    private static async Task<int> ListAsync(ParseResult parsed, SiteFile site)
    {
        var list = await WatchEndpoint.TryListAsync(site.DataFolder, CancellationToken.None) ?? throw NotRunning(site);
        list.Places.ToList().ForEach(place => parsed.Answer(JsonSerializer.Serialize(place, EventJson.Options)));
        list.Alarms.ToList().ForEach(alarm => parsed.Answer(JsonSerializer.Serialize(alarm, EventJson.Options)));
        return Exit.Done;
    }

    private static GatewayAwayException NotRunning(SiteFile site) => new(Answers.NotRunning(site, CommandTexts.OnlyRunningWatches));

    private static IEnumerable<string> Rings => Enum.GetValues<Ring>().Select(AlarmKinds.NameOf);

    private static Ring? RingOf(string? text) => text is null ? null
        : Enum.GetValues<Ring>().Cast<Ring?>().FirstOrDefault(ring => AlarmKinds.NameOf(ring!.Value) == text)
            ?? throw new UsageException(CommandTexts.NoRing(text, Wording.Join(ListTexts.Comma, Rings)));
}
