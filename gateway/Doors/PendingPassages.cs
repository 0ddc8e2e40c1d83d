using Zhuhui.Edge.Gateway.Events;
using Zhuhui.Edge.Gateway.Site;

namespace Zhuhui.Edge.Gateway.Doors;

/// <summary>Who was let in and has not passed yet, in order. A person counts as being on the other side only once the door has opened for
/// it; a person who does not open it within the unlock time has not passed.</summary>
internal sealed class PendingPassages(DoorOptions door)
{
    private readonly Queue<(DoorSide Side, IReadOnlyList<string> Persons, TimeSpan Until)> _waiting = [];

    /// <param name="persons">One, or two whom only both together the door lets in.</param>
    public void Add(DoorSide side, IReadOnlyList<string> persons, TimeSpan until) => _waiting.Enqueue((side, persons, until));

    /// <summary>All that the opening was for. Two who were let in before it opened go through one opening.</summary>
    public IReadOnlyList<PassageCompleted> All(TimeSpan now)
    {
        Forget(now);
        PassageCompleted[] passed = [.. _waiting.SelectMany(w => Complete(w.Side, w.Persons))];
        _waiting.Clear();
        return passed;
    }

    /// <summary>Those let in first: a vehicle passes alone.</summary>
    public IReadOnlyList<PassageCompleted> First(TimeSpan now)
    {
        Forget(now);
        return _waiting.TryDequeue(out var first) ? [.. Complete(first.Side, first.Persons)] : [];
    }

    /// <summary>Nobody passes: the door was not released.</summary>
    public void Clear() => _waiting.Clear();

    private void Forget(TimeSpan now)
    {
        while (_waiting.TryPeek(out var first) && first.Until < now)
        {
            _waiting.Dequeue();
        }
    }

    private IEnumerable<PassageCompleted> Complete(DoorSide side, IReadOnlyList<string> persons)
    {
        var area = side == DoorSide.Entry ? door.To : door.From;
        return persons.Select(person => new PassageCompleted(door.Id, side, person, area.Length == 0 ? null : area));
    }
}
