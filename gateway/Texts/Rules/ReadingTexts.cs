using static Zhuhui.Edge.Gateway.Texts.TextResource;

namespace Zhuhui.Edge.Gateway.Texts.Rules;

/// <summary>What is wrong with how a site file, or another file as strict, is written; each after the path it is about.</summary>
internal static class ReadingTexts
{
    public static Wording NoFile => Words("reading.noFile");
    public static Wording Unreadable(string because) => Words("reading.unreadable", ("because", because));
    public static Wording NotUtf8 => Words("reading.notUtf8");
    public static Wording LineAndColumn(long line, long column) => Words("reading.lineAndColumn", ("line", line), ("column", column));
    public static Wording CutShort => Words("reading.cutShort");
    public static Wording Slip => Words("reading.slip");
    public static Wording MustBe(Wording expected, Wording given) => Words("reading.mustBe", ("expected", expected), ("given", given));
    public static Wording Missing => Words("reading.missing");
    public static Wording NoTextKey => Words("reading.noTextKey");
    public static Wording UnknownKey(Wording advice) => Words("reading.unknownKey", ("advice", advice));
    public static Wording DidYouMean(string key) => Words("reading.didYouMean", ("key", key));
    public static Wording KnownAre(Wording keys) => Words("reading.knownAre", ("keys", keys));
    public static Wording Twice => Words("reading.twice");
    public static Wording Entries(long count) => Words("reading.entries", ("count", count));
    public static Wording EntriesBetween(long least, long most) => Words("reading.entriesBetween", ("least", least), ("most", most));
    public static Wording HalfSign => Words("reading.halfSign");
    public static Wording LostSigns => Words("reading.lostSigns");
    public static Wording Empty => Words("reading.empty");
    public static Wording Between(string least, string most) => Words("reading.between", ("least", least), ("most", most));
    public static Wording AText => Words("reading.aText");
    public static Wording TrueOrFalse => Words("reading.trueOrFalse");
    public static Wording AWholeNumber => Words("reading.aWholeNumber");
    public static Wording ANumber => Words("reading.aNumber");
    public static Wording AnObjectIn(string braces) => Words("reading.anObjectIn", ("braces", braces));
    public static Wording AListInBrackets => Words("reading.aListInBrackets");
    public static Wording AnObject => Words("reading.anObject");
    public static Wording AList => Words("reading.aList");
    public static Wording SomeText => Words("reading.someText");
    public static Wording TheNumber(string number) => Words("reading.theNumber", ("number", number));
    public static Wording Quoted(string text) => Words("reading.quoted", ("text", text));
    public static Wording And(Wording others, string last) => Words("reading.and", ("others", others), ("last", last));
    public static Wording Or(Wording others, string last) => Words("reading.or", ("others", others), ("last", last));
    public static Wording Rules(Wording others, Wording last) => Words("reading.rules", ("others", others), ("last", last));
    public static Wording Pattern(string pattern) => Words("reading.pattern", ("pattern", pattern));
    public static Wording Characters(Wording rules) => Words("reading.characters", ("rules", rules));
    public static Wording OnlyOf(Wording signs) => Words("reading.onlyOf", ("signs", signs));
    public static Wording BeginsWith(Wording signs) => Words("reading.beginsWith", ("signs", signs));
    public static Wording AtMost(long count) => Words("reading.atMost", ("count", count));
    public static Wording Exactly(long count) => Words("reading.exactly", ("count", count));
    public static Wording Time => Words("reading.time");
    public static Wording Date => Words("reading.date");
    public static Wording PublicKey => Words("reading.publicKey");
}
