using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;
using Zhuhui.Edge.Gateway.Accounts;

namespace Zhuhui.Edge.Gateway.Api.Access;

/// <summary>A machine logs in with <c>Authorization: Bearer TOKEN</c>, request by request.</summary>
internal sealed class TokenScheme(IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logs, UrlEncoder encoder,
    AccountStore accounts) : AuthenticationHandler<AuthenticationSchemeOptions>(options, logs, encoder)
{
    public const string Id = "token";

    private const string Before = "Bearer ";

    /// <summary>Whoever brings a token comes as a machine, whatever else is in the request.</summary>
    public static bool IsGiven(HttpRequest request) => request.Headers.Authorization.Count > 0;

    protected override Task<AuthenticateResult> HandleAuthenticateAsync() => Task.FromResult(
        Request.Headers.Authorization is not [{ } given] || !given.StartsWith(Before, StringComparison.OrdinalIgnoreCase)
            ? AuthenticateResult.NoResult()
            : accounts.WithToken(given[Before.Length..].Trim()) is { } caller
                ? AuthenticateResult.Success(new AuthenticationTicket(caller.ToPrincipal(Id), Id))
                : AuthenticateResult.Fail("nobody's token"));
}
