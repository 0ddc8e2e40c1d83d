using static Zhuhui.Edge.Gateway.Texts.TextResource;

namespace Zhuhui.Edge.Gateway.Texts.Pages;

/// <summary>What stands around every page of the console.</summary>
internal static class FrameTexts
{
    public static Wording ConsoleIsAt(string address) => Words("frame.consoleIsAt", ("address", address));
    public static Wording NoConsole => Words("frame.noConsole");
    public static Wording Skip => Words("frame.skip");
    public static Wording Menu => Words("frame.menu");
    public static Wording OtherLanguage => Words("frame.otherLanguage");
    public static Wording LogOut => Words("frame.logOut");
    public static Wording AsOf => Words("frame.asOf");

    /// <param name="at">When the gateway was heard last.</param>
    public static Wording Stale(string at) => Words("frame.stale", ("at", at));

    public static Wording Duty => Words("frame.duty");
    public static Wording Visitors => Words("frame.visitors");
    public static Wording Events => Words("frame.events");
    public static Wording Notices => Words("frame.notices");
    public static Wording Calendar => Words("frame.calendar");
    public static Wording Imports => Words("frame.imports");
    public static Wording NotDone(long status) => Words("frame.notDone", ("status", status));
    public static Wording BackToStart => Words("frame.backToStart");
    public static Wording Unreached => Words("frame.unreached");
    public static Wording ChangedMeanwhile => Words("frame.changedMeanwhile");
    public static Wording Tabs => Words("frame.tabs");
    public static Wording DayHint => Words("frame.dayHint");
    public static Wording TimeHint => Words("frame.timeHint");
    public static Wording FormOld => Words("frame.formOld");
}

/// <summary>The pages by which somebody comes in.</summary>
internal static class EntryTexts
{
    public static Wording LogIn => Words("entry.logIn");
    public static Wording Name => Words("entry.name");
    public static Wording Password => Words("entry.password");
    public static Wording PasswordRepeat => Words("entry.passwordRepeat");
    public static Wording Totp => Words("entry.totp");
    public static Wording TotpHint => Words("entry.totpHint");
    public static Wording FirstTime => Words("entry.firstTime");
    public static Wording First => Words("entry.first");
    public static Wording FirstHint => Words("entry.firstHint");
    public static Wording Code => Words("entry.code");
    public static Wording WithPassword => Words("entry.withPassword");
    public static Wording SetPassword => Words("entry.setPassword");
    public static Wording Link => Words("entry.link");
    public static Wording LinkHint => Words("entry.linkHint");
    public static Wording ResidentHere => Words("entry.residentHere");
    public static Wording SessionOver => Words("entry.sessionOver");
    public static Wording LoggedOut => Words("entry.loggedOut");
}
