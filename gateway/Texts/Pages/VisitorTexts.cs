using static Zhuhui.Edge.Gateway.Texts.TextResource;

namespace Zhuhui.Edge.Gateway.Texts.Pages;

/// <summary>The pages of visitors.</summary>
internal static class VisitorTexts
{
    public static Wording Title => Words("visitor.title");
    public static Wording New => Words("visitor.new");
    public static Wording Find => Words("visitor.find");
    public static Wording FindHint => Words("visitor.findHint");
    public static Wording WithEnded => Words("visitor.withEnded");
    public static Wording Look => Words("visitor.look");
    public static Wording Counted(long total, long came) => Words("visitor.counted", ("total", total), ("came", came));
    public static Wording Further => Words("visitor.further");
    public static Wording To(string host) => Words("visitor.to", ("host", host));
    public static Wording NoName => Words("visitor.noName");
    public static Wording Between(string from, string to) => Words("visitor.between", ("from", from), ("to", to));
    public static Wording CameOver(long times) => Words("visitor.cameOver", ("times", times));
    public static Wording NeverCame => Words("visitor.neverCame");
    public static Wording Came(long used, long most) => Words("visitor.came", ("used", used), ("most", most));
    public static Wording Expected => Words("visitor.expected");
    public static Wording WhoIsVisited => Words("visitor.whoIsVisited");
    public static Wording Host => Words("visitor.host");
    public static Wording HostHint => Words("visitor.hostHint");
    public static Wording Nobody => Words("visitor.nobody");
    public static Wording MoreHosts => Words("visitor.moreHosts");
    public static Wording AnotherHost => Words("visitor.anotherHost");
    public static Wording Name => Words("visitor.name");
    public static Wording Phone => Words("visitor.phone");
    public static Wording Plate => Words("visitor.plate");
    public static Wording Hours => Words("visitor.hours");
    public static Wording Uses => Words("visitor.uses");
    public static Wording UsesHint => Words("visitor.usesHint");
    public static Wording Doors => Words("visitor.doors");
    public static Wording Issue => Words("visitor.issue");
    public static Wording Issued => Words("visitor.issued");
    public static Wording CodeOf(string name) => Words("visitor.codeOf", ("name", name));
    public static Wording Valid => Words("visitor.valid");
    public static Wording State => Words("visitor.state");
    public static Wording Forward => Words("visitor.forward");
    public static Wording Print => Words("visitor.print");
    public static Wording BackToList => Words("visitor.backToList");
    public static Wording Cancel => Words("visitor.cancel");
    public static Wording CancelHint => Words("visitor.cancelHint");
    public static Wording CancelNow => Words("visitor.cancelNow");
    public static Wording CancelledNow => Words("visitor.cancelledNow");
}
