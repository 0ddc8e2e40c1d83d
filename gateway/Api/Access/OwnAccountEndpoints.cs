using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using QRCoder;
using Zhuhui.Edge.Gateway.Accounts;
using Zhuhui.Edge.Gateway.Api.Problems;
using Zhuhui.Edge.Gateway.Site;
using Zhuhui.Edge.Gateway.Texts;

namespace Zhuhui.Edge.Gateway.Api.Access;

internal sealed record PasswordChange(string Password, string NewPassword);

internal sealed record PasswordProof(string Password);

internal sealed record TotpProof(string Code);

/// <param name="Secret">To be typed in where no camera reads the picture.</param>
/// <param name="Uri">What the picture says.</param>
/// <param name="Qr">The picture, SVG.</param>
internal sealed record TotpOffer(string Secret, string Uri, string Qr);

/// <param name="RecoveryCodes">Each good once in place of the phone; told this once.</param>
internal sealed record TotpEnrolled(IReadOnlyList<string> RecoveryCodes);

/// <summary>What somebody with a session does with the own account.</summary>
internal static class OwnAccountEndpoints
{
    private const int PixelsAModule = 4;

    public static void MapOwnAccount(this IEndpointRouteBuilder api)
    {
        api.MapPut("/session/password", ChangePasswordAsync).WithName("changePassword")
            .WithSummary("Change my password; all other sessions end").WithLoginProblems()
            .ProducesProblem(StatusCodes.Status422UnprocessableEntity).For(Roles.Readers);
        api.MapPost("/session/totp", BeginTotpAsync).WithName("beginTotp").WithSummary("Have a phone's code asked for: the secret")
            .WithLoginProblems().For(Roles.Readers);
        api.MapPost("/session/totp/confirm", ConfirmTotp).WithName("confirmTotp")
            .WithSummary("Show that the phone has the secret; from now on its code is asked for")
            .ProducesProblem(StatusCodes.Status422UnprocessableEntity).For(Roles.Readers);
        api.MapDelete("/session/totp", EndTotpAsync).WithName("endTotp").WithSummary("Have no phone's code asked for")
            .WithLoginProblems().For(Roles.Readers);
    }

    private static Task<Results<Ok<SessionView>, ProblemHttpResult>> ChangePasswordAsync(PasswordChange change, HttpContext context,
        AccountStore accounts, OwnAccount own, Entrance entrance, SiteFile site, CancellationToken cancellationToken) =>
        Mine(context, accounts) is { } account
            ? entrance.LetInAsync(context, () => own.ChangePasswordAsync(account, change.Password, change.NewPassword,
                context.Connection.RemoteIpAddress, cancellationToken))
            : Task.FromResult<Results<Ok<SessionView>, ProblemHttpResult>>(NotForMachines(site));

    private static async Task<Results<Ok<TotpOffer>, ProblemHttpResult>> BeginTotpAsync(PasswordProof proof, HttpContext context,
        AccountStore accounts, OwnAccount own, SiteFile site, CancellationToken cancellationToken)
    {
        if (Mine(context, accounts) is not { } account)
        {
            return NotForMachines(site);
        }

        var (answer, secret) = await own.BeginTotpAsync(account, proof.Password, context.Connection.RemoteIpAddress, cancellationToken);
        if (secret is null)
        {
            return AccountProblem.From(context, site, answer);
        }

        var uri = TotpCodes.UriOf(account.Name, secret);
        using var generator = new QRCodeGenerator();
        using var code = generator.CreateQrCode(uri, QRCodeGenerator.ECCLevel.M);
        using var picture = new SvgQRCode(code);
        return TypedResults.Ok(new TotpOffer(TotpCodes.Spell(secret), uri, picture.GetGraphic(PixelsAModule)));
    }

    private static Results<Ok<TotpEnrolled>, ProblemHttpResult> ConfirmTotp(TotpProof proof, HttpContext context, AccountStore accounts,
        OwnAccount own, SiteFile site)
    {
        if (Mine(context, accounts) is not { } account)
        {
            return NotForMachines(site);
        }

        return own.ConfirmTotp(account, proof.Code) is { } recovery ? TypedResults.Ok(new TotpEnrolled(recovery))
            : ApiProblem.Of(StatusCodes.Status422UnprocessableEntity, "totpWrong", AccountTexts.TotpWrong, site.Language);
    }

    private static Task<Results<Ok<SessionView>, ProblemHttpResult>> EndTotpAsync(
        [Microsoft.AspNetCore.Mvc.FromBody] PasswordProof proof, HttpContext context, AccountStore accounts, OwnAccount own,
        Entrance entrance, SiteFile site, CancellationToken cancellationToken) =>
        Mine(context, accounts) is { } account
            ? entrance.LetInAsync(context, () => own.EndTotpAsync(account, proof.Password, context.Connection.RemoteIpAddress,
                cancellationToken))
            : Task.FromResult<Results<Ok<SessionView>, ProblemHttpResult>>(NotForMachines(site));

    /// <returns>Null for a machine, which has no session.</returns>
    internal static Account? Mine(HttpContext context, AccountStore accounts) =>
        context.User.Identity?.AuthenticationType == SessionScheme.Id ? accounts.WithId(context.Caller().Account) : null;

    private static ProblemHttpResult NotForMachines(SiteFile site) => ApiProblem.Of(StatusCodes.Status403Forbidden,
        "onlySessions", AccountTexts.OnlySessions, site.Language);
}
