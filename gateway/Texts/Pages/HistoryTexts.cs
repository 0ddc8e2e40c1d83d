using static Zhuhui.Edge.Gateway.Texts.TextResource;

namespace Zhuhui.Edge.Gateway.Texts.Pages;

/// <summary>The pages of events.</summary>
internal static class HistoryTexts
{
    public static Wording Title => Words("history.title");
    public static Wording Passages => Words("history.passages");
    public static Wording Export => Words("history.export");
    public static Wording From => Words("history.from");
    public static Wording To => Words("history.to");
    public static Wording Door => Words("history.door");
    public static Wording Kind => Words("history.kind");
    public static Wording All => Words("history.all");
    public static Wording Person => Words("history.person");
    public static Wording PersonHint => Words("history.personHint");
    public static Wording Text => Words("history.text");
    public static Wording Look => Words("history.look");
    public static Wording Nothing => Words("history.nothing");
    public static Wording SearchedTo(string to) => Words("history.searchedTo", ("to", to));
    public static Wording Older => Words("history.older");
    public static Wording One => Words("history.one");
    public static Wording At => Words("history.at");
    public static Wording HisEvents => Words("history.hisEvents");
    public static Wording Number => Words("history.number");
    public static Wording Record => Words("history.record");
    public static Wording Back => Words("history.back");
    public static Wording NoTime => Words("history.noTime");
    public static Wording Columns => Words("history.columns");
    public static Wording Cut(long rows) => Words("history.cut", ("rows", rows));
    public static Wording Opened => Words("history.opened");
    public static Wording Refused => Words("history.refused");
    public static Wording Passed => Words("history.passed");
    public static Wording OfDoors => Words("history.ofDoors");
    public static Wording OfAlarms => Words("history.ofAlarms");
    public static Wording OfCredentials => Words("history.ofCredentials");
    public static Wording OfNotices => Words("history.ofNotices");
    public static Wording OfPasses => Words("history.ofPasses");
    public static Wording OfPeople => Words("history.ofPeople");
    public static Wording Acts => Words("history.acts");
    public static Wording LooksAtPeople => Words("history.looksAtPeople");
    public static Wording LooksAtEvents => Words("history.looksAtEvents");
    public static Wording Commands => Words("history.commands");
    public static Wording OfAccounts => Words("history.ofAccounts");
    public static Wording OfDevices => Words("history.ofDevices");
    public static Wording OfCameras => Words("history.ofCameras");
    public static Wording OfGateway => Words("history.ofGateway");
}
