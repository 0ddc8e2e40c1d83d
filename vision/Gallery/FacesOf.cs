namespace Zhuhui.Edge.Vision.Gallery;

/// <summary>A person's templates, as the gallery takes them.</summary>
/// <param name="Templates">At least one, each of <see cref="FaceGallery.Size"/> numbers that are not all zero; of any length.</param>
/// <param name="Doors">The doors that admit the person: bit n for door n.</param>
public sealed record FacesOf(string Person, IReadOnlyList<ReadOnlyMemory<float>> Templates, ulong Doors = FaceGallery.EveryDoor);
