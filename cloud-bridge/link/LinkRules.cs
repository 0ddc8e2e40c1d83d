using System.Net;

namespace Zhuhui.Edge.CloudBridge;

/// <summary>What must hold for the link's options beyond the range of each.</summary>
public static class LinkRules
{
    /// <summary>One line for each problem, beginning with the name of the option; none for good options or where the link is off.</summary>
    public static IEnumerable<string> Problems(LinkOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return options.Enabled ? Check(options) : [];
    }

    private static IEnumerable<string> Check(LinkOptions options)
    {
        if (string.IsNullOrWhiteSpace(options.Host))
        {
            yield return "Host must name the district broker, for example broker.district.example.";
        }
        else if (!options.Tls && !IsLoopback(options.Host))
        {
            yield return $"Tls must be true for the broker {options.Host}: without TLS only a broker on this machine (127.0.0.1) is accepted.";
        }

        if (options.CaFile.Length > 0 && !options.Tls)
        {
            yield return "CaFile has no effect without TLS: set Tls to true or leave CaFile empty.";
        }
        else if (options.CaFile.Length > 0 && !File.Exists(options.CaFile))
        {
            yield return $"CaFile {options.CaFile} is not there: put the district's certificate authority (PEM) in this place or leave CaFile empty.";
        }
    }

    private static bool IsLoopback(string host) =>
        host.Equals("localhost", StringComparison.OrdinalIgnoreCase) || (IPAddress.TryParse(host, out var address) && IPAddress.IsLoopback(address));
}
