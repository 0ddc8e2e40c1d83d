using Zhuhui.Edge.Gateway.Site;

namespace Zhuhui.Edge.Gateway.Doors;

/// <summary>How a door stands towards the others of its interlock.</summary>
internal enum InterlockState
{
    /// <summary>Its contact can't be read: it counts as not shut, and not as open.</summary>
    Unknown,

    /// <summary>Closed and locked.</summary>
    Shut,

    /// <summary>Closed, and released, or not surely locked.</summary>
    Released,

    Open,
}

/// <summary>All mantraps of the site: of each set only one door may be unlocked or open. A door reserves its turn before it decides, and
/// every door tells how it stands after all it does, which gives an unused turn back. Safe to use from any thread.</summary>
internal sealed class Interlock(IReadOnlyList<InterlockOptions> sets)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, InterlockState> _doors = new(StringComparer.Ordinal);

    /// <summary>A door became shut, or is no longer open: its name. Told on the thread of that door; must not wait.</summary>
    public event Action<string>? Eased;

    /// <summary>Takes the door's turn, so that no other door of its sets gets one until it has told that it is shut.</summary>
    /// <returns>Null, or the other door that is not shut: then nothing was taken.</returns>
    public string? Reserve(string door) => TryReserve(door, static holding => holding != InterlockState.Shut);

    /// <summary>Takes the turn of somebody on the way out: as for the exit button, only a door that surely is open refuses it. A neighbour
    /// whose contact or lock fails must lock nobody in.</summary>
    /// <returns>Null, or the other door that is open: then nothing was taken.</returns>
    public string? ReserveWayOut(string door) => TryReserve(door, static holding => holding == InterlockState.Open);

    /// <summary>The other door that is open; null where none surely is.</summary>
    public string? OpenBeside(string door)
    {
        lock (_gate)
        {
            return FirstBeside(door, static holding => holding == InterlockState.Open);
        }
    }

    public bool AreTogether(string one, string other) => Beside(one).Contains(other, StringComparer.Ordinal);

    /// <summary>How the door stands now.</summary>
    public void Report(string door, InterlockState holding)
    {
        InterlockState before;
        lock (_gate)
        {
            before = _doors.GetValueOrDefault(door);
            _doors[door] = holding;
        }

        if (before != holding && (holding == InterlockState.Shut || before == InterlockState.Open))
        {
            Eased?.Invoke(door);
        }
    }

    private string? TryReserve(string door, Func<InterlockState, bool> refuses)
    {
        lock (_gate)
        {
            var other = FirstBeside(door, refuses);
            if (other is null)
            {
                _doors[door] = InterlockState.Released;
            }

            return other;
        }
    }

    private string? FirstBeside(string door, Func<InterlockState, bool> stands) => Beside(door)
        .FirstOrDefault(d => stands(_doors.GetValueOrDefault(d)));

    private IEnumerable<string> Beside(string door) =>
        sets.Where(set => set.Doors.Contains(door, StringComparer.Ordinal)).SelectMany(set => set.Doors).Where(d => d != door);
}
