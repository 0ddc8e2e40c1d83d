using System.Globalization;

namespace Zhuhui.Edge.CloudBridge.Settings;

/// <summary>What can be wrong with the link's options and their files.</summary>
public enum LinkProblemKind
{
    NoHost,

    /// <summary>The broker's host.</summary>
    TlsNeeded,
    CaWithoutTls,
    CertificateAndKey,
    CertificateWithoutTls,

    /// <summary>The file that is not there.</summary>
    NoCaFile,

    /// <inheritdoc cref="NoCaFile"/>
    NoCertificateFile,

    /// <inheritdoc cref="NoCaFile"/>
    NoKeyFile,

    /// <summary>The file that holds none.</summary>
    NoAuthority,

    /// <summary>The file, and what the machine says of it.</summary>
    AuthorityUnreadable,

    /// <summary>The file, its key, and what the machine says of them.</summary>
    CertificateUnusable,

    /// <summary>The file, and the day from which on it holds.</summary>
    CertificateTooEarly,

    /// <summary>The file, and the day it ended on.</summary>
    CertificateExpired,
}

/// <summary>What is wrong with an option of the link: its kind and its values for whoever words it, and one line of English.</summary>
/// <param name="Option">The option's name.</param>
public sealed record LinkProblem(LinkProblemKind Kind, string Option, params IReadOnlyList<string> Values)
{
    internal const string Remedy = "put a new one and its key in its place";

    private const string Nothing = "leave CertFile and KeyFile empty.";

    /// <summary>Without the option's name.</summary>
    public string Words => string.Format(CultureInfo.InvariantCulture, Kind switch
    {
        LinkProblemKind.NoHost => "must name the district broker, for example broker.district.example.",
        LinkProblemKind.TlsNeeded => "must be true for the broker {0}: without TLS only a broker on this machine (127.0.0.1) is accepted.",
        LinkProblemKind.CaWithoutTls => "has no effect without TLS: set Tls to true or leave CaFile empty.",
        LinkProblemKind.CertificateAndKey => "and KeyFile belong together: name both or none.",
        LinkProblemKind.CertificateWithoutTls => "has no effect without TLS: set Tls to true or " + Nothing,
        LinkProblemKind.NoCaFile => "{0} is not there: put the district's certificate authority (PEM) in this place or leave CaFile empty.",
        LinkProblemKind.NoCertificateFile => "{0} is not there: put the gateway's certificate (PEM) in this place or " + Nothing,
        LinkProblemKind.NoKeyFile => "{0} is not there: put the key of the gateway's certificate (PEM) in this place or " + Nothing,
        LinkProblemKind.NoAuthority => "The file {0} holds no certificate: it must be the district's certificate authority in PEM.",
        LinkProblemKind.AuthorityUnreadable => "The certificate authority {0} cannot be read: {1}.",
        LinkProblemKind.CertificateUnusable => "The gateway's certificate {0} with the key {1} cannot be used: {2}.",
        LinkProblemKind.CertificateTooEarly => "The gateway's certificate {0} holds from {1} on only.",
        _ => "The gateway's certificate {0} expired on {1}: " + Remedy + ".",
    }, [.. Values]);

    public override string ToString() => Kind < LinkProblemKind.NoAuthority ? $"{Option} {Words}" : $"{Option}: {Words}";
}
