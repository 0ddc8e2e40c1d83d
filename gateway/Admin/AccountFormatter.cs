using Zhuhui.Edge.Gateway.Events;
using Zhuhui.Edge.Gateway.Texts;

namespace Zhuhui.Edge.Gateway.Admin;

/// <summary>What became of accounts, in words.</summary>
internal static class AccountFormatter
{
    /// <param name="nameOf">A person's name by the id, which is a resident's account's name; any other word as it is.</param>
    public static Wording Format(GatewayEvent happened, Func<string, string> nameOf, Func<DateTimeOffset, string> clock) => happened switch
    {
        AccountChanged e => AccountTexts.Changed(Step(e.Outcome), e.Account.Length == 0 ? AccountTexts.First
            : Wording.Same(nameOf(e.Account)), RoleName(e.Role), nameOf(e.Operator)),
        AccountLoggedIn e => AccountTexts.LoggedIn(nameOf(e.Account), RoleName(e.Role)),
        AccountLoginRefused { Until: { } until } e => AccountTexts.LoginPaused(Whom(e), e.Count, clock(until)),
        AccountLoginRefused e => AccountTexts.LoginRefused(Whom(e), e.Count),
        _ => Wording.Same(happened.Type),
    };

    /// <param name="role">As in a record.</param>
    public static Wording RoleName(string role) => role switch
    {
        "Administrator" => AccountTexts.RoleAdministrator,
        "Office" => AccountTexts.RoleOffice,
        "Guard" => AccountTexts.RoleGuard,
        "District" => AccountTexts.RoleDistrict,
        "Resident" => AccountTexts.RoleResident,
        "Technician" => AccountTexts.RoleTechnician,
        _ => Wording.Same(role),
    };

    private static Wording Whom(AccountLoginRefused refused) => refused.Account is { } name ? Wording.Same(name) : AccountTexts.Unknown;

    private static Wording Step(AccountStep step) => step switch
    {
        AccountStep.Made => AccountTexts.StepMade,
        AccountStep.CodeGiven => AccountTexts.StepCodeGiven,
        AccountStep.PasswordSet => AccountTexts.StepPasswordSet,
        AccountStep.RoleChanged => AccountTexts.StepRoleChanged,
        AccountStep.Disabled => AccountTexts.StepDisabled,
        AccountStep.Enabled => AccountTexts.StepEnabled,
        AccountStep.Freed => AccountTexts.StepFreed,
        AccountStep.TotpSet => AccountTexts.StepTotpSet,
        AccountStep.TotpEnded => AccountTexts.StepTotpEnded,
        AccountStep.TotpReset => AccountTexts.StepTotpReset,
        AccountStep.SessionsEnded => AccountTexts.StepSessionsEnded,
        AccountStep.TokenMade => AccountTexts.StepTokenMade,
        AccountStep.LinkGiven => AccountTexts.StepLinkGiven,
        _ => AccountTexts.StepRemoved,
    };
}
