using Zhuhui.Edge.Hub.Store;

namespace Zhuhui.Edge.Hub.Settings;

/// <summary>What a receiver was told on its command line.</summary>
internal sealed record HubOptions
{
    public string Host { get; init; } = "127.0.0.1";

    public int Port { get; init; } = 1883;

    /// <summary>The database; every subcommand that uses one has it.</summary>
    public StoreAddress? Store { get; init; }

    /// <summary>true: the schema is brought up to date before the start.</summary>
    public bool Migrate { get; init; }

    /// <summary>The receiver's name among those that share the subscription; part of its client id.</summary>
    public string Name { get; init; } = "hub-1";

    public bool Tls { get; init; }

    /// <summary>PEM file of the broker's certificate authority; empty: the machine's own list.</summary>
    public string CaFile { get; init; } = "";

    public string User { get; init; } = "";

    public string Password { get; init; } = "";

    /// <summary>What signs acknowledgements; null: they are not signed, and gateways that ask for it keep everything.</summary>
    public SigningKey? Key { get; init; }

    /// <summary>Where the metrics are, on 127.0.0.1; 0: nowhere.</summary>
    public int MetricsPort { get; init; }

    /// <summary>How long a receiver without its store stays at the broker: then others get the events, or the gateways learn that there is
    /// none.</summary>
    public TimeSpan StorePatience { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>A gap that stays for so long is an alarm.</summary>
    public TimeSpan GapPatience { get; init; } = TimeSpan.FromMinutes(10);
}
