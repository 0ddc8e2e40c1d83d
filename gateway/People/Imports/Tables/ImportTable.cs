using Zhuhui.Edge.Gateway.Texts;

namespace Zhuhui.Edge.Gateway.People.Imports.Tables;

internal enum CellKind
{
    Text,

    /// <summary>A spreadsheet's number, in its digits.</summary>
    Number,

    /// <summary>A spreadsheet's day, or day and time: <c>2026-12-31</c>, <c>2026-12-31 18:00</c>.</summary>
    Date,

    /// <summary>A spreadsheet's number of which it has kept fifteen digits alone.</summary>
    LostDigits,

    /// <summary>What a spreadsheet shows where a formula fails.</summary>
    Error,
}

/// <summary>A cell as the file has it.</summary>
internal readonly record struct Cell(string Text, CellKind Kind = CellKind.Text)
{
    public bool IsEmpty => string.IsNullOrWhiteSpace(Text);
}

/// <param name="Line">Where it begins in the file, counted from 1, as an editor or a spreadsheet counts.</param>
internal sealed record TableRow(int Line, IReadOnlyList<Cell> Cells)
{
    public bool IsEmpty => Cells.All(cell => cell.IsEmpty);
}

/// <summary>A list as it was handed in.</summary>
/// <param name="Notes">What its reader has to know of how it was read.</param>
internal sealed record ImportTable(IReadOnlyList<TableRow> Rows, IReadOnlyList<Wording> Notes);

/// <summary>Something to be said of one place in a list, with what to do about it.</summary>
/// <param name="Line">Null for the whole list.</param>
/// <param name="Column">Its heading and letter; null for the whole line.</param>
internal sealed record ImportFinding(int? Line, string? Column, string? Value, Wording Words)
{
    public static ImportFinding Of(Wording words) => new(null, null, null, words);
}
