using Zhuhui.Edge.Drivers.Boards;

namespace Zhuhui.Edge.Gateway.Devices;

/// <summary>How often a device says what. A device that says the same over and over is on record every five minutes with a count, some
/// hundred times a day at most. Not thread safe.</summary>
internal sealed class DeviceNotes(TimeProvider time)
{
    private static readonly TimeSpan _again = TimeSpan.FromMinutes(5);

    private readonly Dictionary<(string Device, string? Detail), (long ToldAt, int Untold)> _notes = [];

    /// <summary>Counts one.</summary>
    /// <returns>How many are to be told of now, this one among them; 0 where it is too soon.</returns>
    public int Count(DeviceReport report)
    {
        var key = (report.Device, report.Detail);
        if (_notes.TryGetValue(key, out var known) && time.GetElapsedTime(known.ToldAt) < _again)
        {
            _notes[key] = known with { Untold = known.Untold + 1 };
            return 0;
        }

        // What was said long ago is no more than a place in memory.
        foreach (var old in _notes.Where(one => time.GetElapsedTime(one.Value.ToldAt) >= _again && one.Value.Untold == 0).ToList())
        {
            _notes.Remove(old.Key);
        }

        _notes[key] = (time.GetTimestamp(), 0);
        return known.Untold + 1;
    }
}
