using static Zhuhui.Edge.Gateway.Texts.TextResource;

namespace Zhuhui.Edge.Gateway.Texts.Messages;

/// <summary>Releases: why one is not taken, and how one stands that is.</summary>
internal static class ReleaseTexts
{
    public static Wording NoBundle(string file) => Words("release.noBundle", ("file", file));
    public static Wording CutOff(string file) => Words("release.cutOff", ("file", file));
    public static Wording Unreadable(string file, string reason) => Words("release.unreadable", ("file", file), ("reason", reason));
    public static Wording NoKeys(string folder) => Words("release.noKeys", ("folder", folder));
    public static Wording NotSigned(string file, string folder) => Words("release.notSigned", ("file", file), ("folder", folder));
    public static Wording OtherFormat(string file) => Words("release.otherFormat", ("file", file));
    public static Wording Changed(string file) => Words("release.changed", ("file", file));
    public static Wording StrangeEntry(string name) => Words("release.strangeEntry", ("name", name));
    public static Wording NoProgram => Words("release.noProgram");
    public static Wording OtherProduct(string product) => Words("release.otherProduct", ("product", product));
    public static Wording OtherPlatform(string platform, string mine) =>
        Words("release.otherPlatform", ("platform", platform), ("mine", mine));
    public static Wording Same(string version) => Words("release.same", ("version", version));
    public static Wording Older(string version, string running) => Words("release.older", ("version", version), ("running", running));
    public static Wording OlderData(string version, long reads, long form) =>
        Words("release.olderData", ("version", version), ("reads", reads), ("form", form));
    public static Wording NewerData(string version, long writes, long reads) =>
        Words("release.newerData", ("version", version), ("writes", writes), ("reads", reads));
    public static Wording DataTooNew(string folder, long form, string version, long reads) =>
        Words("release.dataTooNew", ("folder", folder), ("form", form), ("version", version), ("reads", reads));
    public static Wording InOrder(string version, string platform) =>
        Words("release.inOrder", ("version", version), ("platform", platform));
    public static Wording Found(string file, string version) => Words("release.found", ("file", file), ("version", version));
    public static Wording FoundUnfit(string file, Wording problem) =>
        Words("release.foundUnfit", ("file", file), ("problem", problem));
    public static Wording NothingFound(string places) => Words("release.nothingFound", ("places", places));
    public static Wording TrialOn(string version) => Words("release.trialOn", ("version", version));
    public static Wording Rehearsing(string version) => Words("release.rehearsing", ("version", version));
    public static Wording DoesNotRun(string version, string said) => Words("release.doesNotRun", ("version", version), ("said", said));
    public static Wording Rehearsed(string version, long people) => Words("release.rehearsed", ("version", version), ("people", people));
    public static Wording NextStart(string version) => Words("release.nextStart", ("version", version));
    public static Wording GoesOver(string version) => Words("release.goesOver", ("version", version));
    public static Wording Running(string version) => Words("release.running", ("version", version));
    public static Wording OnTrial(string version) => Words("release.onTrial", ("version", version));
    public static Wording LastEnded(string version, Wording reason) => Words("release.lastEnded", ("version", version), ("reason", reason));
    public static Wording NoStart => Words("release.noStart");
    public static Wording Settled(string version, Wording outcome, Wording person, Wording because) =>
        Words("release.settled", ("version", version), ("outcome", outcome), ("person", person), ("because", because));
    public static Wording Tried => Words("release.tried");
    public static Wording Kept => Words("release.kept");
    public static Wording GivenUp => Words("release.givenUp");
    public static Wording NoSource => Words("release.noSource");
    public static Wording HandedAlready(string version) => Words("release.handedAlready", ("version", version));
    public static Wording Replaced(string version) => Words("release.replaced", ("version", version));
    public static Wording NotThere(string url) => Words("release.notThere", ("url", url));
    public static Wording NoServer(string url, string reason) => Words("release.noServer", ("url", url), ("reason", reason));
    public static Wording ServerSays(string url, long status) => Words("release.serverSays", ("url", url), ("status", status));
    public static Wording NoLength(string url) => Words("release.noLength", ("url", url));
    public static Wording TooLarge(string url, long size) => Words("release.tooLarge", ("url", url), ("size", size));
    public static Wording OtherVersion(string url, string version) => Words("release.otherVersion", ("url", url), ("version", version));
    public static Wording NoRoom(string folder, long needed, long free) =>
        Words("release.noRoom", ("folder", folder), ("needed", needed), ("free", free));
    public static Wording DiskRefuses(string reason) => Words("release.diskRefuses", ("reason", reason));
    public static Wording NotTaken(long minutes) => Words("release.notTaken", ("minutes", minutes));
    public static Wording TooLong(long hours) => Words("release.tooLong", ("hours", hours));
    public static Wording NothingHanded(string file) => Words("release.nothingHanded", ("file", file));
    public static Wording Stalled(string version, Wording person, Wording outcome, Wording because) =>
        Words("release.stalled", ("version", version), ("person", person), ("outcome", outcome), ("because", because));
    public static Wording FetchEnded => Words("release.fetchEnded");
    public static Wording FetchWaits => Words("release.fetchWaits");
}
