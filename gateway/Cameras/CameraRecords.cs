using Zhuhui.Edge.Gateway.Devices;
using Zhuhui.Edge.Gateway.Events;
using Zhuhui.Edge.Vision.Sightings;

namespace Zhuhui.Edge.Gateway.Cameras;

/// <summary>What of cameras is on record: each outage and each return; of one that goes and comes all the time how often, and how it is
/// when that has ended; what a camera says of itself besides. Safe to use from any
/// thread.</summary>
internal sealed class CameraRecords(Action<GatewayEvent> append, TimeProvider time)
{
    private readonly Lock _lock = new();
    private readonly DeviceSteadiness _steadiness = new(time);
    private readonly DeviceNotes _notes = new(time);
    private readonly Dictionary<string, GatewayEvent> _last = new(StringComparer.Ordinal);

    public void Handle(Sighting sighting)
    {
        lock (_lock)
        {
            switch (sighting)
            {
                case CameraOnline online:
                    Change(online.Camera, new CameraFound(online.Camera, online.Width, online.Height, online.Codec));
                    break;
                case CameraOffline offline:
                    Change(offline.Camera, new CameraLost(offline.Camera, offline.Reason));
                    break;
                case CameraNoted noted
                    when _notes.Count(DeviceOf(noted.Camera), noted.Detail) is > 0 and var times:
                    append(new DeviceNoted(DeviceOf(noted.Camera), noted.Detail, times));
                    break;
            }

            Tell();
        }
    }

    /// <summary>Puts on record what became of cameras that go and come; to be called every few seconds.</summary>
    public void Look()
    {
        lock (_lock)
        {
            Tell();
        }
    }

    /// <summary>As records of devices name a camera: a reader may have the same id.</summary>
    private static string DeviceOf(string camera) => $"camera/{camera}";

    private void Change(string camera, GatewayEvent change)
    {
        var isFirst = _last.TryAdd(camera, change);
        _last[camera] = change;
        if (isFirst || _steadiness.Count(camera))
        {
            append(change);
        }
    }

    private void Tell()
    {
        foreach (var (camera, times, isQuiet) in _steadiness.Look())
        {
            append(isQuiet ? _last[camera] : new DeviceUnsteady(DeviceOf(camera), times));
        }

        foreach (var (device, words, times) in _notes.Look())
        {
            append(new DeviceNoted(device, words, times));
        }
    }
}
