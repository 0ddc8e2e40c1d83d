using System.Text.Json.Serialization;
using Zhuhui.Edge.Gateway.Events;
using Zhuhui.Edge.Gateway.People.Profiles;

namespace Zhuhui.Edge.Gateway.People.Rights;

/// <summary>A change to what people may, as the desk asks for it.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(CardReport), "card")]
[JsonDerivedType(typeof(PersonBlocking), "block")]
[JsonDerivedType(typeof(PersonRemoval), "remove")]
[JsonDerivedType(typeof(FacesClearing), "faces-clear")]
[JsonDerivedType(typeof(PhotosClearing), "photos-clear")]
[JsonDerivedType(typeof(RightsChange), "rights")]
[JsonDerivedType(typeof(PinChange), "pin")]
[JsonDerivedType(typeof(PassRequest), "pass")]
[JsonDerivedType(typeof(PassCancellation), "pass-cancel")]
[JsonDerivedType(typeof(CardGift), "card-give")]
[JsonDerivedType(typeof(CardWithdrawal), "card-take")]
[JsonDerivedType(typeof(DetailsChange), "details")]
[JsonDerivedType(typeof(PersonMove), "move")]
[JsonDerivedType(typeof(PersonAddition), "add")]
[JsonDerivedType(typeof(PersonEdit), "edit")]
[JsonDerivedType(typeof(HouseholdEdit), "household-edit")]
[JsonDerivedType(typeof(HouseholdMove), "household-move")]
[JsonDerivedType(typeof(HouseholdEnd), "household-end")]
[JsonDerivedType(typeof(CareAgreement), "care-agree")]
[JsonDerivedType(typeof(CareChange), "care-change")]
[JsonDerivedType(typeof(CareAway), "care-away")]
[JsonDerivedType(typeof(CareWithdrawal), "care-withdraw")]
internal abstract record RightsRequest
{
    /// <summary>A card is lost, or found again.</summary>
    /// <param name="Format">Null for the only card of that number.</param>
    /// <param name="Or">What the print on the card may say besides, where nobody holds a card of that number.</param>
    internal sealed record CardReport(ulong Number, string? Format, bool Lost, IReadOnlyList<ulong>? Or = null) : RightsRequest;

    /// <summary>Somebody gets another card.</summary>
    internal sealed record CardGift(string Person, ulong Number, string? Format) : RightsRequest;

    /// <summary>A card is given back.</summary>
    /// <inheritdoc cref="CardReport"/>
    internal sealed record CardWithdrawal(ulong Number, string? Format, IReadOnlyList<ulong>? Or = null) : RightsRequest;

    internal sealed record PersonBlocking(string Person, bool Blocked) : RightsRequest;

    /// <summary>A person moves out: cards, PINs and faces go.</summary>
    internal sealed record PersonRemoval(string Person) : RightsRequest;

    /// <summary>A person withdraws the consent to face recognition.</summary>
    internal sealed record FacesClearing(string Person) : RightsRequest;

    /// <summary>A person withdraws the agreement to have the enrolment photos kept.</summary>
    internal sealed record PhotosClearing(string Person) : RightsRequest;

    /// <summary>What is null stays as it is.</summary>
    /// <param name="Schedule">Empty for always.</param>
    /// <param name="Doors">Empty for all.</param>
    /// <param name="MostUses">How often in all, counted from the enrolment.</param>
    /// <param name="MoreDoors">Beside those of the home; empty for none.</param>
    /// <param name="NotDoors">Whatever the home says; empty for none.</param>
    /// <param name="Without">Which of the first moment, the last and the number of times are taken away: there is none from now
    /// on.</param>
    internal sealed record RightsChange(string Person, string? Schedule, IReadOnlyList<string>? Doors, bool? Longer, DateTimeOffset? From,
        DateTimeOffset? To, int? MostUses, IReadOnlyList<string>? MoreDoors = null, IReadOnlyList<string>? NotDoors = null,
        IReadOnlyList<RightsPart>? Without = null) : RightsRequest;

    /// <summary>What the office knows of somebody. What is null stays as it is; what is empty is taken away.</summary>
    /// <param name="As">What the person is here.</param>
    /// <param name="BirthDate">As <c>2001-12-31</c>.</param>
    /// <param name="WithoutSex">It is taken away.</param>
    internal sealed record DetailsChange(string Person, string? Name = null, PersonKind? As = null, Sex? Sex = null,
        string? BirthDate = null, string? Phone = null, string? Notes = null, bool? LivesAlone = null,
        IReadOnlyList<string>? Plates = null, bool WithoutSex = false) : RightsRequest
    {
        /// <summary>Without what it says of anybody, wherever it may be written.</summary>
        public override string ToString() => $"{nameof(DetailsChange)} of {Person}";
    }

    /// <summary>Somebody moves into a home, to those who live there or as its first.</summary>
    /// <param name="Home">As <see cref="Profiles.Home.Parse"/> takes it.</param>
    /// <param name="As">What the person is there; null for what it was.</param>
    internal sealed record PersonMove(string Person, string Home, PersonKind? As = null) : RightsRequest;

    /// <summary>Somebody new, whole: admitted at the doors of the home from the first moment, and nowhere else before.</summary>
    /// <param name="Another">Another person of a name that is already here.</param>
    /// <param name="Home">Null for the estate's own staff alone: without one, every door would admit.</param>
    /// <param name="Details">Whatever is known; whom it names does not count.</param>
    /// <param name="Rights">The same of what differs from the home's.</param>
    internal sealed record PersonAddition(string Name, bool Another, string? Home, DetailsChange Details, RightsChange? Rights,
        IReadOnlyList<HeldCard> Cards) : RightsRequest
    {
        /// <summary>Without what it says of anybody, wherever it may be written.</summary>
        public override string ToString() => nameof(PersonAddition);
    }

    /// <summary>Both in one step; null for what stays.</summary>
    internal sealed record PersonEdit(string Person, DetailsChange? Details, RightsChange? Rights) : RightsRequest
    {
        /// <summary>Without what it says of anybody, wherever it may be written.</summary>
        public override string ToString() => $"{nameof(PersonEdit)} of {Person}";
    }

    /// <summary>What is null stays as it is; what is empty is taken away.</summary>
    /// <param name="Home">Or the household's id.</param>
    internal sealed record HouseholdEdit(string Home, string? Notes, IReadOnlyList<string>? Plates) : RightsRequest
    {
        /// <summary>Without what it says of anybody, wherever it may be written.</summary>
        public override string ToString() => nameof(HouseholdEdit);
    }

    /// <summary>All who live in a home move to another together.</summary>
    internal sealed record HouseholdMove(string Home, string To) : RightsRequest;

    /// <summary>All who live in a home move out: at once, or at a time until which they may pass.</summary>
    /// <param name="Home">Or the household's id.</param>
    internal sealed record HouseholdEnd(string Home, DateTimeOffset? At = null) : RightsRequest;

    /// <summary>Somebody agrees, or a guardian does, to have the person looked after.</summary>
    /// <param name="Witness">Who witnessed it.</param>
    /// <param name="Guardian">Who agreed in the person's place; null where the person did.</param>
    /// <param name="Settings">With the hours of the day the person lives alone; with the evening's hour it is a child.</param>
    /// <param name="Notice">The digest of the notice that was read; null where the witness stands for that.</param>
    /// <param name="ByPerson">The person agrees, logged in, and not at the desk.</param>
    internal sealed record CareAgreement(string Person, string Witness, string? Guardian, CareSettings Settings, string? Notice = null,
        bool ByPerson = false) : RightsRequest
    {
        /// <summary>Without what it says of anybody, wherever it may be written.</summary>
        public override string ToString() => $"{nameof(CareAgreement)} of {Person}";
    }

    /// <summary>What was agreed to is set otherwise.</summary>
    /// <inheritdoc cref="CareAgreement"/>
    internal sealed record CareChange(string Person, CareSettings Settings, bool ByPerson = false) : RightsRequest
    {
        /// <inheritdoc cref="CareAgreement.ToString"/>
        public override string ToString() => $"{nameof(CareChange)} of {Person}";
    }

    /// <summary>Somebody who is looked after, or all of a household who are, will be away.</summary>
    /// <param name="Person">Null for a household.</param>
    /// <param name="From">As <c>2026-12-31</c>, included; null to strike all such days out.</param>
    /// <param name="To">The same; null for one day.</param>
    /// <inheritdoc cref="CareAgreement"/>
    internal sealed record CareAway(string? Person, string? Home, string? From, string? To, bool ByPerson = false) : RightsRequest;

    /// <summary>The consent to be looked after is withdrawn: it ends at once, and what was set for it is erased.</summary>
    /// <inheritdoc cref="CareAgreement"/>
    internal sealed record CareWithdrawal(string Person, bool ByPerson = false) : RightsRequest;

    /// <param name="Pin">Null takes it away.</param>
    internal sealed record PinChange(string Person, string? Pin, bool Duress) : RightsRequest
    {
        /// <summary>Without the PIN, wherever it may be written.</summary>
        public override string ToString() => $"{nameof(PinChange)} of {Person}";
    }

    /// <param name="Name">The visitor's; null where the host's word is enough.</param>
    /// <param name="ByHost">The host asks, and not the office: for a shorter time, and not for many at once.</param>
    internal sealed record PassRequest(string Host, IReadOnlyList<string> Doors, int Hours, int Uses, string? Name = null,
        string? Phone = null, string? Plate = null, bool ByHost = false) : RightsRequest
    {
        /// <summary>Without what it says of anybody, wherever it may be written.</summary>
        public override string ToString() => $"{nameof(PassRequest)} of {Host}";
    }

    /// <summary>A visitor's pass opens nothing any more.</summary>
    /// <param name="Pass">Its id, with or without <c>v-</c>.</param>
    internal sealed record PassCancellation(string Pass) : RightsRequest;
}

/// <summary>How somebody is to be looked after. What is null stays as it is, or as it usually is.</summary>
/// <param name="Hours">Hours of the person's days.</param>
/// <param name="InAll">Hours of days and nights; 0 for none.</param>
/// <param name="DayFrom">As <c>06:30</c>; empty for when it usually begins.</param>
/// <param name="DayTo">The same of its end.</param>
/// <param name="By">By when a child is to be home, as <c>21:00</c>.</param>
/// <param name="ByBeforeDayOff">The same on an evening before a day that nobody works; empty for the same as on others.</param>
/// <param name="Carers">Each a person by id or name, or a name and a telephone number.</param>
internal sealed record CareSettings(int? Hours = null, int? InAll = null, string? DayFrom = null, string? DayTo = null, string? By = null,
    string? ByBeforeDayOff = null, IReadOnlyList<string>? Carers = null);

/// <summary>What came of it.</summary>
/// <param name="Said">What is now, or the text of the pass; null where it was refused.</param>
/// <param name="Reasons">Why it was refused: one line a reason, for the clerk at the desk.</param>
/// <param name="Subject">Whom or what it was about, or made, where that is not told by the request.</param>
/// <param name="IsStale">What was to be changed is not as it was seen: somebody else was there first.</param>
internal sealed record RightsAnswer(string? Said, IReadOnlyList<string> Reasons, string? Subject = null, bool IsStale = false)
{
    public static RightsAnswer Stale { get; } = new(null, [], IsStale: true);
}
