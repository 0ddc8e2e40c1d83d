using Zhuhui.Edge.Gateway.Loops;
using Zhuhui.Edge.Gateway.Site;

namespace Zhuhui.Edge.Gateway.Accounts;

internal static class AccountsRegistration
{
    public static IServiceCollection AddAccounts(this IServiceCollection services) => services
        .AddFrom((SiteFile site) => new AccountStore(site.DataFolder));
}
