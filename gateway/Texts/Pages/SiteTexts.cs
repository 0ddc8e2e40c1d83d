using static Zhuhui.Edge.Gateway.Texts.TextResource;

namespace Zhuhui.Edge.Gateway.Texts.Pages;

/// <summary>The site file, changed by way of the gateway.</summary>
internal static class SiteTexts
{
    public static Wording CutOff => Words("site.cutOff");
    public static Wording EditedMeanwhile => Words("site.editedMeanwhile");
    public static Wording NoStart(long minutes, long starts) => Words("site.noStart", ("minutes", minutes), ("starts", starts));
    public static Wording DoesNotStart(string problem) => Words("site.doesNotStart", ("problem", problem));
    public static Wording Hangs(string doors) => Words("site.hangs", ("doors", doors));
    public static Wording Missing(string what) => Words("site.missing", ("what", what));
    public static Wording NoMoment(long minutes, string doors) => Words("site.noMoment", ("minutes", minutes), ("doors", doors));
    public static Wording Failed(string problem) => Words("site.failed", ("problem", problem));
    public static Wording CannotWrite(string folder, string problem) => Words("site.cannotWrite", ("folder", folder), ("problem", problem));
    public static Wording NoFile => Words("site.noFile");
    public static Wording MaskedAway => Words("site.maskedAway");
    public static Wording TypeAnew => Words("site.typeAnew");
    public static Wording Title => Words("site.title");
    public static Wording Hint => Words("site.hint");
    public static Wording File => Words("site.file");
    public static Wording Check => Words("site.check");
    public static Wording Reload => Words("site.reload");
    public static Wording LastChange => Words("site.lastChange");
    public static Wording ToTrial => Words("site.toTrial");
    public static Wording Problems(long count) => Words("site.problems", ("count", count));
    public static Wording Line(long line) => Words("site.line", ("line", line));
    public static Wording WouldChange => Words("site.wouldChange");
    public static Wording Compared => Words("site.compared");
    public static Wording Gone => Words("site.gone");
    public static Wording New => Words("site.new");
    public static Wording Apply => Words("site.apply");
    public static Wording ApplyAndStart => Words("site.applyAndStart");
    public static Wording SaysTheSame => Words("site.saysTheSame");
    public static Wording Parts(string parts) => Words("site.parts", ("parts", parts));
    public static Wording NeedsStart(string parts, string doors, long seconds) =>
        Words("site.needsStart", ("parts", parts), ("doors", doors), ("seconds", seconds));
    public static Wording NothingStops => Words("site.nothingStops");
    public static Wording CamerasStop(string cameras) => Words("site.camerasStop", ("cameras", cameras));
    public static Wording OnTrialFor(long minutes) => Words("site.onTrialFor", ("minutes", minutes));
    public static Wording Stale => Words("site.stale");
    public static Wording LookAgain => Words("site.lookAgain");
    public static Wording Busy => Words("site.busy");
    public static Wording OnTrialNow => Words("site.onTrialNow");
    public static Wording Written => Words("site.written");
    public static Wording Waits => Words("site.waits");
    public static Wording WaitsFor(string doors) => Words("site.waitsFor", ("doors", doors));
    public static Wording StartsNow => Words("site.startsNow");
    public static Wording By(string who, string at) => Words("site.by", ("who", who), ("at", at));
    public static Wording Left(long minutes, long seconds) => Words("site.left", ("minutes", minutes), ("seconds", seconds));
    public static Wording MissingNow(string what) => Words("site.missingNow", ("what", what));
    public static Wording Keep => Words("site.keep");
    public static Wording GiveUp => Words("site.giveUp");
    public static Wording KeptNow => Words("site.keptNow");
    public static Wording GivenUpNow => Words("site.givenUpNow");
    public static Wording NoTrial => Words("site.noTrial");
    public static Wording NoChange => Words("site.noChange");
    public static Wording Who => Words("site.who");
    public static Wording What => Words("site.what");
    public static Wording Why => Words("site.why");
    public static Wording Rest => Words("site.rest");
    public static Wording LookOnceMore => Words("site.lookOnceMore");
    public static Wording OnlyRunning => Words("site.onlyRunning");
    public static Wording GiveRestart => Words("site.giveRestart");
    public static Wording StaleFile => Words("site.staleFile");
    public static Wording StateIs(string state) => Words("site.stateIs", ("state", state));

    public static Wording Settled(Wording outcome, Wording person, Wording parts, Wording because) =>
        Words("site.settled", ("outcome", outcome), ("person", person), ("parts", parts), ("because", because));

    public static Wording PartsBeside(Wording parts) => Words("site.partsBeside", ("parts", parts));
    public static Wording Because(Wording because) => Words("site.because", ("because", because));
    public static Wording Tried => Words("site.tried");
    public static Wording Kept => Words("site.kept");
    public static Wording GivenUp => Words("site.givenUp");
    public static Wording OtherFolder => Words("site.otherFolder");
    public static Wording MoveFolder => Words("site.moveFolder");
    public static Wording NobodyKept => Words("site.nobodyKept");
    public static Wording HasToBeKept => Words("site.hasToBeKept");
}
