using System.Text.Json.Serialization;
using Zhuhui.Edge.Gateway.Events;
using Zhuhui.Edge.Gateway.People.Profiles;

namespace Zhuhui.Edge.Gateway.Admin.Office;

/// <summary>What somebody wants to see of the people.</summary>
/// <param name="Operator">Who looks; it goes on record before anything is shown.</param>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(List), "list")]
[JsonDerivedType(typeof(Show), "show")]
[JsonDerivedType(typeof(Households), "households")]
[JsonDerivedType(typeof(Visits), "visits")]
[JsonDerivedType(typeof(Care), "care")]
[JsonDerivedType(typeof(Notices), "notices")]
[JsonDerivedType(typeof(Visit), "visit")]
[JsonDerivedType(typeof(Card), "card")]
[JsonDerivedType(typeof(Directory), "directory")]
internal abstract record PeopleRequest(string Operator)
{
    /// <param name="Text">Whatever is known of those who are looked for; null for everybody.</param>
    /// <param name="Building">Of one building alone.</param>
    /// <param name="Unit">Of one of its units alone.</param>
    /// <param name="As">Of one kind alone.</param>
    /// <param name="Blocked">Only those on the block list.</param>
    /// <param name="Ended">Only those whose right has ended.</param>
    /// <param name="AskErasure">Only those who asked to be erased.</param>
    /// <param name="Homeless">Only those of whom nobody knows where they live.</param>
    /// <param name="After">The last person of the page before.</param>
    /// <param name="ByName">Everybody in the order of their names, and not of their homes.</param>
    internal sealed record List(string Operator, string? Text, string? Building, string? Unit, PersonKind? As, bool Blocked, bool Ended,
        bool Homeless, string? After, int Limit, bool ByName = false, bool AskErasure = false) : PeopleRequest(Operator);

    /// <param name="Person">An id, a name that one person has, or a name and a home.</param>
    internal sealed record Show(string Operator, string Person) : PeopleRequest(Operator);

    /// <param name="Home">One home alone, or one household by its id; null for all.</param>
    /// <param name="After">The last household of the page before.</param>
    /// <param name="Limit">Null for no pages.</param>
    /// <param name="Building">Of one building alone.</param>
    internal sealed record Households(string Operator, string? Home, string? After = null, int? Limit = null, string? Building = null)
        : PeopleRequest(Operator);

    /// <param name="Ended">Those that are over too.</param>
    /// <param name="Host">The id of the one whose visitors alone are asked for; null for everybody's.</param>
    internal sealed record Visits(string Operator, bool Ended, string? Host = null) : PeopleRequest(Operator);

    /// <param name="Pass">The pass's id, with or without <c>v-</c>.</param>
    internal sealed record Visit(string Operator, string Pass) : PeopleRequest(Operator);

    /// <summary>Who holds a card.</summary>
    /// <param name="Or">What the print on the card may say besides, where nobody holds a card of that number.</param>
    internal sealed record Card(string Operator, ulong Number, string? Format, IReadOnlyList<ulong> Or) : PeopleRequest(Operator);

    /// <summary>Who lives where, for whoever asks at the gate and sees nobody's file.</summary>
    internal sealed record Directory(string Operator, string Text) : PeopleRequest(Operator);

    /// <summary>Who is looked after, and the notices that nobody has seen to.</summary>
    /// <param name="Person">One alone, with whole telephone numbers; null for all.</param>
    /// <param name="Own">The person looks, and is shown no other resident's whole number.</param>
    internal sealed record Care(string Operator, string? Person, bool Own = false) : PeopleRequest(Operator);

    /// <summary>The notices that nobody has seen to.</summary>
    internal sealed record Notices(string Operator) : PeopleRequest(Operator);
}

/// <param name="Host">The host's name.</param>
/// <param name="Phone">Masked.</param>
/// <param name="Doors">Their names.</param>
/// <param name="Used">How often the visitor came; null where no gateway runs.</param>
internal sealed record VisitLine(string Pass, string? Name, string? Phone, string? Plate, string Host, IReadOnlyList<string> Doors,
    DateTimeOffset ValidFrom, DateTimeOffset ValidTo, int? Used, int MostUses, bool Cancelled, string HostId, string? HostHome);

/// <param name="Phone">Whole.</param>
internal sealed record VisitFile(VisitLine Line, string? Phone);

internal sealed record CardFile(CardLine Card, PersonLine Person);

/// <summary>A person as the gate's guards know them.</summary>
internal sealed record DirectoryLine(string Name, string? Home, PersonKind? Kind, bool Blocked);

/// <summary>A person in a list.</summary>
/// <param name="Phone">Masked.</param>
/// <param name="Face">Agreed to face recognition.</param>
internal sealed record PersonLine(string Id, string Name, string? Home, PersonKind? Kind, string? Phone, int Cards, bool Face,
    DateTimeOffset? ValidFrom, DateTimeOffset? ValidTo, bool Blocked, bool FromHub);

/// <summary>Somebody who is looked after.</summary>
/// <param name="Said">How, a matter each.</param>
internal sealed record CareLine(string Id, string Name, string? Home, IReadOnlyList<string> Said);

/// <summary>How one person is looked after, and by which consent.</summary>
/// <param name="Hours">Null for a child.</param>
/// <param name="By">Null for somebody who lives alone.</param>
/// <param name="Notice">The notice that was agreed to.</param>
/// <param name="Digest">Of its very words.</param>
/// <param name="Said">All of it in words, a matter each.</param>
internal sealed record CareFile(string Person, string Name, string? Home, int? Hours, int? InAll, string? DayFrom, string? DayTo,
    string? By, string? ByBeforeDayOff, IReadOnlyList<CarerLine> Carers, IReadOnlyList<AwayDays> Away, string Notice, string? Digest,
    DateTimeOffset AgreedAt, string Witness, string? Guardian, IReadOnlyList<string> Said)
{
    /// <summary>Without what it says of anybody, wherever it may be written.</summary>
    public override string ToString() => nameof(CareFile);
}

/// <param name="Person">The id of somebody of this compound; null for anybody else.</param>
internal sealed record CarerLine(string? Person, string Name, string? Phone);

/// <param name="Text">In words.</param>
/// <param name="Tell">Who is to be told, with masked telephone numbers; null for the guard post alone.</param>
/// <param name="Person">Whom it is about, by id.</param>
internal sealed record NoticeLine(string Notice, DateTimeOffset At, string Text, string? Tell, NoticeKind Kind, string Person);

/// <summary>All that the gateway knows of a person.</summary>
/// <param name="Doors">The names of those that admit the person; null for all.</param>
/// <param name="Notice">The notice that the consent to face recognition was given to.</param>
/// <param name="Care">How the person is looked after, a matter each; null where nobody agreed to it.</param>
internal sealed record PersonFile(PersonLine Line, Sex? Sex, DateOnly? BirthDate, string? Phone, string? Notes, bool LivesAlone,
    IReadOnlyList<Vehicle> Vehicles, IReadOnlyList<CardLine> Cards, IReadOnlyList<string>? Doors, string? Schedule,
    IReadOnlyList<string> Groups, bool NeedsLonger, int? MostUses, bool HasPin, int Templates, int Photos, string? Notice,
    DateTimeOffset? ConsentAt, IReadOnlyList<string>? Care = null)
{
    /// <summary>The id of the household; null for somebody who lives nowhere here.</summary>
    public string? Household { get; init; }

    /// <summary>The ids of the doors that alone admit the person, whatever the home says.</summary>
    public IReadOnlyList<string> OwnDoors { get; init; } = [];

    /// <summary>Beside those of the home.</summary>
    public IReadOnlyList<string> MoreDoors { get; init; } = [];

    /// <summary>Not, whatever the home says.</summary>
    public IReadOnlyList<string> NotDoors { get; init; } = [];
}

internal sealed record CardLine(string Number, string? Format, bool Lost);

/// <param name="People">How many live there.</param>
/// <param name="Doors">The names of those that admit its members; null for all.</param>
internal sealed record HouseholdLine(string Id, string? Home, int People, IReadOnlyList<string> Names, IReadOnlyList<string>? Doors,
    IReadOnlyList<Vehicle> Vehicles, DateTimeOffset? EndsAt, string? Notes, IReadOnlyList<MemberLine> Members);

internal sealed record MemberLine(string Id, string Name, PersonKind? Kind);

/// <param name="Total">How many there are, on all pages.</param>
/// <param name="Next">Where to go on; null at the end.</param>
/// <param name="Refused">Why nothing is shown; null where something is.</param>
internal sealed record PeopleAnswer(IReadOnlyList<PersonLine> People, int Total, string? Next, PersonFile? Person,
    IReadOnlyList<HouseholdLine> Households, string? Refused, IReadOnlyList<VisitLine>? Visits = null,
    IReadOnlyList<CareLine>? Care = null, IReadOnlyList<NoticeLine>? Notices = null)
{
    public VisitFile? Visit { get; init; }

    public CardFile? Card { get; init; }

    public CareFile? Plan { get; init; }

    public IReadOnlyList<DirectoryLine>? Directory { get; init; }
}
