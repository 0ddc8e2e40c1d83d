namespace Zhuhui.Edge.Drivers.Osdp;

/// <summary>How long a bus waits for what. The first two and the last are the standard's (SIA OSDP 2.2, 5.7 and 5.8).</summary>
internal sealed record OsdpTimings
{
    public static readonly OsdpTimings Standard = new();

    /// <summary>A reader begins to answer within this, counted from the command's last bit.</summary>
    public TimeSpan Reply { get; init; } = TimeSpan.FromMilliseconds(200);

    /// <summary>A reader that answers is polled this often; a line too slow for that is used to the full.</summary>
    public TimeSpan Poll { get; init; } = TimeSpan.FromMilliseconds(50);

    /// <summary>On a line that spoils much it is polled this often: each command that is spoiled may cost a session, and a session costs as
    /// much as ten polls.</summary>
    public TimeSpan PollOnBadLine { get; init; } = TimeSpan.FromMilliseconds(150);

    /// <summary>An answer that stops for this long in the middle is broken. USB adapters hold bytes back for 16 ms.</summary>
    public TimeSpan Pause { get; init; } = TimeSpan.FromMilliseconds(40);

    /// <summary>A busy reader is asked again after this.</summary>
    public TimeSpan Busy { get; init; } = TimeSpan.FromMilliseconds(50);

    /// <summary>A reader that has missed a command and said nothing for this long is missing: it is asked seldom, for each vain question
    /// costs the others <see cref="Reply"/>.</summary>
    public TimeSpan Missing { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>A reader that refuses the key, or whose sessions end as they begin, is asked no more often than this.</summary>
    public TimeSpan Again { get; init; } = TimeSpan.FromMilliseconds(500);

    /// <summary>Where nobody answers, nobody is kept waiting: missing readers are asked one after the other with this pause.</summary>
    public TimeSpan Probe { get; init; } = TimeSpan.FromMilliseconds(50);

    /// <summary>Where others answer, the missing readers are asked so far apart that fewer than one poll cycle in twenty is a long one: one
    /// missing reader alone after this, several in shares of it, but none sooner than <see cref="ShortestTurn"/>. So up to three are each
    /// asked within 1.7 s, and are back within 2 s of answering; each further one adds 0.55 s.</summary>
    public TimeSpan Turn { get; init; } = TimeSpan.FromMilliseconds(1_100);

    public TimeSpan ShortestTurn { get; init; } = TimeSpan.FromMilliseconds(350);

    /// <summary>A reader that answered a poll within this may begin its session again at once, as often as it must: it is the line that
    /// is bad.</summary>
    public TimeSpan Lately { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>On a bad line, a reader that was not polled well for this long comes before the others.</summary>
    public TimeSpan Hungry { get; init; } = TimeSpan.FromMilliseconds(700);

    /// <summary>Tamper and power are asked for this often; many readers also tell of their own accord.</summary>
    public TimeSpan Status { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>A question about itself that a reader gave no usable answer to is put again after this.</summary>
    public TimeSpan Question { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Tamper and power, after so many tries in vain, are asked for again after this.</summary>
    public TimeSpan QuestionAgain { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>A reader that began a session anew is shown its lasting light once more where it was not within this, and
    /// <see cref="RelightAfter"/> later: it may have been without its supply for a moment.</summary>
    public TimeSpan Relight { get; init; } = TimeSpan.FromSeconds(10);

    public TimeSpan RelightAfter { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>A lost serial device is opened again first after this, then each time after twice as long.</summary>
    public TimeSpan FirstReopen { get; init; } = TimeSpan.FromMilliseconds(250);

    public TimeSpan LastReopen { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>A reader that has not answered for this long is offline, and its session is over on both sides.</summary>
    public TimeSpan Offline { get; init; } = TimeSpan.FromSeconds(8);
}
