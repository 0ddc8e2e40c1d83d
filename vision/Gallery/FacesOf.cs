namespace Zhuhui.Edge.Vision.Gallery;

/// <summary>A person's templates, as the gallery takes them.</summary>
/// <param name="Templates">At least one, each of <see cref="FaceGallery.Size"/> numbers that are not all zero; of any length.</param>
/// <param name="Partitions">The partitions that the person is in: bit n for partition n.</param>
public sealed record FacesOf(string Person, IReadOnlyList<ReadOnlyMemory<float>> Templates, ulong Partitions = FaceGallery.EveryPartition);
