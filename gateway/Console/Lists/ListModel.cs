using Zhuhui.Edge.Gateway.Console.History;

namespace Zhuhui.Edge.Gateway.Console.Lists;

/// <summary>Something to be said of one place in a list.</summary>
/// <param name="Where">Line, column and value, as far as there are any.</param>
/// <param name="Words">What is wrong, and what to do.</param>
public sealed record FindingRow(string Where, string Words);

/// <summary>A column of the list.</summary>
/// <param name="Field">What it is read as; empty for what nobody recognises.</param>
/// <param name="Examples">Its first cells.</param>
public sealed record ColumnRow(string Heading, string Field, string Examples);

/// <summary>Photos that came with a list.</summary>
/// <param name="People">Whose they are, as far as that is known.</param>
public sealed record PhotoRows(int People, int Files, IReadOnlyList<FindingRow> Problems);

/// <summary>How far the photos of a list are that was taken up.</summary>
/// <param name="Said">In a line.</param>
internal sealed record RunModel(bool IsUnderWay, bool IsStopped, string Said, int Done, int All, IReadOnlyList<FindingRow> Problems);

/// <param name="Problem">Why a list was not taken; null where nothing is wrong.</param>
internal sealed record HandInModel(string? Problem = null);

/// <summary>What a list would do.</summary>
/// <param name="Said">All of it in a line.</param>
/// <param name="CanApply">Nothing is wrong of it and it changes something.</param>
internal sealed record ListModel(string Id, string Name, string Said, IReadOnlyList<FindingRow> Problems,
    IReadOnlyList<FindingRow> Warnings, int New,
    int Changed, int Unchanged, int Households, int GoneCount, IReadOnlyList<string> Changes, IReadOnlyList<string> Gone,
    IReadOnlyList<ColumnRow> Columns, IReadOnlyList<Choice> Fields, IReadOnlyList<Choice> Forms, string Form, bool CanApply,
    string Key, PhotoRows? Photos,
    string? Problem = null);
