using System.Net;

namespace Zhuhui.Edge.CloudBridge.Settings;

/// <summary>What must hold for the link's options beyond the range of each.</summary>
public static class LinkRules
{
    /// <summary>One line for each problem, beginning with the name of the option; none for good options or where the link is off.</summary>
    public static IEnumerable<LinkProblem> Problems(LinkOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return options.Enabled ? Check(options) : [];
    }

    /// <summary>One line for each file of the link that is not there. No reason not to start: doors need no link, and the link looks for
    /// them at every try.</summary>
    public static IEnumerable<LinkProblem> MissingFiles(LinkOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        (string Name, string Path, LinkProblemKind Kind)[] files =
        [
            (nameof(options.CaFile), options.CaFile, LinkProblemKind.NoCaFile),
            (nameof(options.CertFile), options.CertFile, LinkProblemKind.NoCertificateFile),
            (nameof(options.KeyFile), options.KeyFile, LinkProblemKind.NoKeyFile),
        ];
        return files.Where(file => options.Enabled && file.Path.Length > 0 && !File.Exists(file.Path))
            .Select(file => new LinkProblem(file.Kind, file.Name, file.Path));
    }

    private static IEnumerable<LinkProblem> Check(LinkOptions options)
    {
        if (string.IsNullOrWhiteSpace(options.Host))
        {
            yield return new(LinkProblemKind.NoHost, nameof(options.Host));
        }
        else if (!options.Tls && !IsLoopback(options.Host))
        {
            yield return new(LinkProblemKind.TlsNeeded, nameof(options.Tls), options.Host);
        }

        if (options.CaFile.Length > 0 && !options.Tls)
        {
            yield return new(LinkProblemKind.CaWithoutTls, nameof(options.CaFile));
        }

        if (options.CertFile.Length > 0 != options.KeyFile.Length > 0)
        {
            yield return new(LinkProblemKind.CertificateAndKey, nameof(options.CertFile));
        }
        else if (options.CertFile.Length > 0 && !options.Tls)
        {
            yield return new(LinkProblemKind.CertificateWithoutTls, nameof(options.CertFile));
        }
    }

    private static bool IsLoopback(string host) =>
        host.Equals("localhost", StringComparison.OrdinalIgnoreCase) || (IPAddress.TryParse(host, out var address)
            && IPAddress.IsLoopback(address));
}
