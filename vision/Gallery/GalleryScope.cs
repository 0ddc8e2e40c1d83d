namespace Zhuhui.Edge.Vision.Gallery;

/// <summary>What the faces before a camera are looked at for.</summary>
/// <param name="Door">Whom it looks for: those that door of the gallery admits. Null names nobody: faces are counted, and no embedding of one is made.</param>
/// <param name="Liveness">Whether it is judged if a face is live.</param>
public sealed record GalleryScope(int? Door, bool Liveness);
