using System.Globalization;
using CsCheck;
using Xunit;
using Zhuhui.Edge.Drivers.Boards;
using Zhuhui.Edge.Gateway.Events;
using Zhuhui.Edge.Gateway.Outside;
using Zhuhui.Edge.Gateway.Site.Outside;
using Zhuhui.Edge.Gateway.Texts;
using Zhuhui.Edge.Tests.Support;

namespace Zhuhui.Edge.Gateway.Tests.Outside;

/// <summary>What happened reaches a target in order, once where it answers, at least once whatever becomes of the gateway.</summary>
public sealed class DeliveryTests : IDisposable
{
    private readonly OutsideBench _bench = new();

    public void Dispose() => _bench.Dispose();

    [Fact]
    public async Task An_alarm_is_told_within_a_turn_once_and_names_nobody()
    {
        _bench.Bench.Append(new LostCardShown("gate", "5003", "p-1"));
        await _bench.TurnAsync(10);
        var told = Assert.Single(Assert.Single(_bench.Sent).Told);
        Assert.Equal(("credential.lost-card-shown", "gate", true, false), (told.Type, told.Place, told.IsUrgent, told.IsFollowUp));
        Assert.StartsWith("alarms/", told.Id, StringComparison.Ordinal);
        Assert.DoesNotContain("5003", told.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("p-1", told.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_new_target_hears_of_this_run_and_of_nothing_before_it()
    {
        using var bench = new OutsideBench(new TargetOptions { Id = "new", Kind = TargetKind.Wecom });
        bench.Bench.Append(new DoorForced("gate"));
        File.Delete(bench.Bench.Folder + "/outside/new.cursor");
        bench.KillAndStart();
        bench.Bench.Append(new DoorForced("unit"));
        await bench.TurnAsync();
        Assert.Equal(["unit"], bench.Sent.SelectMany(one => one.Told).Select(one => one.Place));
    }

    [Fact]
    public async Task A_burst_is_summed_up_and_no_more_than_twenty_go_in_a_minute()
    {
        for (var i = 0; i < 300; i++)
        {
            _bench.Bench.Append(new DoorHeldOpen(i % 2 == 0 ? "gate" : "shed", 30));
            if (i % 5 == 0)
            {
                await _bench.TurnAsync();
            }
        }

        await _bench.TurnAsync(10);
        Assert.InRange(_bench.Sent.Count, 2, 20);
        Assert.Equal(300, _bench.Sent.Sum(one => one.Told.Count + one.More.Sum(more => more.Count)));
        Assert.Equal(_bench.Sent.SelectMany(one => one.Told).Select(one => one.Id).Distinct().Count(),
            _bench.Sent.Sum(one => one.Told.Count));
    }

    [Fact]
    public async Task What_waits_behind_a_closed_way_is_one_message_with_a_count_and_fits()
    {
        _bench.Answer = _ => SendResult.Unanswered(Wording.Same("no way"));
        for (var i = 0; i < 150; i++)
        {
            _bench.Bench.Append(new DoorHeldOpen("gate", 30));
        }

        _bench.Bench.Append(new DoorForced("gate"));
        await _bench.TurnAsync(30);
        Assert.Equal(151, _bench.Loop.Status.Waiting);
        _bench.Answer = _ => SendResult.Delivered;
        _bench.Sent.Clear();
        await _bench.TurnAsync(600);
        var message = Assert.Single(_bench.Sent);
        Assert.Contains(message.Told, one => one.Type == EventTypes.DoorForced);
        var text = _bench.Text(message);
        Assert.True(System.Text.Encoding.UTF8.GetByteCount(text) <= 2000, text);
        Assert.StartsWith("[c/g] 151 notices:", text, StringComparison.Ordinal);
        Assert.Contains("FORCED", text, StringComparison.OrdinalIgnoreCase);
        Assert.Matches(@"and 139 more: 139 x \S", text);
        Assert.Equal(0, _bench.Loop.Status.Waiting);
    }

    [Fact]
    public async Task What_is_too_old_is_counted_whatever_the_wall_clock_did_meanwhile()
    {
        _bench.Answer = _ => SendResult.Unanswered(Wording.Same("no way"));
        for (var i = 0; i < 37; i++)
        {
            _bench.Bench.Append(new DoorForced("gate"));
        }

        _bench.Bench.Time.Step(TimeSpan.FromDays(2));
        await _bench.TurnAsync(2);
        Assert.Equal((37, null), (_bench.Sent[^1].Told.Count, _bench.Sent[^1].Old));
        _bench.Bench.Time.Step(TimeSpan.FromDays(-3));
        _bench.Bench.Time.Advance(TimeSpan.FromHours(13));
        _bench.Bench.Append(new DoorForced("unit"));
        _bench.Answer = _ => SendResult.Delivered;
        _bench.Sent.Clear();
        await _bench.TurnAsync(2);
        var message = Assert.Single(_bench.Sent);
        Assert.Equal((1, 37L), (message.Told.Count, message.Old!.Count));
        Assert.Contains("37 more from", _bench.Text(message), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_kill_at_any_moment_loses_nothing_and_keeps_the_order() => await Gen.Int[0, 3].Array[5, 40].SampleAsync(
        async steps =>
    {
        using var bench = new OutsideBench();
        List<string> taken = [];
        var happened = 0;
        bench.Answer = message =>
        {
            taken.AddRange(message.Told.Select(one => one.Id));
            return SendResult.Delivered;
        };
        foreach (var step in steps)
        {
            switch (step)
            {
                case 0:
                    bench.KillAndStart();
                    break;
                case 1:
                    await bench.TurnAsync();
                    break;
                default:
                    bench.Bench.Append(new DoorForced("gate"));
                    happened++;
                    break;
            }
        }

        await bench.TurnAsync(10);
        Assert.Equal(happened, taken.Count);
        Assert.Equal(taken.Distinct().OrderBy(NumberOf), taken);
    }, iter: FastTests.Cases(40));

    [Fact]
    public async Task A_kill_between_the_answer_and_its_record_tells_it_again_with_the_same_id()
    {
        _bench.Bench.Append(new DoorForced("gate"));
        _bench.Answer = _ =>
        {
            _bench.KillAndStart();
            return SendResult.Unanswered(Wording.Same("killed"));
        };
        await _bench.TurnAsync();
        _bench.Answer = _ => SendResult.Delivered;
        await _bench.TurnAsync(5);
        Assert.Equal(2, _bench.Sent.Count);
        Assert.Equal(_bench.Sent[0].Id, _bench.Sent[1].Id);
    }

    [Fact]
    public async Task A_cursor_that_is_spoilt_tells_again_of_what_is_young_and_of_nothing_old()
    {
        _bench.Bench.Append(new DoorForced("gate"));
        _bench.Bench.Time.Advance(TimeSpan.FromHours(20));
        _bench.Bench.Append(new DoorForced("unit"));
        await _bench.TurnAsync();
        _bench.Sent.Clear();
        File.WriteAllText(_bench.Bench.Folder + "/outside/shop.cursor", "{\"positions\":[]}\nnonsense\n");
        _bench.KillAndStart();
        await _bench.TurnAsync(2);
        var message = Assert.Single(_bench.Sent);
        Assert.Equal(["unit"], message.Told.Select(one => one.Place));
        Assert.Null(message.Old);
    }

    [Fact]
    public async Task A_target_that_refuses_is_told_once_and_not_asked_again_for_a_quarter_of_an_hour()
    {
        _bench.Answer = _ => SendResult.Refused(Wording.Same("the key hush-hush is wrong"));
        _bench.Bench.Append(new DoorForced("gate"));
        await _bench.TurnAsync(14 * 60);
        Assert.Single(_bench.Sent);
        var report = Assert.Single(_bench.Reports);
        Assert.Equal(("outside/shop", DeviceCondition.Offline, "the key … is wrong"), (report.Device, report.Condition, report.Detail));
        Assert.True(_bench.Loop.Status.IsRefused);
        _bench.Answer = _ => SendResult.Delivered;
        await _bench.TurnAsync(3 * 60);
        Assert.Equal(2, _bench.Sent.Count);
        Assert.Equal([DeviceCondition.Offline, DeviceCondition.Online], _bench.Reports.Select(one => one.Condition));
        Assert.Equal((false, 0L), (_bench.Loop.Status.IsRefused, _bench.Loop.Status.Waiting));
    }

    [Fact]
    public async Task A_test_that_arrives_brings_what_waits_after_a_refusal()
    {
        _bench.Answer = _ => SendResult.Refused(Wording.Same("wrong"));
        _bench.Bench.Append(new DoorForced("gate"));
        await _bench.TurnAsync();
        _bench.Answer = _ => SendResult.Delivered;
        Assert.Equal(SendOutcome.Delivered, (await _bench.Loop.TestAsync(CancellationToken.None))!.Value.Outcome);
        await _bench.TurnAsync();
        Assert.Equal([false, true, false], _bench.Sent.Select(one => one.Test));
        Assert.Equal(0, _bench.Loop.Status.Waiting);
    }

    [Fact]
    public async Task A_moment_without_a_network_is_nobody_s_concern_and_two_minutes_are()
    {
        _bench.Answer = _ => SendResult.Unanswered(Wording.Same("no way"));
        _bench.Bench.Append(new DoorForced("gate"));
        await _bench.TurnAsync(30);
        Assert.Empty(_bench.Reports);
        await _bench.TurnAsync(15 * 60);
        Assert.Contains(_bench.Reports, one => one.Condition == DeviceCondition.Offline);
        Assert.InRange(_bench.Sent.Count, 3, 60);
    }

    [Fact]
    public async Task A_program_gets_every_one_by_itself_a_hundred_at_a_time()
    {
        using var program = new OutsideBench(new TargetOptions { Id = "program", Kind = TargetKind.Webhook });
        for (var i = 0; i < 250; i++)
        {
            program.Bench.Append(new DoorForced("gate"));
        }

        await program.TurnAsync(20);
        Assert.Equal([100, 100, 50], program.Sent.Select(one => one.Told.Count));
        Assert.All(program.Sent, one => Assert.Empty(one.More));
        Assert.Equal(250, program.Sent.SelectMany(one => one.Told).Select(one => one.Id).Distinct().Count());
    }

    private static long NumberOf(string id) => long.Parse(id.Split('/')[2], CultureInfo.InvariantCulture);
}
