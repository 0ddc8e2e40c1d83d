using Zhuhui.Edge.Vision.Options;

namespace Zhuhui.Edge.Vision.Sightings;

/// <summary>A tracked person's foot point crossed a line in a direction that counts.</summary>
/// <param name="Line">The line's id.</param>
/// <param name="Direction">The way it was crossed; never <see cref="CrossingDirection.Either"/>.</param>
/// <param name="Score">The detector's confidence in the person, 0 to 1.</param>
public sealed record LineCrossed(string Camera, long FrameAt, int Track, string Line, CrossingDirection Direction, float Score)
    : Sighting(Camera, FrameAt);

/// <summary>What people, or things they leave, can do in a zone.</summary>
public enum ZoneWatch
{
    /// <summary>Somebody is in it.</summary>
    Intrusion,

    /// <summary>Somebody stays in it.</summary>
    Loitering,

    /// <summary>Many are in it at once.</summary>
    Crowding,

    /// <summary>Something was left in it.</summary>
    ObjectLeft,
}

/// <summary>Something that is watched for has begun in a zone. One a zone and kind until it has ended.</summary>
/// <param name="Incident">Counts the camera's incidents from 1; the end bears the same number.</param>
/// <param name="Count">How many people are in it; 0 for something left.</param>
/// <param name="Score">The detector's confidence in the surest of them, 0 to 1.</param>
public sealed record IncidentBegan(string Camera, long FrameAt, int Incident, string Zone, ZoneWatch Watch, int Count, float Score)
    : Sighting(Camera, FrameAt);

/// <summary>It is over, or the camera can't tell any more.</summary>
/// <param name="Lasted">From its beginning to the last frame that showed it.</param>
/// <param name="Most">The most people that were in it at once.</param>
public sealed record IncidentEnded(string Camera, long FrameAt, int Incident, string Zone, ZoneWatch Watch, TimeSpan Lasted, int Most)
    : Sighting(Camera, FrameAt);
