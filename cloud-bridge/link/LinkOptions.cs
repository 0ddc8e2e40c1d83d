using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace Zhuhui.Edge.CloudBridge;

/// <summary>The way to the district hub, as the site file describes it.</summary>
public sealed record LinkOptions
{
    [Description("false: the gateway works alone and keeps its events.")]
    public bool Enabled { get; init; } = true;

    [Description("The district broker's host name or address.")]
    public string Host { get; init; } = "127.0.0.1";

    [Range(1, 65535)]
    [Description("The broker's port: 8883 with TLS, 1883 without.")]
    public int Port { get; init; } = 8883;

    [Description("true: TLS, with the certificate authority below or the machine's. Without TLS only a broker on this machine is accepted.")]
    public bool Tls { get; init; } = true;

    [Description("A PEM file with the district's certificate authority; empty: the machine's own list.")]
    public string CaFile { get; init; } = "";

    [RegularExpression("^[a-z0-9-]*$")]
    [Description("The name of the secret that holds user:password for the broker; empty where it asks for none.")]
    public string Credential { get; init; } = "";

    [Range(1, 65535)]
    [Description("How many events may be under way without the hub's acknowledgement.")]
    public int Window { get; init; } = 200;

    [Range(1, 600)]
    [Description("An event that the hub has not acknowledged after this many seconds is sent again.")]
    public int ResendSeconds { get; init; } = 10;

    [Range(1, 300)]
    [Description("The longest wait between two tries to connect, in seconds.")]
    public int MaxBackoffSeconds { get; init; } = 30;
}
