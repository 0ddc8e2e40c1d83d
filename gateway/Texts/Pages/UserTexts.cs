using static Zhuhui.Edge.Gateway.Texts.TextResource;

namespace Zhuhui.Edge.Gateway.Texts.Pages;

/// <summary>The administrator's pages about accounts.</summary>
internal static class UserTexts
{
    public static Wording Title => Words("user.title");
    public static Wording People => Words("user.people");
    public static Wording Machines => Words("user.machines");
    public static Wording Links => Words("user.links");
    public static Wording None => Words("user.none");
    public static Wording NeverIn => Words("user.neverIn");
    public static Wording Role => Words("user.role");
    public static Wording Add => Words("user.add");
    public static Wording AddHint => Words("user.addHint");
    public static Wording MakeCode => Words("user.makeCode");
    public static Wording AddToken => Words("user.addToken");
    public static Wording AddTokenHint => Words("user.addTokenHint");
    public static Wording MakeToken => Words("user.makeToken");
    public static Wording Code => Words("user.code");
    public static Wording Token => Words("user.token");
    public static Wording Once => Words("user.once");
    public static Wording IsLast => Words("user.isLast");
    public static Wording ChangeRole => Words("user.changeRole");
    public static Wording ChangeRoleHint => Words("user.changeRoleHint");
    public static Wording ChangeRoleNow => Words("user.changeRoleNow");
    public static Wording Unlock => Words("user.unlock");
    public static Wording Enable => Words("user.enable");
    public static Wording Reset => Words("user.reset");
    public static Wording ResetHint => Words("user.resetHint");
    public static Wording ResetTotp => Words("user.resetTotp");
    public static Wording ResetTotpHint => Words("user.resetTotpHint");
    public static Wording EndSessions => Words("user.endSessions");
    public static Wording EndSessionsHint => Words("user.endSessionsHint");
    public static Wording Disable => Words("user.disable");
    public static Wording DisableHint => Words("user.disableHint");
    public static Wording Remove => Words("user.remove");
    public static Wording RemoveHint => Words("user.removeHint");
    public static Wording Revoke => Words("user.revoke");
    public static Wording RevokeHint => Words("user.revokeHint");
}
