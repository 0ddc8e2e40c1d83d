using Zhuhui.Edge.Gateway.Admin.Office;
using Zhuhui.Edge.Gateway.Console.Forms;
using Zhuhui.Edge.Gateway.Console.Newcomers;

namespace Zhuhui.Edge.Gateway.Console.Residents;

/// <summary>Something known of a person.</summary>
/// <param name="Link">Where more of it is; null where nowhere.</param>
public sealed record Fact(string What, string Said, string? Link = null);

/// <summary>A card as its holder's page has it.</summary>
/// <param name="Print">As an act names it.</param>
/// <param name="Seen">The card's state.</param>
public sealed record CardRow(string Print, string Number, bool Lost, string Seen);

/// <summary>A door of the site, and what is said of it beside the home.</summary>
/// <param name="Choice">Empty, <c>more</c> or <c>not</c>.</param>
public sealed record DoorChoice(string Id, string Name, string Choice);

/// <summary>Something that happened.</summary>
public sealed record PassageLine(string At, string Text);

/// <summary>The notice that is read before a face is taken.</summary>
/// <param name="IsConsents">The consent on record is to these very words; null where there is none.</param>
public sealed record NoticeShown(string Version, string Digest, string Text, bool? IsConsents);

/// <summary>All that a person's page shows.</summary>
/// <param name="Seen">The state of the record, for every form of the page.</param>
/// <param name="Consents">In words.</param>
/// <param name="HasAnyPin">Or the one under threat.</param>
/// <param name="Typed">What was sent and refused; null where nothing was.</param>
internal sealed record PersonModel(PersonFile File, StateMark State, string Seen, IReadOnlyList<Fact> Facts, IReadOnlyList<string> Doors,
    IReadOnlyList<DoorChoice> DoorChoices, IReadOnlyList<string> Schedules, IReadOnlyList<CardRow> Cards, IReadOnlyList<string> Consents,
    NoticeShown Notice, IReadOnlyList<PassageLine> Passages, bool HasAnyPin, string Today, IReadOnlyList<FaceCamera> Cameras,
    TypedForm? Typed)
{
    public string Id => File.Line.Id;

    public string Name => File.Line.Name;

    /// <summary>Where an act's form is sent.</summary>
    public string At(string act) => $"/people/{Id}/{act}";

    /// <summary>Why an act was refused.</summary>
    public IReadOnlyList<string> ProblemsOf(string act) => Typed?.Act == act ? Typed.Problems : [];

    /// <summary>What stands in a field: what was typed where the form was refused, else what is.</summary>
    public string Value(string act, string field, string? now = null) => Typed?.Act == act ? Typed.Values.GetValueOrDefault(field, "")
        : now ?? "";

    public bool IsTicked(string act, string field, bool now = false) => Typed?.Act == act ? Typed.Values.ContainsKey(field) : now;
}
