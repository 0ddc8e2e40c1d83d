using Zhuhui.Edge.Vision.Sightings;

namespace Zhuhui.Edge.Vision.Cameras;

/// <summary>Makes one camera's outages of its streams'. A camera with one stream is what its stream is; one with two is there when both
/// are, and a report of an outage names the stream. Streams tell from their own loops.</summary>
internal sealed class CameraPresence(int streams, Action<Sighting> onSighting)
{
    private readonly Dictionary<StreamRole, CameraOnline?> _there = [];
    private readonly Lock _telling = new();

    public void Report(StreamRole role, Sighting change)
    {
        if (streams == 1 || change is CameraNoted)
        {
            onSighting(change);
            return;
        }

        lock (_telling)
        {
            var online = change as CameraOnline;
            var known = _there.TryGetValue(role, out var before);
            _there[role] = online;
            if (change is CameraOffline offline)
            {
                var all = _there.Count == streams && _there.Values.All(stream => stream is null);
                onSighting(offline with
                {
                    IsSceneLost = all || role == StreamRole.Sub,
                    Reason = all ? $"both streams, the {Name(role)}"
                    + $" stream last: {offline.Reason}" : $"{Name(role)} stream: {offline.Reason}"
                });
            }
            else if (_there.Count == streams && _there.Values.All(stream => stream is not null) && !(known && before is not null
                && SamePicture(before, online!)))
            {
                onSighting(_there[StreamRole.Main]! with { FrameAt = change.FrameAt });
            }
        }
    }

    private static bool SamePicture(CameraOnline before, CameraOnline now) => (before.Width, before.Height, before.Codec) == (now.Width,
        now.Height, now.Codec);

    private static string Name(StreamRole role) => role == StreamRole.Main ? "main" : "sub";
}
