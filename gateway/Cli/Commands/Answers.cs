using System.Globalization;
using Zhuhui.Edge.Gateway.Access.Replay;
using Zhuhui.Edge.Gateway.Admin;
using Zhuhui.Edge.Gateway.Journals;
using Zhuhui.Edge.Gateway.People.Registry;
using Zhuhui.Edge.Gateway.Site;

namespace Zhuhui.Edge.Gateway.Cli.Commands;

/// <summary>What the commands answer people, a line each: all that is neither a record's text, a refusal of the gateway's own, nor a word on how to type a command.</summary>
internal static class Answers
{
    public const string Everybody = "everybody";
    public const string AllDoors = "all doors";
    public const string NoReaderHasKey = "the site file names no reader with a key";
    public const string NoSuchAlarm = "there is no such alarm that nobody has acknowledged";
    public const string NothingChanged = "nothing was changed; say --yes to do it";
    public const string NoLongerInRegistry = "no longer in it, to be enrolled again";
    public const string InRegistryAgain = "in it again";
    public const string AsBefore = "as they were then, but for what the journal took away since";
    public const string CheckByHand = "changed since, which the journal can't give back";

    public static string NoHolidays(int year) =>
        $"note: no holidays of {year} are known, so working days go by the week alone; name a calendar of that year in Site.CalendarFile";

    public static string InOrder(SiteFile site) => $"{site.District}/{site.Compound}/{site.Gateway}: "
        + $"{site.Doors.Count} door(s), {site.Readers.Count} reader(s), {site.Cameras.Count} camera(s): in order";

    public static string AtRest(int relays) => $"{relays} relay(s) at rest";

    public static string NotRunning(SiteFile site, string only) => $"no gateway runs on {site.DataFolder}; only a running gateway {only}";

    public static string NoAnswer(TimeSpan patience) =>
        $"the running gateway gave no answer within {patience.TotalSeconds:0} s; see its log whether the order was carried out";

    public static string Enrolled(EnrolmentAnswer answer) => $"{answer.Name} ({answer.Person}): {answer.Cards} card(s), {answer.Templates} face template(s)"
        + (answer.Photos == 0 ? "" : $", {answer.Photos} photo(s) kept");

    public static string KeysInstalled(int minutes, IReadOnlyList<string> readers) => $"for {minutes} min, readers fresh from their box are given their keys: "
        + $"{string.Join(", ", readers)}; whoever listens on the wire meanwhile learns them";

    public static string NothingWatches(string what) => $"no camera watches {what}; watch list shows what there is";

    public static string Acknowledged(IReadOnlyList<string> alarms) => $"acknowledged: {string.Join(", ", alarms)}";

    public static string MoreEvents(string before) => $"more: --before {before}";

    public static string Backup(RegistryBackup backup) => string.Create(CultureInfo.InvariantCulture,
        $"{backup.Name}  {backup.People} people{(backup.IsWhole ? "" : "  damaged, nothing is restored from it")}");

    public static string Restore(RegistryRestore restore, bool isDone) => string.Create(CultureInfo.InvariantCulture,
        $"the backup {restore.Backup}, of {restore.MadeAt:yyyy-MM-dd HH:mm} UTC: {restore.People} people {(isDone ? "are" : "would be")} in the registry");

    public static string Replayed(ReplayResult result) =>
        $"{result.Granted} granted, {result.Denied} denied, {result.Begun} begun by {result.Policies} policies: {result.Different} differ"
        + (result.OtherRules > 0 ? $", {result.OtherRules} by rules of another version were not decided again" : "");

    public static string KeptFrom(Journal journal) => $"{journal.Stream} is kept from record {journal.FirstSeq} on";

    public static string PoliciesGone(ReplayResult result) => $"{result.PolicyGone} were decided by policies whose records are no longer kept "
        + $"and were not decided again: {string.Join(", ", result.GonePolicies)}";
}
