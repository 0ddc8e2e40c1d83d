using Zhuhui.Edge.Gateway.Admin;
using Zhuhui.Edge.Gateway.Events;
using Zhuhui.Edge.Gateway.Site;
using Zhuhui.Edge.Gateway.Storage;
using Zhuhui.Edge.Gateway.Texts;

namespace Zhuhui.Edge.Gateway.Accounts.Changes;

/// <param name="Totp">Of the phone, where the account has one.</param>
internal sealed record CodeUse(string Code, string Name, string Password, string? Totp);

/// <summary>Accounts over the <see cref="AdminSocket"/>. Codes and passwords go over it in clear and nowhere else: they never leave the
/// machine's memory.</summary>
internal static class AccountsEndpoint
{
    private const string ChangePath = "/admin/accounts";
    private const string CodePath = "/admin/accounts/code";

    public static void MapAccounts(this WebApplication app)
    {
        app.MapPost(ChangePath, async (HttpContext context, AccountChanges accounts, CancellationToken cancellationToken) =>
            !AdminSocket.IsOver(context) ? Results.NotFound()
            : await AdminSocket.ReadAsync<AccountRequest>(context, cancellationToken) is not { } request ? Results.BadRequest()
            : Results.Json(accounts.Handle(request), EventJson.Options));
        app.MapPost(CodePath, async (HttpContext context, Logins logins, SiteFile site, CancellationToken cancellationToken) =>
            !AdminSocket.IsOver(context) ? Results.NotFound()
            : await AdminSocket.ReadAsync<CodeUse>(context, cancellationToken) is not { } use ? Results.BadRequest()
            : Results.Json(await UseAsync(logins, site, use, cancellationToken), EventJson.Options));
    }

    public static async Task<AccountAnswer> UseAsync(Logins logins, SiteFile site, CodeUse use, CancellationToken cancellationToken)
    {
        try
        {
            var answer = await logins.UseCodeAsync(use.Code, use.Name, use.Password, use.Totp, address: null, cancellationToken);
            return answer switch
            {
                { Result: LoginResult.Done } => new AccountAnswer(AccountTexts.PasswordSet(answer.Account!.Name).In(site.Language), null,
                    null, null, null, []),
                { Result: LoginResult.Unfit } => Refused(AccountRefusal.PasswordUnfit, answer.Because!),
                { Result: LoginResult.CodeNeeded } => Refused(AccountRefusal.CodeWrong, AccountTexts.TotpNeeded),
                { Result: LoginResult.Busy } => Refused(AccountRefusal.CodeWrong, AccountTexts.Busy),
                _ => Refused(AccountRefusal.CodeWrong, AccountTexts.CodeRefused),
            };
        }
        catch (StorageException inTheWay)
        {
            return new AccountAnswer(null, inTheWay.Message, AccountRefusal.Disk, null, null, []);
        }

        AccountAnswer Refused(AccountRefusal why, Wording because) => new(null, because.In(site.Language), why, null, null, []);
    }

    /// <returns>Null where no gateway runs on this data folder.</returns>
    public static Task<AccountAnswer?> TryAskAsync(string dataFolder, AccountRequest request, CancellationToken cancellationToken) =>
        AdminSocket.TryAskAsync<AccountRequest, AccountAnswer>(dataFolder, ChangePath, request, cancellationToken);

    /// <inheritdoc cref="TryAskAsync"/>
    public static Task<AccountAnswer?> TryUseAsync(string dataFolder, CodeUse use, CancellationToken cancellationToken) =>
        AdminSocket.TryAskAsync<CodeUse, AccountAnswer>(dataFolder, CodePath, use, cancellationToken);
}
