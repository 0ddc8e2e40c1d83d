using System.Collections.Concurrent;
using Zhuhui.Edge.Drivers.Readers;

namespace Zhuhui.Edge.Gateway.Devices;

/// <summary>What came from a reader last.</summary>
internal enum ReadKind
{
    Card,
    Key,
    Code,

    /// <summary>What its lines carried was no card.</summary>
    Fault,
}

/// <param name="Card">The number, of a card that nobody holds; null for any other, and for all else.</param>
/// <param name="Format">Of a card.</param>
/// <param name="Detail">Of a fault.</param>
internal sealed record LastRead(string Reader, ReadKind Kind, DateTimeOffset At, string? Card, string? Format, string? Detail);

/// <summary>What each reader read last, for whoever tests wires: one a reader, in memory alone, for ten minutes. Which key was pressed and
/// what a code says is not kept. The number of a card that somebody holds is told to nobody: it would say who stood where and
/// when. Thread safe.</summary>
/// <param name="isHeld">Whether somebody has the card, lost or not.</param>
internal sealed class LastReads(Func<CardRead, bool> isHeld, TimeProvider time)
{
    public static readonly TimeSpan Kept = TimeSpan.FromMinutes(10);

    private readonly ConcurrentDictionary<string, Read> _last = new(StringComparer.Ordinal);

    /// <returns>Null where nothing was read within ten minutes.</returns>
    public LastRead? At(string reader)
    {
        if (!_last.TryGetValue(reader, out var kept) || time.GetElapsedTime(kept.Since) > Kept)
        {
            _last.TryRemove(reader, out _);
            return null;
        }

        return new LastRead(reader, kept.Kind, kept.At, kept.Card is { } card && !isHeld(card) ? card.Card.ToString() : null,
            kept.Card?.Format, kept.Detail);
    }

    /// <summary>On the reader's thread, after its door was told; waits for nothing.</summary>
    public void Note(CardRead card) => Note(card.Reader, ReadKind.Card, card, null);

    /// <inheritdoc cref="Note(CardRead)"/>
    public void Note(string reader, ReadKind kind, string? detail = null) => Note(reader, kind, null, detail);

    private void Note(string reader, ReadKind kind, CardRead? card, string? detail) =>
        _last[reader] = new Read(kind, time.GetUtcNow(), time.GetTimestamp(), card, detail);

    private sealed record Read(ReadKind Kind, DateTimeOffset At, long Since, CardRead? Card, string? Detail);
}
