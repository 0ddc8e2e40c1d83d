namespace Zhuhui.Edge.Gateway.People.Profiles;

/// <summary>What a person, or the guardian, has agreed to have looked after: the hours of somebody who lives alone, or a child's evening.
/// Exactly one of the two.</summary>
/// <param name="Consent">Its own, to the notice on care; nothing else follows from it, and it follows from nothing else.</param>
internal sealed record CarePlan(Consent Consent)
{
    public AloneHours? Alone { get; init; }

    public Evenings? Evenings { get; init; }

    /// <summary>Who is to be told, beside the guard post.</summary>
    public IReadOnlyList<Carer> Carers { get; init; } = [];

    /// <summary>Days on which nothing is looked after, the earliest first.</summary>
    public IReadOnlyList<AwayDays> Away { get; init; } = [];

    public bool Equals(CarePlan? other) => other is not null && (Consent, Alone, Evenings) == (other.Consent, other.Alone, other.Evenings)
        && Carers.SequenceEqual(other.Carers) && Away.SequenceEqual(other.Away);

    public override int GetHashCode() => HashCode.Combine(Consent, Alone, Evenings, Carers.Count, Away.Count);
}

/// <summary>After how long without coming or going somebody who lives alone is to be looked after.</summary>
/// <param name="Hours">Hours of the person's own days; those of the nights between do not count.</param>
/// <param name="InAll">Hours of days and nights, at night too; null where only the days count.</param>
/// <param name="DayFrom">When the person's day begins, site time.</param>
/// <param name="DayTo">When it ends, the same day.</param>
internal sealed record AloneHours(int Hours, int? InAll, TimeOnly DayFrom, TimeOnly DayTo)
{
    public const int UsualHours = 14;
    public const int MostHours = 240;

    public static TimeOnly UsualDayFrom { get; } = new(6, 0);

    public static TimeOnly UsualDayTo { get; } = new(22, 0);
}

/// <summary>By when a child is to be home, site time.</summary>
/// <param name="By">On an evening before a working day.</param>
/// <param name="BeforeDayOff">On an evening before a day that nobody works.</param>
internal sealed record Evenings(TimeOnly By, TimeOnly BeforeDayOff)
{
    /// <summary>Nobody is a child from this age on.</summary>
    public const int OfAge = 18;

    /// <summary>An evening lasts until then, on the next day.</summary>
    public static TimeOnly NightEnds { get; } = new(5, 0);
}

/// <summary>Somebody who is told.</summary>
/// <param name="Person">Of the registry; null for anybody else, who has a name and a telephone number.</param>
/// <param name="Phone">As <see cref="PhoneNumber.Parse"/> gives it.</param>
internal sealed record Carer(PersonId? Person, string? Name, string? Phone);

/// <summary>Days, both ends included.</summary>
internal sealed record AwayDays(DateOnly From, DateOnly To);
