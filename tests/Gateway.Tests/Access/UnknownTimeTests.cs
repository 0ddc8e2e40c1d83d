using Microsoft.Extensions.Logging.Abstractions;
using Xunit;
using Zhuhui.Edge.Drivers.Readers;
using Zhuhui.Edge.Gateway.Access;
using Zhuhui.Edge.Gateway.Events;
using Zhuhui.Edge.Gateway.Journals;
using Zhuhui.Edge.Gateway.Journals.Clock;
using Zhuhui.Edge.Gateway.People;
using Zhuhui.Edge.Gateway.People.Credentials;
using Zhuhui.Edge.Gateway.People.Rights;
using Zhuhui.Edge.Gateway.Site;
using Zhuhui.Edge.Gateway.Site.Calendars;
using Zhuhui.Edge.Gateway.Tests.Journals;
using Zhuhui.Edge.Tests.Support;

namespace Zhuhui.Edge.Gateway.Tests.Access;

/// <summary>Who passes at a gateway that was started with a clock that is known to be wrong: the whole way from the card to the
/// record.</summary>
public sealed class UnknownTimeTests : IDisposable
{
    private static readonly DateTimeOffset _truth = JournalBench.Morning;
    private static readonly DoorConditions _usual = new(DoorMode.Normal, null, static (_, _) => null);

    private readonly TemporaryFolder _folder = new();
    private readonly ResidentDirectory _residents = new();
    private SteppedClock _machine = new(_truth);
    private EventLedger? _ledger;
    private AccessController? _door;

    public UnknownTimeTests() => _residents.Replace(
    [
        new Resident(new PersonId("p-ended"), "Sun") { Cards = [new HeldCard(1)], ValidTo = _truth.AddDays(-3) },
        new Resident(new PersonId("p-tenant"), "Wang") { Cards = [new HeldCard(2)], ValidFrom = _truth.AddDays(-5),
            ValidTo = _truth.AddDays(90) },
        new Resident(new PersonId("p-new"), "Li") { Cards = [new HeldCard(3)], ValidFrom = _truth.AddHours(2) },
        new Resident(new PersonId("p-soon"), "Zhao") { Cards = [new HeldCard(4)], ValidTo = _truth.AddMinutes(10) },
        new Resident(new PersonId("p-hours"), "Qian") { Cards = [new HeldCard(5)], Schedule = "never-now" },
        new Resident(new PersonId("p-blocked"), "Zhou") { Cards = [new HeldCard(6)], Blocked = true },
    ]);

    public void Dispose()
    {
        _ledger?.Dispose();
        _folder.Dispose();
    }

    [Theory]
    [InlineData(-30.0)]
    [InlineData(3653.0)]
    [InlineData(-20_000.0)]
    public void A_right_that_ended_stays_ended_and_nobody_is_refused_for_what_nobody_knows(double days)
    {
        Start(ClockRule.Lenient, TimeSpan.Zero);
        Assert.Equal([false, true, false, true, false], [Passes(1), Passes(2), Passes(3), Passes(4), Passes(5)]);
        Start(ClockRule.Lenient, TimeSpan.FromDays(days));
        Assert.NotNull(_ledger!.Time.LastCertain);
        Assert.False(Passes(1));
        Assert.Equal(DenialReason.Expired, Refusal());
        Assert.True(Passes(2));
        Assert.True(Passes(3));
        Assert.Contains("nobody knows the time", Granted().Because.In(Gateway.Texts.Language.En), StringComparison.Ordinal);
        Assert.True(Passes(5));
        Assert.False(Passes(6));

        // By the time as it is counted this right ends meanwhile; nobody knows.
        _machine.Advance(TimeSpan.FromMinutes(30));
        Assert.True(Passes(4));

        // The step: the clock is set, and everything is asked again.
        _machine.Step(_truth.AddHours(1) - _machine.GetUtcNow());
        _machine.Advance(TimeSpan.FromSeconds(5));
        Assert.Null(_ledger.Time.LastCertain);
        Assert.Equal([false, true, false, false, false], [Passes(1), Passes(2), Passes(3), Passes(4), Passes(5)]);
        _machine.Advance(TimeSpan.FromHours(2));
        Assert.True(Passes(3));
    }

    [Fact]
    public void A_strict_site_asks_by_the_time_as_it_is_counted()
    {
        Start(ClockRule.Strict, TimeSpan.Zero);
        Passes(2);
        Start(ClockRule.Strict, TimeSpan.FromDays(-30));
        Assert.Equal([false, true, false, true, false], [Passes(1), Passes(2), Passes(3), Passes(4), Passes(5)]);
        _machine.Advance(TimeSpan.FromMinutes(30));
        Assert.False(Passes(4));
    }

    [Fact]
    public void A_clock_that_jumps_while_the_gateway_runs_changes_nobody_s_right()
    {
        Start(ClockRule.Lenient, TimeSpan.Zero);
        _machine.Step(TimeSpan.FromDays(3653));
        Assert.Equal([false, true, false, true, false], [Passes(1), Passes(2), Passes(3), Passes(4), Passes(5)]);
        _machine.Advance(TimeSpan.FromMinutes(30));
        Assert.Equal([false, true, false, false, false], [Passes(1), Passes(2), Passes(3), Passes(4), Passes(5)]);
    }

    private void Start(ClockRule rule, TimeSpan wallStep)
    {
        _ledger?.Dispose();
        _machine = _machine.Restarted(wallStep);
        _ledger = new EventLedger(_folder.Path, _machine, NullLoggerFactory.Instance, static () => ClockState.Unsynchronised);
        var never = new ScheduleOptions
        {
            Id = "never-now",
            Periods = [new PeriodOptions { Days = [DayKind.Holiday], From = "00:00",
            To = "24:00" }]
        };
        var site = new SiteFile
        {
            Clock = new ClockOptions { WhenDoubted = rule },
            Schedules = [never],
            Doors = [new DoorOptions { Id = "gate", Readers = ["reader"] }],
        };
        var policy = PolicyFactory.From(site, Calendar.Empty);
        var credentials = new Credentials(new PinDigests(new byte[32]), PassSigner.FromSeed(new byte[32]),
            new PinTries(site.Credentials, _ledger.Time), _ => 0);
        _door = new AccessController(site.Doors[0], policy, _residents, credentials, _ledger, _ledger.Time);
    }

    private bool Passes(ulong card) => _door!.Handle(
        new CredentialInput.Card(new CardRead("reader", new CardNumber(card), "wiegand-34", _machine.GetTimestamp())), _usual)
        is { Decision: Decision.Granted };

    private DenialReason Refusal() => _ledger!.Last(EventStream.Passages, 1).OfType<PassageDenied>().Single().Reason;

    private PassageGranted Granted() => _ledger!.Last(EventStream.Passages, 1).OfType<PassageGranted>().Single();
}
