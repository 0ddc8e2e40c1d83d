using static Zhuhui.Edge.Gateway.Texts.TextResource;

namespace Zhuhui.Edge.Gateway.Texts;

/// <summary>What is said of accounts: their events, what the commands and the API answer.</summary>
internal static class AccountTexts
{
    public static Wording Changed(Wording step, Wording name, Wording role, string person) =>
        Words("account.changed", ("step", step), ("name", name), ("role", role), ("person", person));

    public static Wording LoggedIn(string name, Wording role) => Words("account.loggedIn", ("name", name), ("role", role));
    public static Wording LoginRefused(Wording whom, long count) => Words("account.loginRefused", ("whom", whom), ("count", count));
    public static Wording LoginPaused(Wording whom, long count, string until) =>
        Words("account.loginPaused", ("whom", whom), ("count", count), ("until", until));

    public static Wording Unknown => Words("account.unknown");
    public static Wording First => Words("account.first");
    public static Wording StepMade => Words("account.stepMade");
    public static Wording StepCodeGiven => Words("account.stepCodeGiven");
    public static Wording StepPasswordSet => Words("account.stepPasswordSet");
    public static Wording StepRoleChanged => Words("account.stepRoleChanged");
    public static Wording StepDisabled => Words("account.stepDisabled");
    public static Wording StepEnabled => Words("account.stepEnabled");
    public static Wording StepFreed => Words("account.stepFreed");
    public static Wording StepTotpSet => Words("account.stepTotpSet");
    public static Wording StepTotpEnded => Words("account.stepTotpEnded");
    public static Wording StepTotpReset => Words("account.stepTotpReset");
    public static Wording StepSessionsEnded => Words("account.stepSessionsEnded");
    public static Wording StepTokenMade => Words("account.stepTokenMade");
    public static Wording StepLinkGiven => Words("account.stepLinkGiven");
    public static Wording StepRemoved => Words("account.stepRemoved");
    public static Wording RoleAdministrator => Words("account.roleAdministrator");
    public static Wording RoleOffice => Words("account.roleOffice");
    public static Wording RoleGuard => Words("account.roleGuard");
    public static Wording RoleDistrict => Words("account.roleDistrict");
    public static Wording RoleTechnician => Words("account.roleTechnician");
    public static Wording RoleResident => Words("account.roleResident");

    public static Wording SetupCode => Words("account.setupCode");
    public static Wording CodeFor(string name) => Words("account.codeFor", ("name", name));
    public static Wording TokenFor(string name) => Words("account.tokenFor", ("name", name));
    public static Wording LinkFor(string name) => Words("account.linkFor", ("name", name));
    public static Wording GoodUntil(string time) => Words("account.goodUntil", ("time", time));
    public static Wording RoleChanged(string name) => Words("account.roleChanged", ("name", name));
    public static Wording Disabled(string name) => Words("account.disabled", ("name", name));
    public static Wording Enabled(string name) => Words("account.enabled", ("name", name));
    public static Wording Freed(string name) => Words("account.freed", ("name", name));
    public static Wording TotpReset(string name) => Words("account.totpReset", ("name", name));
    public static Wording SessionsEnded(string name) => Words("account.sessionsEnded", ("name", name));
    public static Wording Removed(string name) => Words("account.removed", ("name", name));
    public static Wording PasswordSet(string name) => Words("account.passwordSet", ("name", name));

    public static Wording NoSuchAccount(string name) => Words("account.noSuchAccount", ("name", name));
    public static Wording NameTaken(string name) => Words("account.nameTaken", ("name", name));
    public static Wording NameUnfit(long letters) => Words("account.nameUnfit", ("letters", letters));
    public static Wording RoleUnfit => Words("account.roleUnfit");
    public static Wording LastAdministrator => Words("account.lastAdministrator");
    public static Wording AdministratorThere => Words("account.administratorThere");
    public static Wording NotOfMachines(string name) => Words("account.notOfMachines", ("name", name));
    public static Wording NotAMachine(string name) => Words("account.notAMachine", ("name", name));
    public static Wording CodeRefused => Words("account.codeRefused");
    public static Wording LoginWrong => Words("account.loginWrong");
    public static Wording LinkRefused => Words("account.linkRefused");
    public static Wording TotpNeeded => Words("account.totpNeeded");
    public static Wording TotpWrong => Words("account.totpWrong");
    public static Wording Paused(long seconds) => Words("account.paused", ("seconds", seconds));
    public static Wording Busy => Words("account.busy");
    public static Wording OnlySessions => Words("account.onlySessions");
    public static Wording CrossSite => Words("account.crossSite");
    public static Wording PasswordShort(long letters) => Words("account.passwordShort", ("letters", letters));
    public static Wording PasswordLong(long letters) => Words("account.passwordLong", ("letters", letters));
    public static Wording PasswordIsName => Words("account.passwordIsName");
    public static Wording PasswordLost => Words("account.passwordLost");
    public static Wording PasswordCommon => Words("account.passwordCommon");

    public static Wording CodePrompt => Words("account.codePrompt");
    public static Wording TotpPrompt => Words("account.totpPrompt");
    public static Wording PasswordPrompt => Words("account.passwordPrompt");
    public static Wording PasswordAgain => Words("account.passwordAgain");
    public static Wording PasswordsDiffer => Words("account.passwordsDiffer");
    public static Wording NoSecret => Words("account.noSecret");
    public static Wording None => Words("account.none");
    public static Wording Machine => Words("account.machine");
    public static Wording IsDisabled => Words("account.isDisabled");
    public static Wording HasTotp => Words("account.hasTotp");
    public static Wording Waits => Words("account.waits");
    public static Wording PausedUntil(string time) => Words("account.pausedUntil", ("time", time));
    public static Wording LastLogin(string time) => Words("account.lastLogin", ("time", time));
}
