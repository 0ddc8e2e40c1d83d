using Xunit;
using Zhuhui.Edge.Drivers.Readers;
using Zhuhui.Edge.Gateway.Access;
using Zhuhui.Edge.Gateway.Doors;
using Zhuhui.Edge.Gateway.Site;

namespace Zhuhui.Edge.Gateway.Tests.Doors;

/// <summary>What stands between the readers and the doors, before there are any.</summary>
public sealed class DoorQueuesTests
{
    private readonly DoorQueues _queues = new(new SiteFile
    {
        Doors =
        [
            new DoorOptions { Id = "gate", Readers = ["gate-in"], ExitReaders = ["gate-out"] },
            new DoorOptions { Id = "unit", Readers = ["unit-in"] },
        ],
    });

    [Fact]
    public async Task What_each_of_many_readers_reads_at_once_comes_to_its_own_door_whole_and_in_order()
    {
        const int Each = 30;
        await Task.WhenAll(new[] { "gate-in", "gate-out", "unit-in" }.Select(reader => Task.Run(() =>
        {
            for (var n = 0; n < Each; n++)
            {
                _queues.PostFromReader(reader, Card(reader, n));
            }
        })));

        var (gate, unit) = (Taken("gate"), Taken("unit"));
        Assert.Equal(Enumerable.Range(0, Each), gate.Where(c => c.Reader == "gate-in").Select(c => c.Number));
        Assert.Equal(Enumerable.Range(0, Each), gate.Where(c => c.Reader == "gate-out").Select(c => c.Number));
        Assert.Equal(Enumerable.Range(0, Each).Select(n => ("unit-in", n)), unit);
        Assert.Equal(2 * Each, gate.Count);
    }

    [Fact]
    public void A_flood_at_one_reader_is_bounded_counted_and_costs_no_other_door_and_no_signal()
    {
        for (var n = 0; n < 1000; n++)
        {
            _queues.PostFromReader("gate-in", Card("gate-in", n));
        }

        _queues.PostFromReader("unit-in", Card("unit-in", 7));
        _queues.PostToDoor("gate", new DoorMessage.Look());
        Assert.Equal(936, _queues.Of("gate").Missed);
        Assert.Equal(0, _queues.Of("unit").Missed);
        Assert.Equal(Enumerable.Range(0, 64), Taken("gate").Select(c => c.Number));
        Assert.Equal(("unit-in", 7), Assert.Single(Taken("unit")));
    }

    [Fact]
    public void A_reader_without_a_door_opens_nothing()
    {
        _queues.PostFromReader("nowhere", Card("nowhere", 1));
        Assert.Empty(Taken("gate"));
        Assert.Empty(Taken("unit"));
    }

    private static CredentialInput.Card Card(string reader, int number) => new(new CardRead(reader, new CardNumber((ulong)number),
        "wiegand-34", 0));

    private List<(string Reader, int Number)> Taken(string door)
    {
        List<(string Reader, int Number)> cards = [];
        while (_queues.Of(door).TryTake(out var message))
        {
            if (message is DoorMessage.Credential(CredentialInput.Card(var read)))
            {
                cards.Add((read.Reader, (int)read.Card.Value));
            }
        }

        return cards;
    }
}
