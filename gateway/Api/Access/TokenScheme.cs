using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Zhuhui.Edge.Gateway.Accounts;

namespace Zhuhui.Edge.Gateway.Api.Access;

/// <summary>A machine logs in with <c>Authorization: Bearer TOKEN</c>, request by request. The handler's own lines, one for every request
/// that is refused, are left out: a caller could fill the log with them.</summary>
internal sealed class TokenScheme(IOptionsMonitor<AuthenticationSchemeOptions> options, UrlEncoder encoder, AccountStore accounts)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, NullLoggerFactory.Instance, encoder)
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
