using Zhuhui.Edge.Gateway.Admin;
using Zhuhui.Edge.Gateway.Events;
using Zhuhui.Edge.Gateway.Site.Binding;
using Zhuhui.Edge.Gateway.Texts;

namespace Zhuhui.Edge.Gateway.Accounts;

internal static class AccountRecords
{
    public static AccountChanged Of(Account account, AccountStep step, string by) => new(account.Name, step, account.Role.ToString(), by);
}

internal static class AccountNames
{
    /// <returns>Null where an account can have the name: it goes on record as the operator's.</returns>
    public static Wording? Problem(string name) => name.Length is 0 or > AdminSocket.LongestOperator || name.Any(char.IsControl)
        || StrictText.HasLost(name)
        ? AccountTexts.NameUnfit(AdminSocket.LongestOperator) : null;
}
