using Zhuhui.Edge.Gateway.Events;
using Zhuhui.Edge.Gateway.Journals;

namespace Zhuhui.Edge.Gateway.Admin;

/// <summary>Who looked at which camera's picture: on record before it is shown, as every look at people is. A picture that is asked for
/// every second is one look a minute. Thread safe.</summary>
internal sealed class CameraLooks(EventLedger ledger, TimeProvider time)
{
    public static readonly TimeSpan OneLook = TimeSpan.FromMinutes(1);

    private readonly Lock _lock = new();
    private readonly Dictionary<(string Who, string Camera), long> _begun = [];

    public void Look(string who, string camera)
    {
        lock (_lock)
        {
            foreach (var over in _begun.Where(one => time.GetElapsedTime(one.Value) >= OneLook).Select(one => one.Key).ToArray())
            {
                _begun.Remove(over);
            }

            if (!_begun.TryAdd((who, camera), time.GetTimestamp()))
            {
                return;
            }
        }

        ledger.Append(new PeopleLookedUp(who, "camera", 0, Camera: camera));
    }
}
