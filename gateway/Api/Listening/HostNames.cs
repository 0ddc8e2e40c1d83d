using System.Net;
using Zhuhui.Edge.Gateway.Site;

namespace Zhuhui.Edge.Gateway.Api.Listening;

/// <summary>Under which names the API may be called. A page from elsewhere whose name was made to lead here (DNS rebinding) still calls
/// itself by that name, and is refused; an address is no name.</summary>
internal static class HostNames
{
    private const string Localhost = "localhost";

    /// <summary>Those that the gateway's own certificate is for.</summary>
    public static IReadOnlyList<string> All(WebOptions options) =>
    [
        .. new[] { Localhost, Environment.MachineName, $"{Environment.MachineName}.local" }.Concat(options.Names)
            .Where(name => Uri.CheckHostName(name) == UriHostNameType.Dns).Select(name => name.ToLowerInvariant())
            .Distinct(StringComparer.Ordinal),
    ];

    /// <summary>As those call it that run on it.</summary>
    public static bool IsThisMachine(HostString host) => string.Equals(host.Host, Localhost, StringComparison.OrdinalIgnoreCase)
        || (IPAddress.TryParse(host.Host.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address));

    /// <param name="host">As a request has it, with or without a port.</param>
    public static bool Allows(WebOptions options, HostString host) => host.HasValue
        && (IPAddress.TryParse(host.Host.Trim('[', ']'), out _) || All(options).Contains(host.Host, StringComparer.OrdinalIgnoreCase)
            || options.Names.Contains(host.Host, StringComparer.OrdinalIgnoreCase));
}
