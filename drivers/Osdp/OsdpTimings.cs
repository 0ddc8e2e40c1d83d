namespace Zhuhui.Edge.Drivers.Osdp;

/// <summary>How long a bus waits for what. The first two and the last are the standard's (SIA OSDP 2.2, 5.7 and 5.8).</summary>
internal sealed record OsdpTimings
{
    public static readonly OsdpTimings Standard = new();

    /// <summary>A reader begins to answer within this, counted from the command's last bit.</summary>
    public TimeSpan Reply { get; init; } = TimeSpan.FromMilliseconds(200);

    /// <summary>A reader that answers is polled this often; a line too slow for that is used to the full.</summary>
    public TimeSpan Poll { get; init; } = TimeSpan.FromMilliseconds(50);

    /// <summary>An answer that stops for this long in the middle is broken. USB adapters hold bytes back for 16 ms.</summary>
    public TimeSpan Pause { get; init; } = TimeSpan.FromMilliseconds(40);

    /// <summary>A busy reader is asked again after this.</summary>
    public TimeSpan Busy { get; init; } = TimeSpan.FromMilliseconds(50);

    /// <summary>A reader that has missed a command and said nothing for this long is missing: it is asked seldom, for each vain question
    /// costs the others <see cref="Reply"/>.</summary>
    public TimeSpan Missing { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>A missing reader, or one that refuses the key, is asked no more often than this.</summary>
    public TimeSpan Again { get; init; } = TimeSpan.FromMilliseconds(500);

    /// <summary>Between two questions to missing readers the answering ones have the bus for at least this long. With up to three missing
    /// readers each is asked within 1.4 s, so it is back within 2 s of answering; each further one adds 0.45 s.</summary>
    public TimeSpan Turn { get; init; } = TimeSpan.FromMilliseconds(250);

    /// <summary>Tamper and power are asked for this often; many readers also tell of their own accord.</summary>
    public TimeSpan Status { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>A lost serial device is opened again first after this, then each time after twice as long.</summary>
    public TimeSpan FirstReopen { get; init; } = TimeSpan.FromMilliseconds(250);

    public TimeSpan LastReopen { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>A reader that has not answered for this long is offline, and its session is over on both sides.</summary>
    public TimeSpan Offline { get; init; } = TimeSpan.FromSeconds(8);
}
