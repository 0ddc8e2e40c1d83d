using CsCheck;
using Xunit;
using Zhuhui.Edge.Gateway.Events;
using Zhuhui.Edge.Gateway.Remote;
using Zhuhui.Edge.Gateway.Texts;

namespace Zhuhui.Edge.Gateway.Tests.Remote;

/// <summary>More commands than anybody means.</summary>
public sealed class RemoteFloodTests : IDisposable
{
    private readonly RemoteBench _bench = new();
    public void Dispose() => _bench.Dispose();

    [Fact]
    public async Task Of_a_flood_the_first_of_a_minute_is_recorded_and_the_others_counted_and_few_are_answered()
    {
        var old = _bench.Signed(_bench.Command("unlock", new { door = "gate" }, age: 60));
        var answered = 0;
        for (var i = 0; i < 1000; i++)
        {
            answered += await _bench.Commands.Handle(old).Outcome(CancellationToken.None) is null ? 0 : 1;
            answered += await _bench.Commands.Handle(old with { UserProperties = [new("kid", $"k-{i}"), new("sig", "x")] })
                .Outcome(CancellationToken.None) is null ? 0 : 1;
        }

        Assert.Equal(3, _bench.Happened.OfType<CommandRefused>().Count());
        Assert.InRange(answered, 3, 50);
        _bench.Time.Advance(TimeSpan.FromMinutes(1));
        _bench.Meter.Flush();
        Assert.Equal([("replayed", "duty", 998), ("unknownKey", (string?)null, 999)], _bench.Happened.OfType<RefusalsCounted>()
            .Select(r => (r.Code, r.Key, r.Count)).Order());
        Assert.Empty(_bench.Posted);
    }

    [Fact]
    public async Task A_key_of_few_rights_that_floods_the_memory_of_ids_stops_no_other_key_and_writes_one_record_a_minute()
    {
        for (var i = 0; i < 5000; i++)
        {
            _bench.Recall.Ledger.Append(new CommandRefused($"far-{i}", "-", "sync", "x", new Wording("", ""), "watcher", "fromTheFuture",
                _bench.Time.GetUtcNow().AddYears(60)));
        }

        _bench.Happened.Clear();
        for (var i = 0; i < 100; i++)
        {
            _bench.Commands.Handle(_bench.Signed(_bench.Command("sync", new { }, age: -86400), _bench.Watcher));
        }

        Assert.Equal("tooMany", Assert.Single(_bench.Happened.OfType<CommandRefused>()).Code);
        Assert.Equal(Outcome.Done, (await _bench.SayAsync("unlock", new { door = "gate" })).Outcome);
    }

    [Fact]
    public void Old_commands_that_somebody_without_a_key_sends_again_as_retained_write_one_record_a_minute()
    {
        for (var i = 0; i < 100; i++)
        {
            _bench.Commands.Handle(_bench.Signed(_bench.Command("unlock", new { door = "gate" }, age: 3600)) with { Retained = true });
        }

        Assert.Single(_bench.Happened.OfType<CommandRefused>());
    }
}
