using System.Security.Cryptography;
using Zhuhui.Edge.Drivers.Readers;
using Zhuhui.Edge.Gateway.Events;
using Zhuhui.Edge.Gateway.Site;

namespace Zhuhui.Edge.Gateway.Devices;

/// <summary>How far the office has come that waits for a card at a reader.</summary>
/// <param name="Operator">Who waits.</param>
/// <param name="Until">When nobody waits any more.</param>
/// <param name="IsOpen">The next card that nobody holds is the one.</param>
/// <param name="Read">The card that was read for it; null where none was.</param>
/// <param name="Held">The last card that was read meanwhile and that somebody holds already: its door decided about it as always.</param>
internal sealed record CardTap(string Id, string Reader, string Operator, DateTimeOffset Until, bool IsOpen, CardRead? Read,
    CardRead? Held);

/// <summary>
/// The office waits for a card at one reader: for a minute, or until the first card is read there that nobody holds. No door hears of that
/// read, so that it opens nothing and is no stranger's; it is on record as what it was. A card that somebody holds is its door's business
/// as always: nobody stands outside because the office waits. What is read gives nobody anything yet: the office does that, once it has
/// seen the number.
/// </summary>
/// <param name="isHeld">Whether somebody has the card, lost or not.</param>
/// <param name="append">The journal's commit point; waits for no disk.</param>
internal sealed class CardTaps(Func<CardRead, bool> isHeld, Action<GatewayEvent> append, TimeProvider time)
{
    public static readonly TimeSpan Longest = TimeSpan.FromSeconds(60);

    /// <summary>A card that is held to a reader is read again and again; the same card within so long is the same tap.</summary>
    private static readonly TimeSpan _sameTap = TimeSpan.FromSeconds(5);

    private readonly Lock _lock = new();

    /// <summary>One a reader: the last one there.</summary>
    private readonly Dictionary<string, Wait> _waits = new(StringComparer.Ordinal);

    /// <summary>The readers that read cards.</summary>
    public static IEnumerable<string> ReadersOf(SiteFile site) => site.Readers.Where(reader => reader.Kind != ReaderKind.QrScanner)
        .Select(reader => reader.Id);

    /// <summary>A card as an act names it.</summary>
    public static string Print(CardRead read) => $"{read.Format}:{read.Card}";

    /// <returns>Null while somebody else waits at that reader.</returns>
    public CardTap? Begin(string reader, string by)
    {
        lock (_lock)
        {
            if (_waits.GetValueOrDefault(reader) is { } other && IsOpen(other) && other.Operator != by)
            {
                return null;
            }

            var wait = new Wait(Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(8)), reader, by, time.GetUtcNow() + Longest,
                time.GetTimestamp());
            append(new CardAwaited(reader, wait.Until, by));
            _waits[reader] = wait;
            return Say(wait);
        }
    }

    /// <returns>Null where there is none, it is somebody else's, or another began at its reader since.</returns>
    public CardTap? Find(string id, string by)
    {
        lock (_lock)
        {
            return _waits.Values.FirstOrDefault(wait => wait.Id == id && wait.Operator == by) is { } found ? Say(found) : null;
        }
    }

    /// <summary>Who waits at a reader; null where nobody does.</summary>
    public string? WaitingAt(string reader)
    {
        lock (_lock)
        {
            return _waits.GetValueOrDefault(reader) is { } wait && IsOpen(wait) ? wait.Operator : null;
        }
    }

    /// <summary>On the reader's thread.</summary>
    /// <returns>True: the read was the office's, and no door is to hear of it.</returns>
    public bool Take(CardRead read)
    {
        lock (_lock)
        {
            if (!_waits.TryGetValue(read.Reader, out var wait) || read.ReadAt < wait.Since || !(IsOpen(wait) || IsSameTap(wait, read)))
            {
                return false;
            }

            if (isHeld(read))
            {
                wait.Held = IsOpen(wait) ? read : wait.Held;
                return false;
            }

            if (wait.Read is null)
            {
                append(new CardAwaited(read.Reader, wait.Until, wait.Operator, read.Card.ToString()));
            }

            wait.Read ??= read;
            wait.SeenAt = read.ReadAt;
            return true;
        }
    }

    private bool IsOpen(Wait wait) => wait.Read is null && time.GetElapsedTime(wait.Since) < Longest;

    private bool IsSameTap(Wait wait, CardRead read) => wait.Read is { } before && (before.Card, before.Format) == (read.Card, read.Format)
        && time.GetElapsedTime(wait.SeenAt, read.ReadAt) < _sameTap;

    private CardTap Say(Wait wait) => new(wait.Id, wait.Reader, wait.Operator, wait.Until, IsOpen(wait), wait.Read, wait.Held);

    /// <param name="Since">By the monotonic clock.</param>
    private sealed record Wait(string Id, string Reader, string Operator, DateTimeOffset Until, long Since)
    {
        public CardRead? Read { get; set; }

        public CardRead? Held { get; set; }

        /// <summary>When the card that was read was seen last.</summary>
        public long SeenAt { get; set; }
    }
}
