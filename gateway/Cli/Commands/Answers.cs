using System.Globalization;
using Zhuhui.Edge.Gateway.Access.Replay;
using Zhuhui.Edge.Gateway.Admin;
using Zhuhui.Edge.Gateway.Doors.Commands;
using Zhuhui.Edge.Gateway.Events;
using Zhuhui.Edge.Gateway.Journals;
using Zhuhui.Edge.Gateway.People.Registry;
using Zhuhui.Edge.Gateway.Site;
using Zhuhui.Edge.Gateway.Texts;

namespace Zhuhui.Edge.Gateway.Cli.Commands;

/// <summary>What the commands answer people, a line each, of what came of them.</summary>
internal static class Answers
{
    public static Wording InOrder(SiteFile site) =>
        CommandTexts.InOrder($"{site.District}/{site.Compound}/{site.Gateway}", site.Doors.Count, site.Readers.Count, site.Cameras.Count);

    public static Wording NotRunning(SiteFile site, Wording only) => CommandTexts.NotRunning(site.DataFolder, only);

    public static Wording NoAnswer(TimeSpan patience) => CommandTexts.NoAnswer((long)patience.TotalSeconds);

    public static Wording Ordered(OrderRequest order)
    {
        var whom = order.Kind == CommandKind.Forgive
            ? order.Person is { } person ? Wording.Same(person) : CommandTexts.Everybody
            : order.Door is { } door ? Wording.Same(door) : CommandTexts.AllDoors;
        return CommandTexts.Ordered(order.Kind switch
        {
            CommandKind.Unlock => CommandTexts.Unlock,
            CommandKind.HoldOpen => CommandTexts.HoldOpen,
            CommandKind.Lockdown => CommandTexts.Lockdown,
            CommandKind.Normal => CommandTexts.Normal,
            _ => CommandTexts.Forgive,
        }, whom);
    }

    public static Wording Said(DoorWord word) => word.Outcome switch
    {
        DoorOutcome.Released => CommandTexts.DoorReleased(word.Door),
        DoorOutcome.Locked => CommandTexts.DoorLocked(word.Door),
        DoorOutcome.Open => CommandTexts.DoorOpen(word.Door),
        _ => CommandTexts.DoorRefused(word.Door, word.Refused!.Because),
    };

    public static Wording Ordered(WatchOrder order, IReadOnlyList<string> places) => CommandTexts.Ordered(WatchFormatter.Format(order),
        Listed(places));

    public static Wording NothingWatched(WatchRequest request) =>
        (request.What ?? (request.Ring is { } ring ? AlarmKinds.NameOf(ring) : null)) is { } what ? CommandTexts.NothingWatched(what)
            : CommandTexts.NothingWatchedAtAll;

    public static Wording Taken(IReadOnlyList<string> alarms) => CommandTexts.Taken(Listed(alarms));

    public static Wording Acknowledged(IReadOnlyList<string> alarms) => CommandTexts.Acknowledged(Listed(alarms));

    public static Wording Enrolled(EnrolmentAnswer answer) => CommandTexts.Enrolled(answer.Name ?? "", answer.Person ?? "", answer.Cards,
        answer.Templates,
        answer.Photos == 0 ? Wording.Empty : CommandTexts.PhotosKept(answer.Photos));

    public static Wording KeysInstalled(int minutes, IReadOnlyList<string> readers) =>
        readers.Count == 0 ? CommandTexts.NoKeyedReader : CommandTexts.KeysBegun(minutes, Listed(readers));

    public static Wording Backup(RegistryBackup backup) =>
        CommandTexts.Backup(backup.Name, backup.People, backup.IsWhole ? Wording.Empty : CommandTexts.BackupDamaged);

    public static Wording Restore(RegistryRestore restore, bool isDone)
    {
        var made = restore.MadeAt.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);
        return isDone ? CommandTexts.Restored(restore.Backup, made, restore.People) : CommandTexts.WouldRestore(restore.Backup, made,
            restore.People);
    }

    public static Wording Replayed(ReplayResult result) => CommandTexts.Replayed(result.Granted, result.Denied, result.Begun,
        result.Policies, result.Different,
        result.OtherRules > 0 ? CommandTexts.OtherRules(result.OtherRules) : Wording.Empty);

    public static Wording KeptFrom(JournalView journal) => CommandTexts.KeptFrom(journal.Stream, journal.FirstSeq);

    public static Wording PoliciesGone(ReplayResult result) => CommandTexts.PoliciesGone(result.PolicyGone, Listed(result.GonePolicies));

    private static Wording Listed(IEnumerable<string> names) => Wording.Join(ListTexts.Comma, names);
}
