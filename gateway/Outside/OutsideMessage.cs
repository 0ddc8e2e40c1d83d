namespace Zhuhui.Edge.Gateway.Outside;

/// <summary>Something that a target is told.</summary>
/// <param name="Id">Stream, journal and number: the same whenever it is sent again.</param>
/// <param name="Place">Where, in words; null where it is nowhere.</param>
/// <param name="Text">What happened, in the target's language.</param>
/// <param name="Kind">What it is counted as, where there are too many to be told one by one.</param>
/// <param name="SinceMs">When, by the monotonic clock of this run; null for what an earlier one recorded.</param>
internal sealed record Happening(string Id, string Type, DateTimeOffset At, string? Place, string Text, string Kind, bool IsUrgent,
    bool IsSilenced, bool IsFollowUp, double? SinceMs);

/// <summary>How many there were of something.</summary>
internal sealed record Counted(string Kind, long Count);

/// <summary>What was too old to be told one by one.</summary>
internal sealed record TooOld(long Count, DateTimeOffset From, DateTimeOffset To);

/// <summary>What a target is sent at once.</summary>
/// <param name="Id">The same for the same content: whoever gets it twice can tell.</param>
/// <param name="Told">One by one, the oldest first.</param>
/// <param name="More">What is in it besides, counted.</param>
/// <param name="Test">Nothing happened; somebody wants to know whether it arrives.</param>
internal sealed record OutsideMessage(string Id, DateTimeOffset At, IReadOnlyList<Happening> Told, IReadOnlyList<Counted> More,
    TooOld? Old = null, bool Test = false)
{
    public bool IsUrgent => Told.Any(one => one.IsUrgent);
}
