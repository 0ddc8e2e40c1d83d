using CsCheck;
using Zhuhui.Edge.Gateway.Events;
using Zhuhui.Edge.Gateway.People.Rights;
using Zhuhui.Edge.Gateway.Site;
using Zhuhui.Edge.Gateway.Tests.Site.Calendars;

namespace Zhuhui.Edge.Gateway.Tests.Access;

/// <summary>Every kind of fact there is, about a site with every kind of door and area. Right and wrong come often enough together that all
/// outcomes occur.</summary>
internal static class RandomFacts
{
    private static readonly SiteFile _site = new()
    {
        Schedules =
        [
            new ScheduleOptions { Id = "day", Periods = [new PeriodOptions { Days = [DayKind.WorkingDay], From = "06:00", To = "22:00" },
                new PeriodOptions { Days = [DayKind.RestDay], From = "07:00", To = "23:00" }] },
            new ScheduleOptions { Id = "night", Periods = [new PeriodOptions { Days = [DayKind.Mon, DayKind.Wed, DayKind.Holiday],
                From = "22:00", To = "06:00" }] },
        ],
        Areas =
        [
            new AreaOptions { Id = "hard", AntiPassback = AntiPassback.Hard, Limit = 5 },
            new AreaOptions { Id = "soft", AntiPassback = AntiPassback.Soft },
            new AreaOptions { Id = "timed", AntiPassback = AntiPassback.Timed, AntiPassbackMinutes = 5 },
            new AreaOptions { Id = "shared", AntiPassback = AntiPassback.Hard, ReachedElsewhere = true },
        ],
        Doors =
        [
            new DoorOptions { Id = "plain", Accepts = Enum.GetValues<PassageMethod>() },
            new DoorOptions { Id = "pin", To = "hard", Verify = [new VerifyOptions { Schedule = "night",
                Need = Verification.CardAndPin }] },
            new DoorOptions { Id = "face", From = "hard", To = "soft", Verify = [new VerifyOptions { Need = Verification.CardAndFace }] },
            new DoorOptions { Id = "two", To = "timed", Accepts = Enum.GetValues<PassageMethod>(),
                Verify = [new VerifyOptions { Schedule = "day", Need = Verification.TwoPersons }] },
            new DoorOptions { Id = "advised", Liveness = LivenessUse.Advise },
            new DoorOptions { Id = "else-card", Accepts = [PassageMethod.Face], Liveness = LivenessUse.RequireElseCard,
                Verify = [new VerifyOptions { Schedule = "night", Need = Verification.CardAndFace }] },
            new DoorOptions { Id = "cards", From = "timed", To = "shared", Accepts = [PassageMethod.Card], UnlockSeconds = 3,
                LongerUnlockSeconds = 20 },
        ],
    };

    private static readonly Gen<DateTimeOffset> _at = Gen.Int[0, 365 * 24 * 60].Select(m => new DateTimeOffset(2026, 1, 1, 0, 0, 0,
        TimeSpan.Zero).AddMinutes(m));

    public static AccessPolicy Policy { get; } = PolicyFactory.From(_site, CalendarFileTests.China2026);

    public static AccessFacts Usual { get; } = new(new DateTimeOffset(2026, 11, 23, 2, 0, 0, TimeSpan.Zero), "plain", DoorSide.Entry,
        [new Factor(PassageMethod.Card, 12.345, CredentialFinding.Sound, new Holder("p-1", false, null, null, [], null, null, null, null,
            false))], DoorMode.Normal, null, null);

    private static Gen<Presence?> Presence { get; } =
        from area in Of<string?>(null, "hard", "soft", "timed", "shared")
        from since in Gen.OneOf(Gen.Const((double?)null), Gen.Double[0, 600_000].Select(ms => (double?)Math.Round(ms, 3)))
        from occupancy in Gen.Int[0, 8]
        from certain in Gen.Bool
        select (Presence?)new Presence(area, since, occupancy, certain);

    public static Gen<AccessFacts> Any { get; } =
        from at in _at
        from door in Of((string[])[.. _site.Doors.Select(d => d.Id)])
        from side in Rarely(DoorSide.Entry, DoorSide.Exit)
        from factors in Gen.OneOf(Factor(at).Array[1], Factor(at).Array[1], Factor(at).Array[2], Factor(at).Array[1, 3])
        from mode in Rarely(DoorMode.Normal, DoorMode.LockedDown, DoorMode.HeldOpen)
        from interlock in Rarely<string?>(null, "other")
        from presence in Gen.OneOf(Gen.Const((Presence?)null), Presence)
        from other in Presence
        let areTwo = presence is not null && factors.Select(f => f.Holder?.Person).OfType<string>().Distinct().Count() == 2
        select new AccessFacts(at, door, side, factors, mode, interlock, presence, areTwo ? other : null);

    private static Gen<Factor> Factor(DateTimeOffset at) =>
        from method in Gen.Enum<PassageMethod>()
        from age in Gen.OneOf(Gen.Double[0, 1500], Gen.Double[0, 1500], Gen.Double[0, 1500], Gen.Double[-10, 20_000])
        from finding in Gen.OneOf(Gen.Const(CredentialFinding.Sound), Gen.Const(CredentialFinding.Sound),
            Gen.Const(CredentialFinding.Sound), Gen.Enum<CredentialFinding>())
        from holder in Holder(at)
        from known in Rarely(true, false)
        select new Factor(method, Math.Round(age, 3), finding, known ? holder : null);

    private static Gen<Holder> Holder(DateTimeOffset at) =>
        from person in Of("p-1", "p-1", "p-2")
        from blocked in Rarely(false, true)
        from validity in Gen.Select(Bound(at, -1), Bound(at, 1), Bound(at, -1), Bound(at, 1))
        from doors in Of<IReadOnlyList<string>>([], [], ["plain", "pin", "two"], ["face"])
        from schedule in Rarely<string?>(null, "day", "night", "gone")
        from uses in Rarely((int?)null, 0, 1, -1)
        from longer in Gen.Bool
        select new Holder(person, blocked, validity.Item1, validity.Item2, doors, schedule, validity.Item3, validity.Item4, uses, longer);

    /// <summary>Mostly none; else mostly on the right side of now, sometimes at it or beyond.</summary>
    private static Gen<DateTimeOffset?> Bound(DateTimeOffset at, int right) => Gen.OneOf(
        Gen.Const((DateTimeOffset?)null), Gen.Const((DateTimeOffset?)null), Gen.Const((DateTimeOffset?)null),
        Gen.Const((DateTimeOffset?)at.AddHours(right)), Gen.Int[-1, 1].Select(h => (DateTimeOffset?)at.AddHours(h)));

    private static Gen<T> Of<T>(params T[] values) => Gen.Int[0, values.Length - 1].Select(i => values[i]);

    private static Gen<T> Rarely<T>(T usual, params T[] others) => Gen.Int[0, 5].SelectMany(die => die > 0 ? Gen.Const(usual) : Of(others));
}
