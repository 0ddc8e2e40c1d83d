using static Zhuhui.Edge.Gateway.Texts.TextResource;

namespace Zhuhui.Edge.Gateway.Texts.Pages;

/// <summary>The page of the own account.</summary>
internal static class SelfTexts
{
    public static Wording Title => Words("self.title");
    public static Wording SessionEnds(string time, Wording unused) => Words("self.sessionEnds", ("time", time), ("unused", unused));
    public static Wording Minutes(long count) => Words("self.minutes", ("count", count));
    public static Wording Hours(long count) => Words("self.hours", ("count", count));
    public static Wording Days(long count) => Words("self.days", ("count", count));
    public static Wording ChangePassword => Words("self.changePassword");
    public static Wording PasswordNow => Words("self.passwordNow");
    public static Wording PasswordNew => Words("self.passwordNew");
    public static Wording PasswordHint(long letters) => Words("self.passwordHint", ("letters", letters));
    public static Wording PasswordWrong => Words("self.passwordWrong");
    public static Wording PasswordChanged => Words("self.passwordChanged");
    public static Wording Totp => Words("self.totp");
    public static Wording TotpWhy => Words("self.totpWhy");
    public static Wording TotpOn => Words("self.totpOn");
    public static Wording BeginTotp => Words("self.beginTotp");
    public static Wording OtherPhone => Words("self.otherPhone");
    public static Wording ShowSecret => Words("self.showSecret");
    public static Wording ReadPicture => Words("self.readPicture");
    public static Wording PictureIs => Words("self.pictureIs");
    public static Wording OrType => Words("self.orType");
    public static Wording ShownBefore => Words("self.shownBefore");
    public static Wording CodeOfPhone => Words("self.codeOfPhone");
    public static Wording Confirm => Words("self.confirm");
    public static Wording Recovery => Words("self.recovery");
    public static Wording RecoveryHint => Words("self.recoveryHint");
    public static Wording WrittenDown => Words("self.writtenDown");
    public static Wording EndTotp => Words("self.endTotp");
    public static Wording EndTotpNow => Words("self.endTotpNow");
    public static Wording TotpEnded => Words("self.totpEnded");
    public static Wording Sessions => Words("self.sessions");
    public static Wording SessionsHint => Words("self.sessionsHint");
    public static Wording EndSessions => Words("self.endSessions");
    public static Wording EndSessionsNow => Words("self.endSessionsNow");
    public static Wording SessionsEnded => Words("self.sessionsEnded");
}
