using System.Text;
using Xunit;
using Zhuhui.Edge.Gateway.Journals;
using Zhuhui.Edge.Gateway.Search;
using Zhuhui.Edge.Gateway.Tests.Journals;

namespace Zhuhui.Edge.Gateway.Tests.Search;

public sealed class EventBufferTests : IDisposable
{
    private readonly JournalBench _bench = new() { Options = new JournalOptions() };
    private readonly Journal _alarms;

    public EventBufferTests() => _alarms = Journal.Open(_bench.Folder.Path, "alarms", JournalBench.Boot, _bench.Time, _bench.Log);

    private string File => _bench.Folder.At("buffer.db");

    public void Dispose()
    {
        _alarms.Dispose();
        _bench.Dispose();
    }

    [Fact]
    public async Task Events_of_all_streams_come_newest_first()
    {
        Passage("passage.granted", "gate", "li");
        Alarm("alarm.forced", "gate");
        Passage("passage.denied", "unit-3", null);
        await WithBuffer(async buffer =>
        {
            await Until(() => buffer.Latest(10).Count == 3);
            Assert.Equal(["passage.denied", "alarm.forced", "passage.granted"], buffer.Latest(10).Select(one => one.Type));
            Assert.Equal(["passage.denied"], buffer.Latest(1).Select(one => one.Type));
            var first = buffer.Latest(10)[2];
            Assert.Equal(("passages", 1, JournalBench.Morning, "gate", "li"), (first.Stream, first.Seq, first.At, first.Door,
                first.Person));
            Assert.Equal(Encoding.UTF8.GetString(_bench.Journal.ReadAfter(0, 1)[0].Payload.Span), first.Json);

            Alarm("alarm.held-open", "gate");
            await Until(() => buffer.Latest(1)[0].Type == "alarm.held-open");
        });
    }

    [Fact]
    public async Task A_search_narrows_by_time_door_person_and_kind()
    {
        for (var i = 0; i < 30; i++)
        {
            Passage(i % 3 == 0 ? "passage.denied" : "passage.granted", $"door-{i % 2}", $"p-{i % 5}");
        }

        Alarm("alarm.forced", "door-0");
        await WithBuffer(async buffer =>
        {
            await Until(() => buffer.Latest(100).Count == 31);
            Assert.Equal(16, Found(buffer, new EventQuery { Door = "door-0" }));
            Assert.Equal(6, Found(buffer, new EventQuery { Person = "p-3" }));
            Assert.Equal(10, Found(buffer, new EventQuery { Kind = "passage.denied" }));
            Assert.Equal(30, Found(buffer, new EventQuery { Kind = "passage" }));
            Assert.Equal(0, Found(buffer, new EventQuery { Kind = "pass" }));
            Assert.Equal(3, Found(buffer, new EventQuery
            {
                Kind = "passage.denied",
                Door = "door-0",
                To = JournalBench.Morning.AddSeconds(15)
            }));
            Assert.Equal(5, Found(buffer, new EventQuery
            {
                From = JournalBench.Morning.AddSeconds(10),
                To = JournalBench.Morning.AddSeconds(15)
            }));
        });
    }

    [Fact]
    public async Task Pages_give_every_event_once()
    {
        for (var i = 0; i < 1234; i++)
        {
            Passage("passage.granted", "gate", null);
        }

        await WithBuffer(async buffer =>
        {
            await Until(() => buffer.Behind == 0);
            List<long> seen = [];
            var page = buffer.Page(new EventQuery { Limit = 100 });
            while (true)
            {
                seen.AddRange(page.Events.Select(one => one.Seq));
                if (page.Next is null)
                {
                    break;
                }

                page = buffer.Page(new EventQuery { Limit = 100, Before = page.Next });
            }

            Assert.Equal(Enumerable.Range(1, 1234).Reverse().Select(seq => (long)seq), seen);
        });
    }

    [Fact]
    public async Task It_goes_on_where_it_stopped_and_takes_no_event_twice()
    {
        Passage("passage.granted", "gate", null);
        await WithBuffer(buffer => Until(() => buffer.Behind == 0));
        Passage("passage.granted", "gate", null);
        await WithBuffer(async buffer =>
        {
            await Until(() => buffer.Behind == 0);
            Assert.Equal([2L, 1L], buffer.Latest(10).Select(one => one.Seq));
        });
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_missing_or_damaged_file_is_rebuilt_from_the_journals(bool damaged)
    {
        for (var i = 0; i < 500; i++)
        {
            Passage("passage.granted", "gate", null);
        }

        await WithBuffer(buffer => Until(() => buffer.Behind == 0));
        if (damaged)
        {
            var bytes = await System.IO.File.ReadAllBytesAsync(File, TestContext.Current.CancellationToken);
            Array.Fill(bytes, (byte)0x5A, 0, bytes.Length / 2);
            await System.IO.File.WriteAllBytesAsync(File, bytes, TestContext.Current.CancellationToken);
        }
        else
        {
            System.IO.File.Delete(File);
        }

        await WithBuffer(async buffer =>
        {
            await Until(() => buffer.Behind == 0);
            Assert.Equal(500, buffer.Latest(1000).Count);
        });
        Assert.Equal(damaged, System.IO.File.Exists(File + ".damaged"));
        Assert.Equal(damaged, _bench.Log.All.Any(line => line.Contains("being rebuilt from the journals", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_damaged_file_that_cannot_be_moved_aside_makes_the_buffer_late_and_ends_nothing()
    {
        Passage("passage.granted", "gate", null);
        await System.IO.File.WriteAllBytesAsync(File, [.. Enumerable.Repeat((byte)0x5A, 16384)], TestContext.Current.CancellationToken);
        var inTheWay = _bench.Folder.At("buffer.db.damaged", "something");
        Directory.CreateDirectory(inTheWay);
        await WithBuffer(async buffer =>
        {
            await Until(() => _bench.Log.All.Any(line => line.Contains("the console is late", StringComparison.Ordinal)));
            Assert.Single(buffer.Latest(10)); // Out of the journal.
            Directory.Delete(_bench.Folder.At("buffer.db.damaged"), recursive: true);
            await Until(() =>
            {
                _bench.Time.Advance(TimeSpan.FromSeconds(1));
                return buffer.Behind == 0;
            });
            await Until(() => _bench.Log.All.Any(line => line.Contains("takes events again", StringComparison.Ordinal)));
        });
    }

    [Fact]
    public async Task A_replaced_journal_is_taken_over_from_its_first_number()
    {
        Passage("passage.granted", "gate", "old");
        Passage("passage.granted", "gate", "old");
        await WithBuffer(buffer => Until(() => buffer.Behind == 0));
        _bench.Close();
        Directory.Delete(_bench.Folder.At("passages"), recursive: true);
        Passage("passage.granted", "gate", "new");
        await WithBuffer(async buffer =>
        {
            await Until(() => buffer.Behind == 0);
            Assert.Equal(3, buffer.Latest(10).Count);
            Assert.Equal(("new", 1L), (buffer.Latest(1)[0].Person, buffer.Latest(1)[0].Seq));
        });
    }

    private static int Found(EventBuffer buffer, EventQuery query) => buffer.Page(query).Events.Count;

    internal static async Task Until(Func<bool> holds)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(TimeSpan.FromMinutes(1));
        while (!holds())
        {
            limit.Token.ThrowIfCancellationRequested();
            await Task.Yield();
        }
    }

    private async Task WithBuffer(Func<EventBuffer, Task> use)
    {
        using var buffer = new EventBuffer(_bench.Folder.Path, [_bench.Journal, _alarms], _bench.Time, _bench.Log);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        var run = buffer.RunAsync(stop.Token);
        await Task.WhenAny(run, use(buffer)).Unwrap();
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => run.WaitAsync(TimeSpan.FromMinutes(1)));
    }

    private void Passage(string type, string door, string? person)
    {
        var name = person is null ? "null" : $"\"{person}\"";
        _bench.Journal.Append(type, Encoding.UTF8.GetBytes($$"""{"door":"{{door}}","person":{{name}}}"""));
        _bench.Time.Advance(TimeSpan.FromSeconds(1));
    }

    private void Alarm(string type, string door)
    {
        _alarms.AppendDurably(type, JournalBench.Data(door));
        _bench.Time.Advance(TimeSpan.FromSeconds(1));
    }
}
