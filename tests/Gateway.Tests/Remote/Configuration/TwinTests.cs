using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Time.Testing;
using Xunit;
using Zhuhui.Edge.Drivers.Boards;
using Zhuhui.Edge.Drivers.Readers;
using Zhuhui.Edge.Gateway.Doors.Commands;
using Zhuhui.Edge.Gateway.Events;
using Zhuhui.Edge.Gateway.Remote;
using Zhuhui.Edge.Gateway.Remote.Configuration;
using Zhuhui.Edge.Gateway.Site;
using Zhuhui.Edge.Tests.Support;

namespace Zhuhui.Edge.Gateway.Tests.Remote.Configuration;

public sealed class TwinTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly HubKey _duty = new("duty", RemoteRight.Twin);
    private readonly FakeTimeProvider _time = new();
    private readonly List<GatewayEvent> _happened = [];
    private readonly SiteFile _site;
    private int _restarts;

    public TwinTests() => _site = new SiteFile
    {
        District = "d",
        Compound = "c",
        Gateway = "g",
        DataFolder = _folder.Path,
        Schedules = [new ScheduleOptions { Id = "day", Periods = [new PeriodOptions { Days = [DayKind.Mon], From = "08:00",
            To = "18:00" }] }],
        Boards = [new BoardOptions { Id = "box", Kind = BoardKind.Simulated }],
        Readers = [new ReaderOptions { Id = "card", Board = "box", Data0Pin = 14, Data1Pin = 15 }],
        Doors = [new DoorOptions { Id = "gate", Name = "Gate", Relay = new RelayOptions { Board = "box", Pin = 17 }, Readers = ["card"] }],
        Link = new SiteLink { Enabled = false, Authorities = [_duty.Option] },
    };

    public void Dispose()
    {
        _duty.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task A_version_that_was_refused_while_an_earlier_one_was_tried_stays_the_one_dealt_with()
    {
        var twin = Start(out _);
        await SayAsync(twin, 7, new { doors = new[] { new { id = "gate", unlockSeconds = 9 } } });
        Assert.Equal("invalid", (await SayAsync(twin, 8, new { doors = new[] { new { id = "cellar" } } }))!.ReasonCode);
        twin.Prove();
        Assert.Equal((8L, TwinOutcome.Refused), (twin.Reported.Version!.Value, twin.Reported.Outcome!.Value));
        Assert.Null(await SayAsync(twin, 8, new { doors = new[] { new { id = "cellar" } } }));
    }

    [Fact]
    public async Task A_configuration_with_thousands_of_errors_is_refused_in_a_record_that_fits()
    {
        var reply = await SayAsync(Start(out _), 7, Enumerable.Range(0, 3000).ToDictionary(i => $"unknown-{i}", i => i));
        Assert.InRange(reply!.Reason!.Length, 100, 8500);
        Assert.InRange(_happened.OfType<TwinSettled>().Single().Reason!.Length, 100, 4001);
    }

    [Fact]
    public async Task Settings_are_tried_by_a_restart_and_good_after_a_minute()
    {
        var twin = Start(out var site);
        Assert.Equal(5, site.Doors[0].UnlockSeconds);
        var reply = await SayAsync(twin, 7, new
        {
            doors = new[] { new { id = "gate", unlockSeconds = 9 } },
            rings = new { perimeter = new { loiterSeconds = 30 } }
        });
        Assert.Equal((Outcome.Done, 7L, 1), (reply!.Outcome, reply.Version!.Value, _restarts));
        Assert.Equal(TwinOutcome.Trying, twin.Reported.Outcome);
        twin = Start(out site);
        Assert.Equal((9, 30), (site.Doors[0].UnlockSeconds, site.Rings.Perimeter.LoiterSeconds));
        twin.Prove();
        Assert.Equal((7L, TwinOutcome.Applied), (twin.Reported.Version!.Value, twin.Reported.Outcome!.Value));
        for (var i = 0; i < 5; i++)
        {
            Start(out site);
            Assert.Equal(9, site.Doors[0].UnlockSeconds);
        }

        Assert.Null(await SayAsync(twin, 7, new { }));
        Assert.Equal("oldVersion", (await SayAsync(twin, 6, new { }))!.ReasonCode);
        Assert.Equal([TwinOutcome.Trying, TwinOutcome.Applied], _happened.OfType<TwinSettled>().Select(t => t.Outcome));
    }

    [Fact]
    public async Task What_does_not_run_for_a_minute_in_two_starts_is_given_up_for_the_last_good_one_and_reported()
    {
        var twin = Start(out _);
        await SayAsync(twin, 1, new { doors = new[] { new { id = "gate", unlockSeconds = 9 } } });
        Start(out _).Prove();
        await SayAsync(Start(out _), 2, new { doors = new[] { new { id = "gate", unlockSeconds = 20 } } });
        Start(out var site);
        Assert.Equal(20, site.Doors[0].UnlockSeconds);
        Start(out site);
        Assert.Equal(20, site.Doors[0].UnlockSeconds);
        twin = Start(out site);
        Assert.Equal(9, site.Doors[0].UnlockSeconds);
        Assert.Equal((2L, TwinOutcome.RolledBack), (twin.Reported.Version!.Value, twin.Reported.Outcome!.Value));
        Assert.Contains("did not run for a minute in 2 starts", twin.Reported.Reason!, StringComparison.Ordinal);
        Assert.Equal(9, twin.Reported.InForce!.Value.GetProperty("doors")[0].GetProperty("unlockSeconds").GetInt32());
        Assert.Null(await SayAsync(twin, 2, new { }));
    }

    [Fact]
    public async Task All_that_is_wrong_is_named_at_once_and_nothing_changes()
    {
        var twin = Start(out _);
        var reply = (await SayAsync(twin, 1, new
        {
            doors = new[] { new { id = "gate", unlockSeconds = 300 } },
            rings = new { perimeter = new { loiterSeconds = -1 } },
            falsePositiveRate = 2
        }))!;
        Assert.Equal("invalid", reply.ReasonCode);
        Assert.All(["UnlockSeconds", "LoiterSeconds", "FalsePositiveRate"], key => Assert.Contains(key, reply.Reason!,
            StringComparison.Ordinal));
        reply = (await SayAsync(twin, 2, new
        {
            doors = new[] { new { id = "cellar", unlockSeconds = 3 } },
            schedules = new[] { new { id = "night" } },
            rings = new { entrance = new { schedule = "no-such" } }
        }))!;
        Assert.All(["no cellar", "no night"], problem => Assert.Contains(problem, reply.Reason!, StringComparison.Ordinal));
        Assert.Contains("no-such", (await SayAsync(twin, 3, new { rings = new { entrance = new { schedule = "no-such" } } }))!.Reason!,
            StringComparison.Ordinal);
        Assert.Equal((3L, TwinOutcome.Refused, 0), (twin.Reported.Version!.Value, twin.Reported.Outcome!.Value, _restarts));
        Start(out var site);
        Assert.Equal(5, site.Doors[0].UnlockSeconds);
    }

    [Fact]
    public async Task Whoever_may_change_hours_from_afar_can_t_hold_a_door_open_with_them_or_let_it_ask_for_less()
    {
        var gate = _site.Doors[0];
        foreach (var door in new[] { gate with { UnlockSchedule = "day" },
            gate with { Verify = [new VerifyOptions { Schedule = "day", Need = Verification.CardAndPin }] } })
        {
            var (changed, problems) = new TwinSettings { Schedules = [_site.Schedules[0]] }.On(_site with { Doors = [door] });
            Assert.Null(changed);
            Assert.Contains("schedules: day says when door gate", Assert.Single(problems), StringComparison.Ordinal);
        }

        Assert.NotNull(new TwinSettings { Schedules = [_site.Schedules[0]] }.On(_site).Site);
        Assert.Contains("FalsePositiveRate", (await SayAsync(Start(out _), 1, new { falsePositiveRate = 0.05 }))!.Reason!,
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"link":{"host":"evil.example"}}""")]
    [InlineData("""{"authorities":[]}""")]
    [InlineData("""{"doors":[{"id":"gate","relay":{"board":"box","pin":4}}]}""")]
    [InlineData("""{"doors":[{"id":"gate","accepts":["face"]}]}""")]
    [InlineData("""{"rings":{"perimeter":{"alarms":[]}}}""")]
    [InlineData("""{"dataFolder":"/tmp"}""")]
    public async Task Wiring_secrets_the_link_and_who_may_order_can_t_be_changed_from_afar(string settings)
    {
        var reply = await SayAsync(Start(out _), 1, JsonNode.Parse(settings)!);
        Assert.Equal("invalid", reply!.ReasonCode);
        Assert.Contains("is not a known key", reply.Reason!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Settings_that_the_site_file_fits_no_more_are_left_out_at_the_start()
    {
        await SayAsync(Start(out _), 1, new { doors = new[] { new { id = "gate", unlockSeconds = 9 } } });
        Start(out _).Prove();
        var other = _site with { Doors = [_site.Doors[0] with { Id = "east" }] };
        Assert.Equal(5, Twin.Started(other).Doors[0].UnlockSeconds);
        Assert.Equal(TwinOutcome.RolledBack, TwinState.Read(_folder.Path).Outcome);
    }

    [Fact]
    public void A_file_of_another_form_is_no_configuration_and_the_site_file_is_run()
    {
        File.WriteAllText(TwinState.PathIn(_folder.Path), """{"good":{"version":1,"settings":""");
        Start(out var site);
        Assert.Equal(5, site.Doors[0].UnlockSeconds);
    }

    private Twin Start(out SiteFile site)
    {
        site = Twin.Started(_site);
        var authorities = new Authorities(_site.Link.Authorities);
        return new Twin(new BareSite(_site), authorities, new RefusalMeter(_time, _happened.Add), _happened.Add, () => null,
            () => _restarts++, _time);
    }

    private async Task<Reply?> SayAsync(Twin twin, long version, object settings)
    {
        var desired = JsonSerializer.SerializeToUtf8Bytes(new { gateway = "d/c/g", version, issuedAt = "2026-11-22T08:00:00Z", settings });
        var begun = twin.Handle(_duty.Sign(RemoteBench.Root, "twin/desired", desired) with { Retained = true });
        var reply = await begun.Outcome(CancellationToken.None);
        begun.Then?.Invoke();
        return reply;
    }
}
