namespace Zhuhui.Edge.Gateway.Events;

/// <summary>A household is new, has moved or was given other doors. Where it lives is in no record.</summary>
/// <param name="Doors">The doors that admit its members now; empty for all.</param>
internal sealed record HouseholdChanged(string Household, IReadOnlyList<string> Doors) : RegistryEvent
{
    public override string Type => EventTypes.HouseholdChanged;
}

/// <summary>A household is gone.</summary>
internal sealed record HouseholdRemoved(string Household) : RegistryEvent
{
    public override string Type => EventTypes.HouseholdRemoved;
}

/// <summary>What the office knows of a person was changed. What it is now is in no record.</summary>
/// <param name="Changed">What, for example <c>phone</c>.</param>
internal sealed record DetailsChanged(string Person, IReadOnlyList<string> Changed) : RegistryEvent
{
    public override string Type => EventTypes.DetailsChanged;
}

/// <summary>What is looked after.</summary>
internal enum CareKind
{
    /// <summary>Somebody who lives alone.</summary>
    Alone,

    /// <summary>A child's evening.</summary>
    Evening,
}

/// <summary>Somebody agreed to be looked after. The hours and who is told stay in the registry.</summary>
/// <param name="NoticeVersion">The version of the notice that was agreed to.</param>
/// <param name="ByGuardian">A guardian agreed, and not the person.</param>
internal sealed record CareAgreed(string Person, CareKind Kind, string NoticeVersion, bool ByGuardian) : RegistryEvent
{
    public override string Type => EventTypes.CareAgreed;
}

/// <summary>Nobody looks after the person any more, and what was set for it is erased.</summary>
internal sealed record CareWithdrawn(string Person) : RegistryEvent
{
    public override string Type => EventTypes.CareWithdrawn;
}

/// <summary>A visitor pass opens nothing any more.</summary>
/// <param name="ValidTo">When it would have ended.</param>
internal sealed record VisitorPassCancelled(string Pass, string Host, DateTimeOffset At, DateTimeOffset ValidTo) : RegistryEvent
{
    public override string Type => EventTypes.VisitorPassCancelled;
}

/// <summary>A list of people was taken up, or the last one taken back. What became of each person has records of its own.</summary>
/// <param name="Operator">Who ordered it.</param>
/// <param name="Added">How many people it brought; taken back: erased.</param>
/// <param name="Changed">How many it changed; taken back: put back.</param>
/// <param name="Ended">How many have no right any more because the list had them not.</param>
/// <param name="Households">How many households it brought; taken back: that are gone.</param>
internal sealed record PeopleImported(string Operator, int Added, int Changed, int Unchanged, int Ended, int Households, bool TakenBack)
    : RegistryEvent
{
    public override string Type => EventTypes.PeopleImported;
}

/// <summary>An operator looked at people's data.</summary>
/// <param name="Operator">Who.</param>
/// <param name="What">How: <c>list</c>, <c>find</c>, <c>show</c>, <c>households</c>, <c>import</c>, <c>export</c>, <c>care</c>,
/// <c>camera</c>.</param>
/// <param name="People">How many people were shown.</param>
/// <param name="Person">The one who was looked at, where it was one.</param>
/// <param name="Camera">Whose picture was looked at, where it was one's: who is on it nobody knows.</param>
internal sealed record PeopleLookedUp(string Operator, string What, int People, string? Person = null, string? Camera = null)
    : RegistryEvent
{
    public override string Type => EventTypes.PeopleLookedUp;
}

/// <summary>Somebody with an account changed something of people; what became of it has records of its own beside this one.</summary>
/// <param name="Operator">Who.</param>
/// <param name="Order">What, for example <c>card-lost</c>.</param>
/// <param name="Subject">The person, household or pass it was about, or that it made; null for a list of people.</param>
/// <param name="Key">A digest of whose idempotency key it bore; null without one.</param>
/// <param name="Asked">With that key, a digest of all that was asked; nobody without the key itself can make it.</param>
internal sealed record PeopleOrdered(string Operator, string Order, string? Subject = null, string? Key = null, string? Asked = null)
    : RegistryEvent
{
    public override string Type => EventTypes.PeopleOrdered;
}

/// <summary>The office waits for a new card at a reader; and, with its number, the card was read there. No door has decided about that
/// read.</summary>
/// <param name="Until">When the waiting ends by itself.</param>
/// <param name="Card">Null where the waiting began.</param>
internal sealed record CardAwaited(string Reader, DateTimeOffset Until, string Operator, string? Card = null) : RegistryEvent
{
    public override string Type => EventTypes.CardAwaited;
}

/// <summary>The office begins to take a person's face before a camera. No door hears of that face meanwhile.</summary>
/// <param name="Until">When it ends by itself.</param>
internal sealed record FaceAwaited(string Camera, DateTimeOffset Until, string Operator, string Person) : RegistryEvent
{
    public override string Type => EventTypes.FaceAwaited;
}
