using System.Net;

namespace Zhuhui.Edge.CloudBridge.Settings;

/// <summary>What must hold for the link's options beyond the range of each.</summary>
public static class LinkRules
{
    /// <summary>One line for each problem, beginning with the name of the option; none for good options or where the link is off.</summary>
    public static IEnumerable<string> Problems(LinkOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return options.Enabled ? Check(options) : [];
    }

    /// <summary>One line for each file of the link that is not there. No reason not to start: doors need no link, and the link looks for
    /// them at every try.</summary>
    public static IEnumerable<string> MissingFiles(LinkOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        (string Name, string Path, string What)[] files =
        [
            (nameof(options.CaFile), options.CaFile, "the district's certificate authority (PEM) in this place or leave CaFile empty"),
            (nameof(options.CertFile), options.CertFile, "the gateway's certificate (PEM) in this place or leave "
                + "CertFile and KeyFile empty"),
            (nameof(options.KeyFile), options.KeyFile, "the key of the gateway's certificate (PEM) in this place or leave "
                + "CertFile and KeyFile empty"),
        ];
        return files.Where(file => options.Enabled && file.Path.Length > 0 && !File.Exists(file.Path))
            .Select(file => $"{file.Name} {file.Path} is not there: put {file.What}.");
    }

    private static IEnumerable<string> Check(LinkOptions options)
    {
        if (string.IsNullOrWhiteSpace(options.Host))
        {
            yield return "Host must name the district broker, for example broker.district.example.";
        }
        else if (!options.Tls && !IsLoopback(options.Host))
        {
            yield return $"Tls must be true for the broker {options.Host}: without TLS only a broker on this machine "
                + "(127.0.0.1) is accepted.";
        }

        if (options.CaFile.Length > 0 && !options.Tls)
        {
            yield return "CaFile has no effect without TLS: set Tls to true or leave CaFile empty.";
        }

        if (options.CertFile.Length > 0 != options.KeyFile.Length > 0)
        {
            yield return "CertFile and KeyFile belong together: name both or none.";
        }
        else if (options.CertFile.Length > 0 && !options.Tls)
        {
            yield return "CertFile has no effect without TLS: set Tls to true or leave CertFile and KeyFile empty.";
        }
    }

    private static bool IsLoopback(string host) =>
        host.Equals("localhost", StringComparison.OrdinalIgnoreCase) || (IPAddress.TryParse(host, out var address)
            && IPAddress.IsLoopback(address));
}
