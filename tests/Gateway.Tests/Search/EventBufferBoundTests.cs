using Microsoft.Extensions.Time.Testing;
using Xunit;
using Zhuhui.Edge.Gateway.Journals;
using Zhuhui.Edge.Gateway.Search;
using Zhuhui.Edge.Gateway.Site;
using Zhuhui.Edge.Gateway.Tests.Journals;

namespace Zhuhui.Edge.Gateway.Tests.Search;

/// <summary>What the buffer holds and for how long, and what becomes of it when its files are damaged or its disk is full.</summary>
public sealed class EventBufferBoundTests : IDisposable
{
    private readonly JournalBench _bench = new() { Options = new JournalOptions() };
    private readonly Journal _alarms;
    public EventBufferBoundTests() => _alarms = Journal.Open(_bench.Folder.Path, "alarms", JournalBench.Boot, _bench.Time, _bench.Log);
    private string Current => _bench.Folder.At("buffer.db");
    private string Old => _bench.Folder.At("buffer-old.db");

    public void Dispose()
    {
        _alarms.Dispose();
        _bench.Dispose();
    }

    [Fact]
    public async Task A_write_waits_for_two_hundred_events_or_a_minute()
    {
        using var buffer = Buffer(new BufferOptions());
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        Append(1);
        var run = buffer.RunAsync(stop.Token);
        await EventBufferTests.Until(() => buffer.Behind == 0); // What is found at the start is copied at once.
        Append(150);
        Assert.Equal(150, buffer.Behind);
        Append(50);
        await EventBufferTests.Until(() => buffer.Behind == 0);
        Append(5);
        await EventBufferTests.Until(() =>
        {
            _bench.Time.Advance(TimeSpan.FromSeconds(10));
            return buffer.Behind == 0;
        });
        Assert.Equal(206, buffer.Latest(1000).Count);
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => run);
    }

    /// <summary>Where the journal grew between two readings of its length, the event between them was never in the index.</summary>
    [Fact]
    public async Task No_event_is_missing_that_is_journaled_while_the_buffer_is_begun()
    {
        for (var start = 0; start < 8; start++)
        {
            using var bench = new JournalBench { Options = new JournalOptions() };
            var journal = bench.Journal;
            var appending = Task.Run(() =>
            {
                for (var left = 500; left > 0; left -= File.Exists(bench.Folder.At("buffer.db")) ? 1 : 0)
                {
                    journal.Append("passage.granted", JournalBench.Data("gate"));
                }
            });
            using var buffer = new EventBuffer(bench.Folder.Path, [journal], bench.Time, bench.Log);
            buffer.CatchUp();
            await appending;
            buffer.CatchUp();
            Assert.Equal(journal.LastSeq, All(buffer).Count);
        }
    }

    [Fact]
    public void The_oldest_events_go_and_the_file_does_not_grow_beyond_its_bound()
    {
        var options = new BufferOptions() { MostEvents = 2000 };
        using (var buffer = Buffer(options))
        {
            for (var i = 0; i < 10; i++)
            {
                Append(500);
                buffer.CatchUp();
            }

            var all = All(buffer);
            Assert.InRange(all.Count, 1000, 2200);
            Assert.Equal(Enumerable.Range(0, all.Count).Select(i => 5000L - i), all);
            Assert.True(File.Exists(Old));
        }

        using var again = Buffer(options);
        again.CatchUp();
        Assert.InRange(All(again).Count, 1000, 2200);
    }

    [Fact]
    public void A_buffer_that_is_rebuilt_takes_the_newest_of_every_stream_and_only_what_fits()
    {
        Append(3000);
        for (var i = 0; i < 20; i++)
        {
            _alarms.AppendDurably("alarm.forced", JournalBench.Data("gate"));
        }

        Append(1000);
        using var buffer = Buffer(new BufferOptions { MostEvents = 2000 });
        buffer.CatchUp();
        var all = buffer.Page(new EventQuery { Limit = 5000 }).Events;
        Assert.InRange(all.Count, 1000, 2200);
        Assert.Equal(20, all.Count(one => one.Stream == "alarms"));
        Assert.Equal(4000, all.First(one => one.Stream == "passages").Seq);
    }

    [Fact]
    public void Who_went_where_is_forgotten_after_its_time()
    {
        var options = new BufferOptions() { MostDays = 30 };
        using var buffer = Buffer(options);
        for (var day = 0; day < 100; day++)
        {
            Append(1);
            buffer.CatchUp();
            _bench.Time.Advance(TimeSpan.FromDays(1));
            Assert.All(buffer.Latest(200), one => Assert.InRange((_bench.Time.GetUtcNow() - one.At).TotalDays, 0, 30.1));
        }

        Assert.InRange(buffer.Latest(200).Count, 15, 31);
    }

    [Fact]
    public void Starts_without_a_clock_cost_the_buffer_nothing_of_what_it_held()
    {
        using var undated = Journal.Open(_bench.Folder.Path, "health", JournalBench.Boot,
            new FakeTimeProvider(DateTimeOffset.UnixEpoch.AddDays(1)), _bench.Log);
        using var buffer = new EventBuffer(_bench.Folder.Path, [_bench.Journal, undated], _bench.Time, _bench.Log, new BufferOptions());
        Append(5);
        buffer.CatchUp();
        for (var start = 0; start < 3; start++)
        {
            undated.AppendDurably("gateway.started", JournalBench.Data("gate"));
            buffer.CatchUp();
            Append(1);
            buffer.CatchUp();
        }

        Assert.Equal(8, buffer.Page(new EventQuery { Stream = "passages" }).Events.Count);
    }

    [Fact]
    public void A_stream_that_was_silent_for_long_is_not_taken_twice()
    {
        _alarms.AppendDurably("alarm.forced", JournalBench.Data("gate"));
        using var buffer = Buffer(new BufferOptions { MostEvents = 1000 });
        for (var i = 0; i < 8; i++)
        {
            Append(400);
            buffer.CatchUp();
        }

        Assert.DoesNotContain(buffer.Page(new EventQuery { Limit = 5000 }).Events, one => one.Stream == "alarms");
    }

    [Theory]
    [InlineData(10, new long[] { 3, 4 }, new long[] { 3, 4 })]
    [InlineData(10, new long[] { 100, 4 }, new long[] { 6, 4 })]
    [InlineData(9, new long[] { 100, 0, 90, 2 }, new long[] { 4, 0, 3, 2 })]
    public void Whoever_has_little_is_taken_whole_and_the_others_share(long room, long[] counts, long[] shares)
    {
        Assert.Equal(shares, BufferGathering.Shares(counts, room));
        Assert.True(shares.Sum() <= room);
    }

    private static List<long> All(EventBuffer buffer)
    {
        List<long> seen = [];
        for (string? before = null; ;)
        {
            var page = buffer.Page(new EventQuery { Limit = 100, Before = before });
            seen.AddRange(page.Events.Select(one => one.Seq));
            if ((before = page.Next) is null)
            {
                return seen;
            }
        }
    }

    private EventBuffer Buffer(BufferOptions options) => new(_bench.Folder.Path, [_bench.Journal, _alarms], _bench.Time,
        _bench.Log, options);

    private void Append(int count, string door = "gate")
    {
        for (var i = 0; i < count; i++)
        {
            _bench.Journal.Append("passage.granted", JournalBench.Data(door));
            _bench.Time.Advance(TimeSpan.FromMilliseconds(10));
        }
    }
}
