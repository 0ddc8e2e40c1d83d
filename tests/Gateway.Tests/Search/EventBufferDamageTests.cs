using System.Text;
using Xunit;
using Zhuhui.Edge.Gateway.Journals;
using Zhuhui.Edge.Gateway.Search;
using Zhuhui.Edge.Gateway.Site;
using Zhuhui.Edge.Gateway.Tests.Journals;
using Zhuhui.Edge.Gateway.Tests.People.Registry;

namespace Zhuhui.Edge.Gateway.Tests.Search;

/// <summary>Whatever happens to the file, what the journals have is shown.</summary>
public sealed class EventBufferDamageTests : IDisposable
{
    private readonly JournalBench _bench = new() { Options = new JournalOptions() };
    private readonly Journal _alarms;
    public EventBufferDamageTests() => _alarms = Journal.Open(_bench.Folder.Path, "alarms", JournalBench.Boot, _bench.Time, _bench.Log);
    private string Current => _bench.Folder.At("buffer.db");

    public void Dispose()
    {
        _alarms.Dispose();
        _bench.Dispose();
    }

    [Fact]
    public void What_is_not_in_the_file_yet_is_answered_from_the_journals()
    {
        Append(3);
        _alarms.AppendDurably("alarm.forced", JournalBench.Data("gate"));
        using var buffer = Buffer(new BufferOptions());
        Assert.Equal(["alarms", "passages", "passages", "passages"], buffer.Latest(10).Select(one => one.Stream));
        Assert.Equal(2, buffer.Page(new EventQuery { Stream = "passages", Limit = 2 }).Events.Count);
        Assert.False(File.Exists(Current));
        buffer.CatchUp();
        Append(2);
        Assert.Equal([5L, 4, 3, 2, 1], buffer.Page(new EventQuery { Stream = "passages" }).Events.Select(one => one.Seq));
        Assert.Equal(2, buffer.Behind);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Whatever_is_cut_zeroed_or_flipped_every_event_that_is_shown_is_as_journaled_and_none_is_missing(int seed)
    {
        for (var i = 0; i < 300; i++)
        {
            Append(1, $"door-{i % 3}");
        }

        using (var buffer = Buffer(new BufferOptions()))
        {
            buffer.CatchUp();
        }

        var expected = _bench.Journal.ReadAfter(0, 1000).Reverse().Select(record => Encoding.UTF8.GetString(record.Payload.Span)).ToArray();
        var sound = File.ReadAllBytes(Current);
        var random = new Random(seed);
        for (var i = 0; i < RegistryDamageTests.Cases; i++)
        {
            File.WriteAllBytes(Current, RegistryDamageTests.Damage(sound, random));
            if (i % 5 == 0)
            {
                var log = new byte[random.Next(30_000)];
                random.NextBytes(log);
                File.WriteAllBytes(_bench.Folder.At("buffer-log.db"), log);
            }

            using var buffer = Buffer(new BufferOptions());
            string[] shown = [];
            for (var look = 0; look < 3 && shown.Length < expected.Length; look++)
            {
                buffer.CatchUp();
                shown = [.. buffer.Page(new EventQuery { Limit = 1000 }).Events.Select(one => one.Json)];
            }

            Assert.True(expected.SequenceEqual(shown), $"seed {seed}, case {i}: {shown.Length} events");
            Assert.True(buffer.Page(new EventQuery { Door = "door-1", Limit = 1000 }).Events.Count == 100,
                $"seed {seed}, case {i}: a search finds fewer");
        }
    }

    [Fact]
    [Trait("needs", "process")]
    public async Task On_a_full_disk_the_newest_are_shown_all_the_same_and_all_is_copied_once_there_is_room()
    {
        using var disk = new SmallDisk("2m");
        using var buffer = new EventBuffer(disk.Path, [_bench.Journal, _alarms], _bench.Time, _bench.Log);
        Append(100);
        buffer.CatchUp();
        disk.Fill();
        Append(400);
        for (var i = 0; i < 20; i++)
        {
            await Task.Run(buffer.CatchUp, TestContext.Current.CancellationToken).WaitAsync(TimeSpan.FromSeconds(60),
                TestContext.Current.CancellationToken);
        }

        Assert.Contains(_bench.Log.All, line => line.Contains("the disk takes no events", StringComparison.Ordinal));
        Assert.Equal(500, buffer.Latest(1)[0].Seq);
        disk.Free();
        buffer.CatchUp();
        Assert.Equal(0, buffer.Behind);
        Assert.Equal(500, buffer.Latest(1000).Count);
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
