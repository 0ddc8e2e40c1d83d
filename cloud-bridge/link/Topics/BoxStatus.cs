namespace Zhuhui.Edge.CloudBridge.Topics;

/// <summary>How the box is, for whoever looks after many of them; part of a birth since contract 1.3. Names nobody.</summary>
/// <param name="Devices">How many parts the site counts on.</param>
/// <param name="Impaired">How many of them are not in order, by their kind; kinds without any are left out.</param>
public sealed record BoxStatus(int Devices, IReadOnlyDictionary<string, int> Impaired)
{
    /// <summary>Whether the clock is believed.</summary>
    public bool ClockTrusted { get; init; }

    /// <summary>When the certificate ends that the gateway shows the broker; null where it has none.</summary>
    public DateTimeOffset? LinkCertificateEnds { get; init; }

    /// <summary>When the one ends that its console and API show; null where it has neither.</summary>
    public DateTimeOffset? WebCertificateEnds { get; init; }

    /// <summary>Bytes on the disk that the records lie on; null where the system does not tell.</summary>
    public long? DiskFree { get; init; }

    /// <summary>Records that no hub has acknowledged yet.</summary>
    public long Backlog { get; init; }

    /// <summary>The version that is tried; null where none is.</summary>
    public string? Trial { get; init; }
}
