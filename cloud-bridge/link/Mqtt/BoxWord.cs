using System.Text.Json;
using Zhuhui.Edge.CloudBridge.Topics;

namespace Zhuhui.Edge.CloudBridge.Mqtt;

/// <summary>When a session says anew how its box is: within a minute of a change, and every ten minutes what changes all the
/// time.</summary>
/// <param name="box">How it is now; null where nobody tells.</param>
internal sealed class BoxWord(Func<BoxStatus>? box, TimeProvider time)
{
    private static readonly TimeSpan _lookEvery = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan _least = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan _most = TimeSpan.FromMinutes(10);

    private string _said = "";
    private long _saidAt = time.GetTimestamp();
    private long _lookedAt = time.GetTimestamp();

    /// <summary>Which word of this session it is, from 1 on.</summary>
    public long Number { get; private set; }

    /// <summary>What is to be said now; null where there is nothing.</summary>
    public BoxStatus? Next()
    {
        var isFirst = Number == 0;
        if (box is null || (!isFirst && time.GetElapsedTime(_lookedAt) < _lookEvery))
        {
            return null;
        }

        _lookedAt = time.GetTimestamp();
        var waited = time.GetElapsedTime(_saidAt);
        if (!isFirst && waited < _least)
        {
            return null;
        }

        var now = box();
        var said = JsonSerializer.Serialize(now with { DiskFree = null, Backlog = 0 });
        if (!isFirst && said == _said && waited < _most)
        {
            return null;
        }

        (_said, _saidAt, Number) = (said, time.GetTimestamp(), Number + 1);
        return now;
    }
}
