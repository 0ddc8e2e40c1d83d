namespace Zhuhui.Edge.Hub.Store;

/// <summary>What is taken of one gateway. What is over it is not acknowledged, so that nothing is lost of a gateway that is in order: it
/// keeps the record, sends it again, and has it taken another day. Far above what one can have: 1,000,000 records, or 180 days.</summary>
internal sealed record StoreLimits
{
    /// <summary>Records that are stored of it on one day.</summary>
    public long RecordsADay { get; init; } = 5_000_000;

    /// <summary>Their bytes.</summary>
    public long BytesADay { get; init; } = 8L << 30;

    /// <summary>Numbered streams, all its journals together; a gateway has four of each disk it ever had.</summary>
    public int Streams { get; init; } = 1000;

    /// <summary>Runs of stored numbers without a gap in one stream: past that, only what closes a gap or goes on with a run is
    /// taken.</summary>
    public int Runs { get; init; } = 1000;

    /// <summary>Messages that are no records, kept aside on one day; more are only counted.</summary>
    public long RefusedADay { get; init; } = 1000;

    /// <summary>Their bytes.</summary>
    public long RefusedBytesADay { get; init; } = 16 << 20;

    /// <summary>Alarms that stand for broken chains of one stream.</summary>
    public int ChainAlarms { get; init; } = 100;
}
