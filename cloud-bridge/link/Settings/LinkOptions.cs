using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace Zhuhui.Edge.CloudBridge.Settings;

/// <summary>Whose word frees the gateway of a record.</summary>
public enum LinkPromise
{
    /// <summary>The hub's, that its store has it.</summary>
    HubStore,

    /// <summary>The broker's, that it has it for a subscriber.</summary>
    Broker,
}

/// <summary>The way to the district hub, as the site file describes it.</summary>
public record LinkOptions
{
    [Description("false: the gateway works alone and keeps its events.")]
    public bool Enabled { get; init; } = true;

    [Description("The district broker's host name or address.")]
    public string Host { get; init; } = "127.0.0.1";

    [Range(1, 65535)]
    [Description("The broker's port: 8883 with TLS, 1883 without.")]
    public int Port { get; init; } = 8883;

    [Description("true: TLS, with the certificate authority below or the machine's. Without TLS only a broker on "
        + "this machine is accepted.")]
    public bool Tls { get; init; } = true;

    [Description("A PEM file with the district's certificate authority; empty: the machine's own list.")]
    public string CaFile { get; init; } = "";

    [Description("A PEM file with this gateway's own certificate, where the broker asks for one; read at every connect, so that a new one "
        + "needs no restart. Empty: none.")]
    public string CertFile { get; init; } = "";

    [Description("A PEM file with the key of that certificate, without a password.")]
    public string KeyFile { get; init; } = "";

    [Range(1, 365)]
    [Description("How many days before the certificate expires the gateway says so.")]
    public int CertificateWarningDays { get; init; } = 30;

    [RegularExpression("^[a-z0-9-]*$")]
    [Description("The name of the secret that holds user:password for the broker; empty where it asks for none.")]
    public string Credential { get; init; } = "";

    [Description("Whose word frees the gateway of an event: hubStore, the hub's that its store has it; broker, for somebody else's hub, "
        + "the broker's that it has it for a subscriber.")]
    public LinkPromise Promise { get; init; } = LinkPromise.HubStore;

    [Range(1, 65535)]
    [Description("How many events of a stream may be under way without an acknowledgement.")]
    public int Window { get; init; } = 2000;

    [Range(1, 1_000_000)]
    [Description("How many events a second at most are sent of what was buffered while there was no link. Alarms, and what happens now, "
        + "are not held back by it.")]
    public int ReplayPerSecond { get; init; } = 2000;

    [Range(1, 600)]
    [Description("An event that the hub has not acknowledged after this many seconds is sent again; a second time after "
        + "twice as long, and so on.")]
    public int ResendSeconds { get; init; } = 10;

    [Range(1, 300)]
    [Description("The longest wait between two tries to connect, in seconds; it differs by chance each time.")]
    public int MaxBackoffSeconds { get; init; } = 30;

    /// <summary>So many records the contract allows in one batch.</summary>
    internal const int MostRecordsInBatch = 500;

    /// <summary>How many records a batch holds at most; less than the contract allows only where its worth is measured.</summary>
    internal int MostInBatch { get; init; } = MostRecordsInBatch;
}
