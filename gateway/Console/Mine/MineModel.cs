using Zhuhui.Edge.Gateway.Console.Forms;
using Zhuhui.Edge.Gateway.Texts;

namespace Zhuhui.Edge.Gateway.Console.Mine;

/// <summary>Something that happened to the resident at a door.</summary>
public sealed record PassageRow(string At, string Text);

/// <param name="Next">The address of the page after this one; null at the end.</param>
internal sealed record PassagesModel(string Name, IReadOnlyList<PassageRow> Passages, bool IsFirst, string? Next, string SessionEnds);

/// <summary>A visitor of the resident.</summary>
/// <param name="IsOver">The pass opens nothing any more.</param>
public sealed record VisitorRow(string Pass, string Name, string Doors, string Until, string Uses, bool IsOver);

/// <summary>What was typed of a visitor.</summary>
internal sealed record VisitorInput(string? Name = null, string? Phone = null, string? Plate = null, int Hours = 4, int Uses = 2);

internal sealed record VisitorsModel(IReadOnlyList<VisitorRow> Visitors, IReadOnlyList<DoorChoice> Doors, VisitorInput Typed,
    Wording? Problem);

/// <param name="Seen">The ETag of the visit.</param>
internal sealed record VisitorModel(VisitorRow Visitor, string Seen);

/// <summary>Something that a resident agreed to, or did not.</summary>
/// <param name="State">Since when, and to which notice.</param>
/// <param name="Notice">The words that people are shown before they agree; null where the state says it all.</param>
/// <param name="Withdraw">The address that ends it; null where there is nothing to end.</param>
/// <param name="Then">What becomes of it then.</param>
public sealed record ConsentCard(string Name, string State, string? Notice, string? Withdraw, string Then);

internal sealed record ConsentsModel(IReadOnlyList<ConsentCard> Consents, string Seen);

/// <summary>Something that is known of the resident.</summary>
public sealed record DataLine(string Name, string Value);

/// <param name="IsAsked">The erasure was asked for.</param>
/// <param name="Days">After so many days without a right everything is erased anyway.</param>
internal sealed record DataModel(IReadOnlyList<DataLine> Lines, string Seen, bool IsAsked, int Days);
