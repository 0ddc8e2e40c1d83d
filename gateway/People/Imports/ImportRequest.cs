using Zhuhui.Edge.Gateway.People.Imports.Photos;

namespace Zhuhui.Edge.Gateway.People.Imports;

/// <summary>A list of people to be taken up; or that the last one be taken back.</summary>
/// <param name="Operator">Who orders it; it goes on record.</param>
/// <param name="File">The list; null, with no photos either, to take the last one back.</param>
/// <param name="Map">The text of an <see cref="ImportMap"/>.</param>
/// <param name="IsDryRun">Nothing is changed: what would be is said.</param>
/// <param name="EndsGone">Whoever lives in a home of the list and is not in it has no right from now on.</param>
/// <param name="Photos">Whose each of these is, is asked, once the list is taken up; null for none. Faces are enrolled after that, one
/// person after the other.</param>
internal sealed record ImportRequest(string Operator, byte[]? File, string? Map = null, bool IsDryRun = false, bool EndsGone = false,
    IReadOnlyList<PhotoFile>? Photos = null);

/// <param name="Column">Its heading and letter.</param>
/// <param name="Text">What is wrong, and what to do.</param>
internal sealed record ImportLine(int? Line, string? Column, string? Value, string Text);

/// <summary>What a list is, or what became of it.</summary>
/// <param name="Problems">While there is one, nothing is changed.</param>
/// <param name="Warnings">To be looked at; they keep nothing from being done.</param>
/// <param name="Households">New ones.</param>
/// <param name="Changes">Who is changed and in what, the first of them.</param>
/// <param name="Gone">Who lives in a home of the list and is not in it, the first of them.</param>
/// <param name="IsDone">It is on the disk, at the doors and in the journal.</param>
/// <param name="Said">All of it in a line; null where it was refused.</param>
/// <param name="Refused">Why nothing was looked at.</param>
/// <param name="Photos">Whose the photos are; null where there are none, or the list has problems and is no dry run.</param>
internal sealed record ImportAnswer(IReadOnlyList<ImportLine> Problems, IReadOnlyList<ImportLine> Warnings, int New, int Changed,
    int Unchanged,
    int Households, IReadOnlyList<string> Changes, int GoneCount, IReadOnlyList<string> Gone, bool IsDone, string? Said, string? Refused,
    PhotoAnswer? Photos = null);

/// <summary>Everybody in a file, for a spreadsheet.</summary>
/// <param name="Operator">Who takes it; it goes on record.</param>
internal sealed record ExportRequest(string Operator, ExportForm Form);

internal enum ExportForm
{
    Csv,

    /// <summary>For Chinese Windows programs that know no other.</summary>
    Gb18030,
    Xlsx,
}

internal sealed record ExportAnswer(byte[]? File, int People, string? Refused);
