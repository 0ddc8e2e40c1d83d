namespace Zhuhui.Edge.Vision.Gallery;

/// <summary>What the faces before a camera are looked at for.</summary>
/// <param name="Partition">Whom it looks for: the members of that partition of the gallery. Null names nobody: faces are counted, and no
/// embedding of one is made.</param>
/// <param name="Liveness">Whether it is judged if a face is live.</param>
public sealed record GalleryScope(int? Partition, bool Liveness);
