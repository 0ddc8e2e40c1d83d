using System.Net;
using System.Net.Sockets;

namespace Zhuhui.Edge.Gateway.Accounts;

/// <summary>Counts wrong logins in a row, for every name and for every address they come from, and makes the next one wait, longer and
/// longer. Nobody waits for more than <see cref="Longest"/>: who guesses cannot keep the owner out for ever. A try during a pause is not
/// counted. Names that nobody has are counted too: they cannot be told from others. By the monotonic clock: setting the wall clock frees
/// nobody.</summary>
internal sealed class LoginPauses(TimeProvider time)
{
    public const int FreeOfName = 5;

    /// <summary>Several people of an office may share an address.</summary>
    public const int FreeOfAddress = 10;

    public static readonly TimeSpan Shortest = TimeSpan.FromSeconds(30);
    public static readonly TimeSpan Longest = TimeSpan.FromMinutes(15);

    private const int MostRows = 10_000;
    private const int NetworkBytes = 8;

    private readonly Lock _lock = new();
    private readonly Dictionary<string, Row> _rows = new(StringComparer.OrdinalIgnoreCase);

    /// <returns>How long to wait; null where nobody has to.</returns>
    public TimeSpan? Left(string? name, IPAddress? address)
    {
        lock (_lock)
        {
            var left = Keys(name, address).Select(key => _rows.TryGetValue(key.Key, out var row) ? Left(row) : TimeSpan.Zero)
                .DefaultIfEmpty().Max();
            return left > TimeSpan.Zero ? left : null;
        }
    }

    /// <param name="isKnown">The name is an account's: it is never forgotten for others' sake.</param>
    /// <returns>The name's pause, where it begins with this one; null otherwise.</returns>
    public (int Wrong, TimeSpan Pause)? Wrong(string? name, IPAddress? address, bool isKnown)
    {
        lock (_lock)
        {
            (int, TimeSpan)? begun = null;
            foreach (var (key, free, isName) in Keys(name, address))
            {
                var row = RowOf(key, isName && isKnown);
                if (!isName && row.Last is { } last && time.GetElapsedTime(last) > Longest)
                {
                    row.Wrong = 0;
                }

                row.Wrong++;
                row.Last = time.GetTimestamp();
                if (row.Wrong >= free)
                {
                    Pause(row, PauseAfter(row.Wrong - free));
                    begun = isName ? (row.Wrong, row.Pause) : begun;
                }
            }

            return begun;
        }
    }

    /// <summary>The name's row is over. The address's is not: a guesser may have an account too.</summary>
    public void Right(string name)
    {
        lock (_lock)
        {
            _rows.Remove(NameKey(name));
        }
    }

    /// <summary>Takes up what was kept over a restart.</summary>
    public void TakeUp(string name, LoginPause kept)
    {
        lock (_lock)
        {
            var row = RowOf(NameKey(name), isKept: true);
            row.Wrong = kept.Wrong;
            row.Last = time.GetTimestamp();

            // A clock that was wrong before the restart, or is now, makes nobody wait for longer.
            var left = kept.Until - time.GetUtcNow();
            Pause(row, left < TimeSpan.Zero ? TimeSpan.Zero : left > Longest ? Longest : left);
        }
    }

    public static TimeSpan PauseAfter(int more) => more >= 5 ? Longest : Shortest * (1 << more);

    private static string NameKey(string name) => "name " + name;

    /// <summary>Of IPv6 the network: a machine there has more addresses than could be counted.</summary>
    private static string AddressKey(IPAddress address)
    {
        address = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        return "address " + (address.AddressFamily == AddressFamily.InterNetworkV6
            ? Convert.ToHexString(address.GetAddressBytes().AsSpan(0, NetworkBytes)) : address.ToString());
    }

    private static IEnumerable<(string Key, int Free, bool IsName)> Keys(string? name, IPAddress? address) =>
        (name is null ? [] : new[] { (NameKey(name), FreeOfName, true) })
        .Concat(address is null ? [] : [(AddressKey(address), FreeOfAddress, false)]);

    private TimeSpan Left(Row row) => row.Since is { } since ? row.Pause - time.GetElapsedTime(since) : TimeSpan.Zero;

    private void Pause(Row row, TimeSpan pause) => (row.Pause, row.Since) = (pause, time.GetTimestamp());

    private Row RowOf(string key, bool isKept)
    {
        if (!_rows.TryGetValue(key, out var row))
        {
            if (_rows.Count >= MostRows)
            {
                Forget();
            }

            row = _rows[key] = new Row();
        }

        row.IsKept |= isKept;
        return row;
    }

    /// <summary>The oldest tenth of what is nobody's account.</summary>
    private void Forget()
    {
        foreach (var key in _rows.Where(row => !row.Value.IsKept).OrderBy(row => row.Value.Last).Take(MostRows / 10).Select(row => row.Key)
            .ToArray())
        {
            _rows.Remove(key);
        }
    }

    private sealed class Row
    {
        public int Wrong { get; set; }

        public long? Last { get; set; }

        public long? Since { get; set; }

        public TimeSpan Pause { get; set; }

        public bool IsKept { get; set; }
    }
}
