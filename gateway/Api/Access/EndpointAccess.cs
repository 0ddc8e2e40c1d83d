using Zhuhui.Edge.Gateway.Accounts;

namespace Zhuhui.Edge.Gateway.Api.Access;

/// <summary>Whom an endpoint of the API serves. One without this answers nobody: see <see cref="ApiGate"/>.</summary>
/// <param name="Roles"><see cref="Role.None"/> for everybody, logged in or not.</param>
internal sealed record EndpointAccess(Role Roles)
{
    public bool IsForAll => Roles == Role.None;
}

internal static class EndpointAccessExtensions
{
    /// <summary>The endpoint serves these roles and nobody else.</summary>
    public static TBuilder For<TBuilder>(this TBuilder endpoint, Role roles)
        where TBuilder : IEndpointConventionBuilder =>
        endpoint.WithMetadata(new EndpointAccess(roles)).RequireAuthorization(policy => policy.RequireRole(
            [.. roles.Each().Select(role => role.ToString())]));

    /// <summary>The endpoint answers whoever asks: nothing that it shows or does may need a right.</summary>
    public static TBuilder ForAll<TBuilder>(this TBuilder endpoint)
        where TBuilder : IEndpointConventionBuilder =>
        endpoint.WithMetadata(new EndpointAccess(Role.None)).AllowAnonymous();
}
