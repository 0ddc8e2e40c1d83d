using Zhuhui.Edge.Gateway.Admin.Office;
using Zhuhui.Edge.Gateway.Api.Records;
using Zhuhui.Edge.Gateway.People;
using Zhuhui.Edge.Gateway.People.Finding;
using Zhuhui.Edge.Gateway.People.Profiles;

namespace Zhuhui.Edge.Gateway.Api.Office;

/// <summary>The office's records with their states. Asking for one tells nobody who looks.</summary>
internal sealed class OfficeRecords(PeopleView view, ResidentDirectory residents)
{
    private readonly CardFinder _cards = new(residents);

    public RecordState? Person(string id) => residents.WithId(new PersonId(id)) is { } person ? State(PersonRecord.Of(view.File(person)))
        : null;

    /// <summary>A PIN, or a QR code's text, is another and not shown.</summary>
    public RecordState State(PersonRecord shown)
    {
        var person = residents.WithId(new PersonId(shown.Id));
        return RecordState.Of(shown, [person?.PinDigest, person?.DuressPinDigest, .. person?.QrCodes ?? []]);
    }

    /// <param name="own">As the person is shown it.</param>
    public RecordState? Care(string id, bool own) => residents.WithId(new PersonId(id)) is not { } person ? null
        : view.Care(person, own ? NumbersShown.Given : NumbersShown.All) is { } plan ? RecordState.Of(plan)
        : RecordState.Of(new { Person = id });

    /// <summary>The name of somebody of whom nobody agreed to have them looked after; null for whoever is, or is not here.</summary>
    public string? NameOfUnlooked(string id) => residents.WithId(new PersonId(id)) is { Details.Care: null } person ? person.Name : null;

    public RecordState? Household(string id) => residents.WithId(new HouseholdId(id)) is { } household
        ? RecordState.Of(view.Line(household)) : null;

    public RecordState? Visit(string pass) => residents.VisitOf(pass) is { } visit ? State(VisitRecord.Of(view.File(visit))) : null;

    /// <summary>That the visitor came once more does not keep anybody from cancelling the pass.</summary>
    public static RecordState State(VisitRecord shown) => RecordState.Of(shown with { Used = null });

    public RecordState? Card(CardPrint print) => HolderOf(print) is var (holder, card) ? RecordState.Of(CardRecord.Of(view.File(holder,
        card))) : null;

    public (Resident Holder, HeldCard Card)? HolderOf(CardPrint print) => _cards.Find(print.Card.Number, print.Card.Format,
        print.Or).Held;

    public bool Has(HouseholdId household) => residents.WithId(household) is not null;

    public bool Has(PersonId person) => residents.WithId(person) is not null;

    public Visit? VisitOf(string pass) => residents.VisitOf(pass);
}
