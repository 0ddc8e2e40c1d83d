using System.Security.Claims;
using Zhuhui.Edge.Gateway.Accounts;

namespace Zhuhui.Edge.Gateway.Api.Access;

/// <summary>Who asks, as ASP.NET Core carries it through a request.</summary>
internal static class CallerClaims
{
    private const string PersonClaim = "person";

    public static ClaimsPrincipal ToPrincipal(this Caller caller, string scheme)
    {
        List<Claim> claims = [new(ClaimTypes.NameIdentifier, caller.Account), new(ClaimTypes.Name, caller.Name),
            new(ClaimTypes.Role, caller.Role.ToString())];
        if (caller.Person is { } person)
        {
            claims.Add(new Claim(PersonClaim, person));
        }

        return new ClaimsPrincipal(new ClaimsIdentity(claims, scheme, ClaimTypes.Name, ClaimTypes.Role));
    }

    /// <summary>Only on an endpoint that is for somebody.</summary>
    public static Caller Caller(this HttpContext context) => context.User.ToCaller()
        ?? throw new InvalidOperationException($"{context.Request.Path} is for everybody and asks who calls");

    public static Caller? ToCaller(this ClaimsPrincipal user) => user.FindFirstValue(ClaimTypes.NameIdentifier) is { } account
        ? new Caller(account, user.FindFirstValue(ClaimTypes.Name)!, Enum.Parse<Role>(user.FindFirstValue(ClaimTypes.Role)!),
            user.FindFirstValue(PersonClaim))
        : null;
}
