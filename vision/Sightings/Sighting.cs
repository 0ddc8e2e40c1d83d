namespace Zhuhui.Edge.Vision.Sightings;

/// <summary>Something a camera saw or that happened to a camera. Times are <see cref="TimeProvider.GetTimestamp"/> at the frame's
/// arrival.</summary>
/// <param name="Camera">The camera's id in the site file.</param>
/// <param name="FrameAt">When the frame that settled it arrived.</param>
public abstract record Sighting(string Camera, long FrameAt);

/// <summary>A QR code was held up to the camera. One a code and showing.</summary>
public sealed record QrCodeSeen(string Camera, long FrameAt, string Text) : Sighting(Camera, FrameAt);

/// <summary>The camera's first good frame after it was not there, or of another size or codec than before; of a camera with two streams,
/// once both are there.</summary>
public sealed record CameraOnline(string Camera, long FrameAt, int Width, int Height, string Codec) : Sighting(Camera, FrameAt);

/// <summary>The camera gives no frames. Once an outage, whatever is tried meanwhile; where a camera has two streams, once when the first of
/// them goes, which the reason names, and once more when the other goes too.</summary>
/// <param name="Reason">One line for the person who will look after it; never with a password in it.</param>
/// <param name="IsSceneLost">The stream in which people, zones and the picture itself are watched is among what is lost.</param>
public sealed record CameraOffline(string Camera, long FrameAt, string Reason, bool IsSceneLost = true) : Sighting(Camera, FrameAt);

/// <summary>Something to be known of a camera that is there, or still is not.</summary>
/// <param name="Detail">One line for the person who looks after it; never with a password in it.</param>
public sealed record CameraNoted(string Camera, long FrameAt, string Detail) : Sighting(Camera, FrameAt);

/// <summary>What was done to a camera, or what befell it.</summary>
public enum Tampering
{
    /// <summary>Something is before the lens, or it is sprayed over.</summary>
    Covered,

    /// <summary>The picture has lost its edges: out of focus, a wet or dirty lens.</summary>
    Defocused,

    /// <summary>It looks at another scene than it used to.</summary>
    Turned,

    /// <summary>The same picture comes again and again, noise and all.</summary>
    Frozen,
}

/// <summary>The camera gives frames that can't be trusted. One a kind until it has ended.</summary>
public sealed record CameraTampered(string Camera, long FrameAt, Tampering Kind) : Sighting(Camera, FrameAt);

/// <summary>The camera gives pictures as it used to again.</summary>
public sealed record CameraTamperEnded(string Camera, long FrameAt, Tampering Kind) : Sighting(Camera, FrameAt);
