using Zhuhui.Edge.Gateway.Events;
using Zhuhui.Edge.Gateway.Journals;

namespace Zhuhui.Edge.Gateway.Projections;

/// <param name="Whose">A visitor pass's id, or the id of a person who may pass so many times.</param>
internal sealed record PassUsesSnapshot(string Whose, int Uses);

/// <summary>How often each visitor pass, and each person who may pass so many times, was let in. Thread safe. No clock ends an entry, for
/// one that is put back would make a spent pass good again; those used the longest ago make room, long after their validity.</summary>
internal sealed class PassUses
{
    private const int MostKept = 20_000;

    private readonly Lock _lock = new();
    private readonly Newest<string, int> _uses = new(MostKept);

    public PassUses(IReadOnlyList<PassUsesSnapshot>? kept)
    {
        foreach (var (whose, uses) in kept ?? [])
        {
            _uses.Set(whose, uses);
        }
    }

    /// <summary>0 for whatever was never used, or is not counted.</summary>
    public int CountFor(string whose)
    {
        lock (_lock)
        {
            return _uses.TryGet(whose, out var uses) ? uses : 0;
        }
    }

    /// <summary>The counts of a journal that nobody follows, read from its beginning.</summary>
    public static PassUses Read(IReadOnlyList<Journal> journals)
    {
        var uses = new PassUses(null);
        foreach (var (happened, _) in new JournalReplay(journals, null).Events())
        {
            uses.Fold(happened);
        }

        return uses;
    }

    public void Fold(GatewayEvent happened)
    {
        lock (_lock)
        {
            switch (happened)
            {
                case PassageGranted { Pass: { } whose }:
                    _uses.Set(whose, (_uses.TryGet(whose, out var uses) ? uses : 0) + 1);
                    break;
                case PersonRemoved removed:
                    _uses.Remove(removed.Person, out _);
                    break;
            }
        }
    }

    public IReadOnlyDictionary<string, int> Counts() => Keep().ToDictionary(one => one.Whose, one => one.Uses, StringComparer.Ordinal);

    public IReadOnlyList<PassUsesSnapshot> Keep()
    {
        lock (_lock)
        {
            return [.. _uses.InOrder.Select(u => new PassUsesSnapshot(u.Key, u.Value))];
        }
    }
}
