using Zhuhui.Edge.Gateway.Events;

namespace Zhuhui.Edge.Gateway.Access;

/// <summary>A lost card that is shown at a door: an alarm at once, and where it is held before the reader, which reads it several times a
/// second, one more each minute that says how often. Each showing has the record of its refusal all the same. Belongs to the door's
/// loop.</summary>
internal sealed class LostCardAlarms(string door, TimeProvider time, Action<GatewayEvent> append)
{
    private static readonly TimeSpan _repeat = TimeSpan.FromMinutes(1);

    private readonly Dictionary<(string Card, string Person), (long At, int Since)> _told = [];

    public void Show(string card, string person)
    {
        if (_told.TryGetValue((card, person), out var told) && time.GetElapsedTime(told.At) < _repeat)
        {
            _told[(card, person)] = told with { Since = told.Since + 1 };
            return;
        }

        append(new LostCardShown(door, card, person, told.Since > 0 ? told.Since + 1 : null));
        foreach (var over in _told.Where(one => time.GetElapsedTime(one.Value.At) >= _repeat).Select(one => one.Key).ToArray())
        {
            _told.Remove(over);
        }

        _told[(card, person)] = (time.GetTimestamp(), 0);
    }
}
