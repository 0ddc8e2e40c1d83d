namespace Zhuhui.Edge.Vision.Zones;

/// <summary>Somebody as one look saw him: where he stood and how large he was, in fractions of the picture's width and height. No picture,
/// and nothing that tells who it was.</summary>
/// <param name="Track">As the camera numbered him; the same within one run of it.</param>
/// <param name="X">Of the foot.</param>
/// <param name="Y">Of the foot.</param>
/// <param name="Score">The detector's confidence, 0 to 1.</param>
public readonly record struct TrackPoint(int Track, double X, double Y, double Height, float Score);

/// <summary>What one look at a picture saw of people.</summary>
/// <param name="At">By the monotonic clock.</param>
/// <param name="Ended">Tracks that do not come back.</param>
/// <param name="IsBreak">Tracks and places of before mean nothing from here on: the camera was away, or began anew.</param>
public sealed record TrackLook(TimeSpan At, int Width, int Height, IReadOnlyList<TrackPoint> People, IReadOnlyList<int> Ended,
    bool IsBreak);

/// <summary>Where people walked before a camera within the last hour.</summary>
/// <param name="Looks">The oldest first; those that saw nobody and ended nothing are left out.</param>
/// <param name="Since">How far back it goes, by the monotonic clock.</param>
/// <param name="Until">When it was asked for.</param>
public sealed record TrackHistory(IReadOnlyList<TrackLook> Looks, TimeSpan Since, TimeSpan Until);
