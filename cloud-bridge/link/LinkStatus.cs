namespace Zhuhui.Edge.CloudBridge;

/// <summary>The link as it stood at one moment.</summary>
/// <param name="Connected">Whether the broker has accepted the session and the subscription.</param>
/// <param name="Since">When <paramref name="Connected"/> last changed.</param>
/// <param name="LastError">The last reason why events could not be handed over; null once a hub has acknowledged again.</param>
/// <param name="Streams">One entry a stream, the most urgent first.</param>
public sealed record LinkStatus(bool Connected, DateTimeOffset Since, string? LastError, IReadOnlyList<StreamStatus> Streams);

/// <summary>How far one stream has come on its way to the hub.</summary>
/// <param name="Name">The stream's name.</param>
/// <param name="LastRead">The highest number read from the journal; at most the window ahead of <paramref name="Acknowledged"/>.</param>
/// <param name="Published">How many distinct records the broker has accepted for a hub since the ledger began, over restarts.</param>
/// <param name="Acknowledged">The hub durably has every record up to this number.</param>
/// <param name="InFlight">Records read and not yet covered by <paramref name="Acknowledged"/>.</param>
/// <param name="OldestUnacknowledged">The number of the record that has waited longest; null when none waits.</param>
/// <param name="OldestReadAt">When that record was read from the journal.</param>
public sealed record StreamStatus(string Name, long LastRead, long Published, long Acknowledged, int InFlight, long? OldestUnacknowledged,
    DateTimeOffset? OldestReadAt);
