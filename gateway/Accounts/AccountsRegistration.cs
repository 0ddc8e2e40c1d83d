using Zhuhui.Edge.Gateway.Accounts.Changes;
using Zhuhui.Edge.Gateway.Journals;
using Zhuhui.Edge.Gateway.Loops;
using Zhuhui.Edge.Gateway.People;
using Zhuhui.Edge.Gateway.Site;

namespace Zhuhui.Edge.Gateway.Accounts;

internal static class AccountsRegistration
{
    public static IServiceCollection AddAccounts(this IServiceCollection services) => services
        .AddFrom((SiteFile site) => new AccountStore(site.DataFolder))
        .AddFrom((SiteFile site, TimeProvider time) => new TotpCodes(site.DataFolder, time))
        .AddFrom((SiteFile _) => new Passwords())
        .AddSingleton<LoginPauses>()
        .AddSingleton<LoginRefusals>()
        .AddSingleton<LoginGuard>()
        .AddSingleton<Logins>()
        .AddSingleton<OwnAccount>()
        .AddFrom((AccountStore store, TotpCodes codes, TimeProvider time) => new FreshCodes(store, codes, time))
        .AddSingleton<AccountSessions>()
        .AddFrom((SiteFile site, AccountStore store, ResidentDirectory residents, EventLedger ledger, LoginGuard guard) =>
            new AccountChanges(site, store, residents, ledger, guard));
}
