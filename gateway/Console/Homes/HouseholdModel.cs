using Zhuhui.Edge.Gateway.Console.Forms;
using Zhuhui.Edge.Gateway.Console.Residents;

namespace Zhuhui.Edge.Gateway.Console.Homes;

/// <summary>A household in the list.</summary>
/// <param name="Ends">When it moves out; null where it stays.</param>
public sealed record HouseholdRow(string Id, string Home, string Names, string People, string? Ends);

/// <param name="Typed">A home that was asked for.</param>
/// <param name="Building">The one that is shown alone; empty for all.</param>
internal sealed record HouseholdsModel(string Typed, string Building, IReadOnlyList<string> Buildings, IReadOnlyList<HouseholdRow> Rows,
    int Total, string? Next, bool IsFirst, string? Problem);

/// <summary>One household.</summary>
/// <param name="Erased">What goes when all move out, a person a line.</param>
internal sealed record HouseholdModel(string Id, string Home, string? Notes, string? Ends, IReadOnlyList<PersonRow> Members,
    string Doors, string Plates, IReadOnlyList<string> Erased, string Seen, TypedForm? Typed)
{
    public string At(string act) => $"/households/{Id}/{act}";

    public IReadOnlyList<string> ProblemsOf(string act) => Typed?.Act == act ? Typed.Problems : [];

    public string Value(string act, string field, string? now = null) => Typed?.Act == act ? Typed.Values.GetValueOrDefault(field, "")
        : now ?? "";
}

/// <summary>What was erased.</summary>
internal sealed record ReceiptModel(string Said, IReadOnlyList<string> Lines, string By);
