namespace Zhuhui.Edge.Gateway.Devices;

/// <summary>What devices say, and how often. What is new is told at once; the same words again after five minutes, with a count. A device
/// that has been told of so often within an hour is told of every quarter of an hour, with all its words and one count, so some four
/// hundred times a day at most. Nothing is passed over. Not thread safe.</summary>
internal sealed class DeviceNotes(TimeProvider time)
{
    private const int MostInAnHour = 14;

    /// <summary>So many different words of one device are kept apart.</summary>
    private const int MostWords = 16;

    /// <summary>So many of them stand in one record.</summary>
    private const int MostNamed = 3;
    private const string Others = "...";

    private static readonly TimeSpan _again = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan _together = TimeSpan.FromMinutes(15);
    private static readonly TimeSpan _hour = TimeSpan.FromHours(1);

    private readonly Dictionary<string, Said> _devices = new(StringComparer.Ordinal);

    /// <summary>Counts one.</summary>
    /// <returns>How many are to be told of now, this one among them; 0 where it is too soon.</returns>
    public int Count(string device, string words)
    {
        var said = _devices.TryGetValue(device, out var known) ? known : _devices[device] = new Said();
        var key = said.Words.ContainsKey(words) || said.Words.Count < MostWords ? words : Others;
        var (toldAt, untold) = said.Words.GetValueOrDefault(key);
        if ((toldAt is { } before && time.GetElapsedTime(before) < _again) || !IsWithinHour(said))
        {
            said.Words[key] = (toldAt, untold + 1);
            return 0;
        }

        Tell(said, key);
        return untold + 1;
    }

    /// <summary>What is to be told now of what was held back; to be asked every few seconds.</summary>
    public IReadOnlyList<Note> Look()
    {
        List<Note> due = [];
        foreach (var (device, said) in _devices)
        {
            foreach (var (words, untold) in Waiting(said).ToList())
            {
                if (IsWithinHour(said))
                {
                    due.Add(new Note(device, words, untold));
                    Tell(said, words);
                }
            }

            if (Waiting(said).ToList() is [_, ..] together && !IsWithinHour(said) && IsOver(said.ToldAt, _together))
            {
                var named = string.Join("; ", together.Take(MostNamed).Select(one => one.Words));
                due.Add(new Note(device, together.Count > MostNamed ? $"{named}; {Others}" : named, together.Sum(one => one.Untold)));
                together.ForEach(one => said.Words[one.Words] = (time.GetTimestamp(), 0));
                said.ToldAt = time.GetTimestamp();
            }

            // What was said long ago is no more than a place in memory.
            foreach (var old in said.Words.Where(one => one.Value.Untold == 0 && IsOver(one.Value.ToldAt, _again)).ToList())
            {
                said.Words.Remove(old.Key);
            }
        }

        return due;
    }

    /// <summary>The words that wait and have waited long enough, the most frequent first.</summary>
    private IEnumerable<(string Words, int Untold)> Waiting(Said said) => said.Words
        .Where(one => one.Value.Untold > 0 && IsOver(one.Value.ToldAt, _again))
        .OrderByDescending(one => one.Value.Untold).Select(one => (one.Key, one.Value.Untold));

    private void Tell(Said said, string words)
    {
        said.Words[words] = (time.GetTimestamp(), 0);
        said.Own.Enqueue(time.GetTimestamp());
        said.ToldAt = time.GetTimestamp();
    }

    private bool IsWithinHour(Said said)
    {
        while (said.Own.TryPeek(out var at) && time.GetElapsedTime(at) > _hour)
        {
            said.Own.Dequeue();
        }

        return said.Own.Count < MostInAnHour;
    }

    private bool IsOver(long? at, TimeSpan length) => at is not { } since || time.GetElapsedTime(since) >= length;

    /// <param name="Times">How often it was said since it was told last.</param>
    public readonly record struct Note(string Device, string Words, int Times);

    private sealed class Said
    {
        public Dictionary<string, (long? ToldAt, int Untold)> Words { get; } = new(StringComparer.Ordinal);

        /// <summary>When it was told of within an hour, each by itself.</summary>
        public Queue<long> Own { get; } = new();

        public long? ToldAt { get; set; }
    }
}
