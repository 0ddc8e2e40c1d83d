namespace Zhuhui.Edge.Gateway.People.Imports.Photos;

/// <summary>A photo as it lies in a folder or an archive.</summary>
/// <param name="Path">Below the folder, with strokes between.</param>
internal sealed record PhotoFile(string Path, long Bytes);

/// <summary>Whose photos these are.</summary>
/// <param name="Person">Null for somebody whom the list would bring, and who is not here yet.</param>
/// <param name="Who">In words.</param>
internal sealed record PhotoMatch(string? Person, string Who, IReadOnlyList<string> Files);

/// <param name="File">Null for all of them.</param>
/// <param name="Text">What is wrong, and what to do.</param>
internal sealed record PhotoLine(string? File, string Text);

/// <summary>Whose each photo of a folder is, before anybody looks at one.</summary>
/// <param name="Problems">Photos that are nobody's, or of which no face may be taken. They keep the others from nothing.</param>
internal sealed record PhotoAnswer(IReadOnlyList<PhotoMatch> Matches, IReadOnlyList<PhotoLine> Problems);
