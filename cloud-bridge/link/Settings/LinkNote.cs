namespace Zhuhui.Edge.CloudBridge.Settings;

/// <summary>What staff should know of the link.</summary>
public enum LinkFinding
{
    /// <summary>The broker is out of reach.</summary>
    Lost,

    /// <summary>It is reached again.</summary>
    Restored,

    /// <summary>It goes and comes so often that not each time is told; said by who counts, never by the link.</summary>
    Unsteady,

    /// <summary>The gateway's certificate ends soon.</summary>
    CertificateEnds,

    /// <summary>It has ended.</summary>
    CertificateEnded,

    /// <summary>The certificate files cannot be used: the link goes on with what it was made with, or does not come about.</summary>
    CertificateUnusable,

    /// <summary>A record is larger than the broker takes. It is kept, and what comes after it goes on.</summary>
    RecordTooLarge,

    /// <summary>Acknowledgements came that the site's keys did not sign; they free the gateway of nothing.</summary>
    AcknowledgementRefused,
}

/// <summary>One such thing.</summary>
/// <param name="Subject">What it is about, where there can be several: a stream, a reason.</param>
/// <param name="Detail">Figures and other people's words.</param>
/// <param name="Until">When the certificate ends.</param>
public sealed record LinkNote(LinkFinding Finding, string? Subject = null, string? Detail = null, DateTimeOffset? Until = null);
