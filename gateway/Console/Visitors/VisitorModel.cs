using Zhuhui.Edge.Gateway.Console.Forms;

namespace Zhuhui.Edge.Gateway.Console.Visitors;

/// <summary>A visitor in the list.</summary>
/// <param name="Name">As issued; a word for somebody without a name.</param>
/// <param name="About">Telephone, masked, and number plate.</param>
/// <param name="Host">Who is visited, with the home.</param>
/// <param name="Time">From when to when the pass opens.</param>
/// <param name="State">In words: expected, came so often, over, cancelled.</param>
/// <param name="Tone">A class of the style sheet.</param>
/// <param name="Path">The pass's own page; null for whoever may not see it.</param>
public sealed record VisitorRow(string Pass, string Name, string About, string Host, string Time, string Doors, string State, string Tone,
    string? Path);

/// <param name="Text">What was looked for.</param>
/// <param name="Ended">With those that are over.</param>
/// <param name="Next">Where the list goes on; null at its end.</param>
/// <param name="MayIssue">Whoever looks issues passes.</param>
internal sealed record VisitorsModel(string Text, bool Ended, IReadOnlyList<VisitorRow> Rows, int Total, int Came, string? Next,
    bool MayIssue);

/// <summary>Somebody who may be visited.</summary>
public sealed record HostRow(string Id, string Name, string Home, string Kind);

/// <param name="Found">Nobody while nothing is typed.</param>
/// <param name="More">There are more than are shown.</param>
internal sealed record HostModel(string Text, IReadOnlyList<HostRow> Found, bool More);

/// <summary>The form of a pass, with what was typed into it.</summary>
/// <param name="Problem">Why it was not issued; null where nothing is wrong.</param>
internal sealed record PassForm(HostRow Host, IReadOnlyList<DoorChoice> Doors, string Key, string Name = "", string Phone = "",
    string Plate = "", string Hours = "4", string Uses = "4", string? Problem = null);

/// <summary>One pass.</summary>
/// <param name="HasCode">It opens something still.</param>
/// <param name="Seen">The state that the page shows, for whoever cancels it.</param>
internal sealed record PassModel(VisitorRow Row, string Phone, string Plate, string Uses, bool HasCode, bool MayCancel, string Seen,
    string? Problem = null);
