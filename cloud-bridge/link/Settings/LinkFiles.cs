using System.Security.Cryptography.X509Certificates;

namespace Zhuhui.Edge.CloudBridge.Settings;

/// <summary>The files that the options name, looked at before a start needs them.</summary>
public static class LinkFiles
{
    /// <summary>The district's authority; null where the options name none, or, with the reason in one line, where it cannot be
    /// read.</summary>
    public static (X509Certificate2Collection? Authority, LinkProblem? Problem) ReadAuthority(LinkOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        if (options.CaFile.Length == 0)
        {
            return (null, null);
        }

        try
        {
            var authority = new X509Certificate2Collection();
            authority.ImportFromPemFile(options.CaFile);
            return authority.Count > 0
                ? (authority, null)
                : (null, new LinkProblem(LinkProblemKind.NoAuthority, nameof(options.CaFile), options.CaFile));
        }
        catch (Exception exception) when (GatewayCertificate.IsUnusable(exception))
        {
            return (null, new LinkProblem(LinkProblemKind.AuthorityUnreadable, nameof(options.CaFile), options.CaFile,
                exception.Message.TrimEnd('.')));
        }
    }

    /// <summary>One line for each file that no broker could be reached with, beginning with the option's name.</summary>
    public static IEnumerable<LinkProblem> Problems(LinkOptions options, DateTimeOffset now)
    {
        if (ReadAuthority(options).Problem is { } noAuthority)
        {
            yield return noAuthority;
        }

        if (options.CertFile.Length == 0)
        {
            yield break;
        }

        var (own, problem) = GatewayCertificate.Read(options);
        using (own)
        {
            if ((problem ?? own?.Untimely(now, options.CertFile)) is { } useless)
            {
                yield return useless;
            }
        }
    }

    /// <summary>Who signed the gateway's certificate, or one of those between, where neither file has that authority; null where they do.
    /// No fault by itself: the broker may know it.</summary>
    public static string? MissingIssuer(LinkOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        if (options.CertFile.Length == 0)
        {
            return null;
        }

        using var own = GatewayCertificate.Read(options).Certificate;
        return own?.MissingIssuer(ReadAuthority(options).Authority);
    }
}
