using Zhuhui.Edge.Gateway.Events;
using Zhuhui.Edge.Gateway.Site;

namespace Zhuhui.Edge.Gateway.Journals.Retention;

/// <summary>What is known of one stream when it is decided what goes.</summary>
/// <param name="Extents">Its segments, the oldest first.</param>
/// <param name="Acknowledged">The hub has everything up to this number; null where there is no hub.</param>
/// <param name="Remembered">A snapshot holds what everything below this number came to.</param>
/// <param name="WrittenBy">When the last record of a segment was written, at the latest; null where no clock that can be believed says
/// so.</param>
internal sealed record StreamState(EventStream Stream, IReadOnlyList<JournalExtent> Extents, StreamKeeping Keeping, long? Acknowledged,
    long Remembered, Func<int, DateTimeOffset?> WrittenBy)
{
    public long Bytes => Extents.Sum(e => e.Bytes);

    /// <summary>Bytes that the hub has yet to acknowledge.</summary>
    public long BytesOwed => Acknowledged is { } reached ? Extents.Where(e => e.Last > reached).Sum(e => e.Bytes) : 0;

    public bool HasHub(long last) => Acknowledged is not { } reached || last <= reached;
}

/// <summary>Segments that go.</summary>
internal sealed record Drop(EventStream Stream, SeqRange Range, DropReason Reason, long Bytes);

/// <summary>What is deleted, and in which order. Looks at nothing but what it is given.</summary>
internal static class RetentionRules
{
    /// <summary>Segments that are past their age or beyond their stream's quota. Nothing that the hub has yet to acknowledge.</summary>
    /// <param name="now">null while the clock can't be believed: then nothing is too old.</param>
    public static Drop? Due(StreamState state, DateTimeOffset? now)
    {
        var quota = (long)state.Keeping.Megabytes << 20;
        var left = state.Bytes;
        DropReason? reason = null;
        var gone = 0;
        for (; gone + 1 < state.Extents.Count && MayGo(state, gone) && state.HasHub(state.Extents[gone].Last); gone++)
        {
            var why = left > quota ? DropReason.Quota
                : now is { } today && state.WrittenBy(gone) is { } written && written < today.AddDays(-state.Keeping.KeepDays)
                ? DropReason.Age
                : (DropReason?)null;
            if (why is null)
            {
                break;
            }

            reason ??= why;
            left -= state.Extents[gone].Bytes;
        }

        return DropOf(state, gone, reason ?? DropReason.Age);
    }

    /// <summary>What goes where the disk is about to be full: health, acknowledged or not, then passages the hub has. Never anything
    /// else.</summary>
    /// <param name="wanted">How many bytes are needed.</param>
    public static IEnumerable<Drop> ForRoom(IReadOnlyList<StreamState> states, long wanted)
    {
        foreach (var stream in (EventStream[])[EventStream.Health, EventStream.Passages])
        {
            if (wanted <= 0 || states.FirstOrDefault(s => s.Stream == stream) is not { } state)
            {
                continue;
            }

            var gone = 0;
            for (; wanted > 0 && gone + 1 < state.Extents.Count && MayGo(state, gone) && (stream == EventStream.Health
                || state.HasHub(state.Extents[gone].Last)); gone++)
            {
                wanted -= state.Extents[gone].Bytes;
            }

            if (DropOf(state, gone, DropReason.DiskFull) is { } drop)
            {
                yield return drop;
            }
        }
    }

    /// <summary>Not what a start would still have to read, and not the record that a snapshot names as its last.</summary>
    private static bool MayGo(StreamState state, int index) => state.Extents[index].Last < state.Remembered;

    private static Drop? DropOf(StreamState state, int gone, DropReason reason) => gone == 0 ? null
        : new Drop(state.Stream, new SeqRange(state.Extents[0].First, state.Extents[gone - 1].Last), reason, state.Extents.Take(gone)
            .Sum(e => e.Bytes));
}
