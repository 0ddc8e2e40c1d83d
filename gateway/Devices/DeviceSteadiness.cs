namespace Zhuhui.Edge.Gateway.Devices;

/// <summary>Which devices go and come so often that a record for each time would fill the journal and hide everything else. Such a one is
/// on record as unsteady, with a count: every minute at first, later every ten, so some hundred times a day at most; and once more as it
/// is, when it has been quiet for a minute. One that goes and comes more slowly, but for hours, is unsteady too; then the quiet is ten
/// minutes, and half an hour where it has done so for most of a day. Whatever its pace, that is some three hundred records a day at most.
/// Not thread safe.</summary>
/// <param name="window">So long six changes are told one by one; a minute where nothing is said.</param>
/// <param name="quiet">So long nothing may change until it is steady again, where that is not to follow from how it went and came.</param>
internal sealed class DeviceSteadiness(TimeProvider time, TimeSpan? window = null, TimeSpan? quiet = null)
{
    private const int MostChanges = 6;
    private const int MostInAnHour = 40;
    private const int MostInADay = 120;
    private const int MinutesAtFirst = 5;
    private static readonly TimeSpan _atFirst = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan _hour = TimeSpan.FromHours(1);
    private static readonly TimeSpan _day = TimeSpan.FromDays(1);
    private static readonly TimeSpan _later = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan _lateInTheDay = TimeSpan.FromMinutes(30);

    private readonly TimeSpan _window = window ?? _atFirst;
    private readonly Dictionary<string, Changes> _devices = new(StringComparer.Ordinal);

    /// <summary>Counts a change.</summary>
    /// <returns>Whether it is on record by itself.</returns>
    public bool Count(string device)
    {
        var now = time.GetTimestamp();
        var changes = _devices.TryGetValue(device, out var known) ? known : _devices[device] = new Changes();
        changes.Times.Enqueue(now);
        DropBefore(changes.Times, _window, now);
        DropBefore(changes.Own, _day, now);
        changes.LastAt = now;
        changes.Untold++;
        if (changes.IsUnsteady)
        {
            return false;
        }

        var isMuchInAnHour = changes.Own.Count(at => time.GetElapsedTime(at, now) <= _hour) >= MostInAnHour;
        var isMuchInADay = changes.Own.Count >= MostInADay;
        if (changes.Times.Count <= MostChanges && !isMuchInAnHour && !isMuchInADay)
        {
            changes.Own.Enqueue(now);
            changes.Untold = 0;
            return true;
        }

        (changes.IsUnsteady, changes.ToldAt, changes.Told) = (true, now, 0);
        changes.Quiet = quiet ?? (isMuchInADay ? _lateInTheDay : isMuchInAnHour ? _later : _window);
        return false;
    }

    /// <summary>What is to be put on record now.</summary>
    public IReadOnlyList<Finding> Look()
    {
        List<Finding> found = [];
        foreach (var (device, changes) in _devices.Where(one => one.Value.IsUnsteady))
        {
            var isQuiet = time.GetElapsedTime(changes.LastAt) >= changes.Quiet;
            if (changes.Untold > 0 && (isQuiet || changes.Told == 0
                || time.GetElapsedTime(changes.ToldAt) >= (changes.Told <= MinutesAtFirst ? _atFirst : _later)))
            {
                found.Add(new Finding(device, changes.Untold, IsQuiet: false));
                (changes.ToldAt, changes.Told, changes.Untold) = (time.GetTimestamp(), changes.Told + 1, 0);
            }

            if (isQuiet)
            {
                changes.IsUnsteady = false;
                found.Add(new Finding(device, 0, IsQuiet: true));
            }
        }

        return found;
    }

    private void DropBefore(Queue<long> times, TimeSpan age, long now)
    {
        while (times.TryPeek(out var at) && time.GetElapsedTime(at, now) > age)
        {
            times.Dequeue();
        }
    }

    /// <param name="Times">How often it went or came since the last record.</param>
    /// <param name="IsQuiet">It has stopped: its state is to be told.</param>
    public readonly record struct Finding(string Device, int Times, bool IsQuiet);

    private sealed class Changes
    {
        /// <summary>The changes within a minute.</summary>
        public Queue<long> Times { get; } = new();

        /// <summary>Those within a day that are on record by themselves.</summary>
        public Queue<long> Own { get; } = new();

        public bool IsUnsteady { get; set; }

        public long LastAt { get; set; }

        /// <summary>After so long without a change it has stopped.</summary>
        public TimeSpan Quiet { get; set; }

        public long ToldAt { get; set; }

        /// <summary>How many records of it there are.</summary>
        public int Told { get; set; }

        public int Untold { get; set; }
    }
}
