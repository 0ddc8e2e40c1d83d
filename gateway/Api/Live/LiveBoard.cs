using System.Globalization;
using System.Text;
using System.Threading.Channels;
using Zhuhui.Edge.Gateway.Admin;
using Zhuhui.Edge.Gateway.Events;
using Zhuhui.Edge.Gateway.Journals;
using Zhuhui.Edge.Gateway.Loops;

namespace Zhuhui.Edge.Gateway.Api.Live;

/// <summary>Something that happened, as it is told at once: nobody is named in it; the office looks names up among the events, which is on
/// record.</summary>
internal sealed record LiveEvent(DateTimeOffset At, EventStream Stream, string Type, string? Text);

/// <summary>
/// The live state, worked out once for everybody who watches, and the last messages about it, numbered. A stream is a place in that row
/// and nothing more: one that is slow, or was away, goes on where it was, or begins with the whole state where that is no longer kept.
/// Nobody who watches can make it grow. While nobody watches nothing is worked out.
/// </summary>
internal sealed class LiveBoard : IDisposable
{
    public const int MostStreams = 64;

    /// <summary>Of a stream after which its caller connects anew and misses nothing: that a caller reads is known from nothing else, for
    /// what nobody reads lies in the network for hours.</summary>
    public TimeSpan LongestStream { get; set; } = TimeSpan.FromMinutes(10);

    private const int Kept = 256;

    /// <summary>Somebody who lost a connection comes back within it and has missed nothing.</summary>
    private static readonly TimeSpan _linger = TimeSpan.FromSeconds(30);

    private readonly Lock _lock = new();
    private readonly LiveParts _parts;
    private readonly EventLedger _ledger;
    private readonly EventFormatter _text;
    private readonly TimeProvider _time;
    private readonly string _run;
    private readonly WakeSignal _wake = new();
    private readonly Channel<GatewayEvent> _happened;
    private readonly LiveMessage[] _row = new LiveMessage[Kept];
    private IReadOnlyDictionary<string, string> _state = new Dictionary<string, string>();
    private TaskCompletionSource _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long _first = 1;
    private long _last;
    private int _streams;
    private long _leftAt;
    private volatile bool _isLive;
    private volatile bool _isLost;

    public LiveBoard(LiveParts parts, EventLedger ledger, EventFormatter text, TimeProvider time)
    {
        (_parts, _ledger, _text, _time) = (parts, ledger, text.Unnamed, time);
        _run = ledger.Boot.ToString("N")[..8];
        _happened = Channel.CreateBounded<GatewayEvent>(new BoundedChannelOptions(Kept) { SingleReader = true });
        ledger.Recorded += Handle;
    }

    public int Streams => Volatile.Read(ref _streams);

    /// <returns>Null where there are <see cref="MostStreams"/> already.</returns>
    /// <param name="lastSeen">The id of the last message that the caller has, from an earlier stream.</param>
    public LiveStream? Open(string? lastSeen, bool isDistrict)
    {
        lock (_lock)
        {
            if (_streams >= MostStreams)
            {
                return null;
            }

            _streams++;
        }

        _wake.Wake();
        return new LiveStream(this, NumberOf(lastSeen), isDistrict);
    }

    /// <summary>Looks begin, and go on until it is disposed of: for what draws the state for several who look.</summary>
    public LiveWatch Watch()
    {
        lock (_lock)
        {
            _streams++;
        }

        Wake();
        return new LiveWatch(this);
    }

    /// <summary>The next look is at once.</summary>
    public void Wake() => _wake.Wake();

    /// <summary>Ends at the next look.</summary>
    public Task Changed
    {
        get
        {
            lock (_lock)
            {
                return _changed.Task;
            }
        }
    }

    public void Close()
    {
        lock (_lock)
        {
            _streams--;
            _leftAt = _time.GetTimestamp();
        }
    }

    /// <summary>What a stream has not been told yet.</summary>
    /// <param name="seen">The last number it has; null for none. Moved on.</param>
    /// <returns>The messages in order, and what ends when there is more to say, or a second has passed.</returns>
    public (IReadOnlyList<byte[]> Messages, Task Changed) After(ref long? seen, bool isDistrict)
    {
        lock (_lock)
        {
            if (!_isLive)
            {
                return ([], _changed.Task);
            }

            List<byte[]> messages = [];
            if (seen is { } number && number >= _first - 1 && number <= _last)
            {
                for (var i = number + 1; i <= _last; i++)
                {
                    if ((isDistrict ? _row[i % Kept].District : _row[i % Kept].Staff) is { } message)
                    {
                        messages.Add(message);
                    }
                }
            }
            else
            {
                messages.Add(Snapshot(isDistrict));
            }

            seen = _last;
            return (messages, _changed.Task);
        }
    }

    /// <summary>Ends at once when something happened or somebody began to watch.</summary>
    public Task WokenAsync(CancellationToken cancellationToken) => _wake.WaitAsync(cancellationToken);

    /// <summary>Works the state out anew and tells what has changed; to be called by one loop.</summary>
    /// <returns>false while nobody watches.</returns>
    public bool Refresh()
    {
        if (Streams == 0 && (!_isLive || _time.GetElapsedTime(Volatile.Read(ref _leftAt)) > _linger))
        {
            _isLive = false;
            return false;
        }

        // What happened before the look is in the state, so that no message tells of a state that is yet to come.
        List<GatewayEvent> happened = [];
        while (_happened.Reader.TryRead(out var one))
        {
            happened.Add(one);
        }

        var isFresh = !_isLive;
        var state = _parts.Now();
        var at = _time.GetUtcNow();
        lock (_lock)
        {
            if (isFresh || _isLost)
            {
                // There is a hole: everybody begins with the whole state.
                _isLost = false;
                _last += 2;
                _first = _last + 1;
                _state = state;
                _isLive = true;
            }
            else
            {
                happened.ForEach(one => Tell(one, at));
                TellChanged(state);
            }

            var told = _changed;
            _changed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            told.SetResult();
        }

        return true;
    }

    public void Dispose() => _ledger.Recorded -= Handle;

    private void TellChanged(IReadOnlyDictionary<string, string> state)
    {
        foreach (var (part, json) in state.Where(part => _state.GetValueOrDefault(part.Key) != part.Value))
        {
            Add(part, json, LiveParts.ForDistrict.Contains(part) ? json : null);
        }

        _state = state;
    }

    private void Tell(GatewayEvent happened, DateTimeOffset at)
    {
        var whole = new LiveEvent(at, happened.Stream, happened.Type, _text.Format(happened));
        Add("happened", _parts.Json(whole), _parts.Json(whole with { Text = null }));
    }

    private void Add(string name, string staff, string? district)
    {
        _last++;
        _row[_last % Kept] = new LiveMessage(Message(name, _last, staff), district is null ? null : Message(name, _last, district));
        _first = Math.Max(_first, _last - Kept + 1);
    }

    private byte[] Snapshot(bool isDistrict) => Message("snapshot", _last, $"{{{string.Join(',', _state
        .Where(part => !isDistrict || LiveParts.ForDistrict.Contains(part.Key)).Select(part => $"\"{part.Key}\":{part.Value}"))}}}");

    private byte[] Message(string name, long number, string json) => Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture,
        $"id: {_run}-{number}\nevent: {name}\ndata: {json}\n\n"));

    private long? NumberOf(string? id) => id?.Split('-') is [var run, var number] && run == _run
        && long.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var seen) ? seen : null;

    /// <summary>On the thread of whoever recorded it: never waits.</summary>
    private void Handle(GatewayEvent happened)
    {
        if (_isLive)
        {
            _isLost |= !_happened.Writer.TryWrite(happened);
            _wake.Wake();
        }
    }

    private readonly record struct LiveMessage(byte[] Staff, byte[]? District);
}
