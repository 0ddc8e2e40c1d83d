using Zhuhui.Edge.Vision.Frames;

namespace Zhuhui.Edge.Vision.Sightings;

/// <summary>What is marked on a live picture.</summary>
public enum LiveMarkKind
{
    Person,
    Face,
}

/// <summary>Somebody in a live picture.</summary>
/// <param name="Box">In fractions of the picture's width and height.</param>
/// <param name="Track">Of a person, the number that sightings call it by; 0 for a face.</param>
/// <param name="Known">Whose face it is, by the gallery's label; null where no name was given to it in the last seconds.</param>
public sealed record LiveMark(LiveMarkKind Kind, Box Box, int Track, string? Known);

/// <summary>A camera's picture for somebody who watches, and who is in it. The picture and the marks may come from two streams, whose
/// pictures show the same scene and have other sizes.</summary>
/// <param name="Jpeg">At most 960 pixels wide; nothing is drawn on it.</param>
public sealed record LivePicture(byte[] Jpeg, IReadOnlyList<LiveMark> Marks);
