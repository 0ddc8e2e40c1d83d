namespace Zhuhui.Edge.CloudBridge.Settings;

/// <summary>The link as it stood at one moment.</summary>
/// <param name="Connected">Whether the broker has accepted the session and the subscription.</param>
/// <param name="Since">When <paramref name="Connected"/> last changed.</param>
/// <param name="LastError">The last reason why events could not be handed over; null once a hub has acknowledged again.</param>
/// <param name="Streams">One entry a stream, the most urgent first.</param>
/// <param name="Promise">Whose acknowledgement <paramref name="Streams"/> tell of.</param>
/// <param name="CertificateExpires">When the gateway's own certificate ends; null where it has none.</param>
/// <param name="Totals">What was counted since the start.</param>
/// <param name="Notes">What stands against the link, or what staff should see to.</param>
public sealed record LinkStatus(bool Connected, DateTimeOffset Since, string? LastError, IReadOnlyList<StreamStatus> Streams,
    LinkPromise Promise,
    DateTimeOffset? CertificateExpires, LinkTotals Totals, IReadOnlyList<LinkNote>? Notes = null);

/// <summary>What a link has counted since its start.</summary>
/// <param name="Reconnects">Connections beyond the first.</param>
/// <param name="Resent">Records sent again because their acknowledgement was overdue.</param>
/// <param name="Batches">Batches published.</param>
/// <param name="BatchBytesIn">Bytes of the records in them.</param>
/// <param name="BatchBytesOut">Bytes of the batches themselves.</param>
public sealed record LinkTotals(long Reconnects, long Resent, long Batches, long BatchBytesIn, long BatchBytesOut);

/// <summary>How far one stream has come on its way to the hub.</summary>
/// <param name="Name">The stream's name.</param>
/// <param name="LastRead">The highest number read from the journal; at most a window of records that wait lies before
/// it.</param>
/// <param name="Published">How many distinct records the broker has accepted for a hub since the ledger began, over restarts.</param>
/// <param name="Acknowledged">Every record up to this number is acknowledged as the link's promise has it.</param>
/// <param name="InFlight">Records read and not acknowledged.</param>
/// <param name="OldestUnacknowledged">The number of the record that has waited longest; null when none waits.</param>
/// <param name="OldestAt">When that record says that it happened.</param>
public sealed record StreamStatus(string Name, long LastRead, long Published, long Acknowledged, int InFlight, long? OldestUnacknowledged,
    DateTimeOffset? OldestAt);
