using Xunit;
using Zhuhui.Edge.Drivers.Readers;
using Zhuhui.Edge.Gateway.Devices;
using Zhuhui.Edge.Gateway.Events;
using Zhuhui.Edge.Tests.Support;

namespace Zhuhui.Edge.Gateway.Tests.Devices;

/// <summary>The office waits for a card at a reader.</summary>
public sealed class CardTapsTests
{
    private readonly SteppedClock _clock = new(new DateTimeOffset(2026, 11, 30, 9, 0, 0, TimeSpan.Zero));
    private readonly HashSet<ulong> _held = [7];
    private readonly List<GatewayEvent> _record = [];
    private readonly CardTaps _taps;

    public CardTapsTests() => _taps = new CardTaps(read => _held.Contains(read.Card.Value), _record.Add, _clock);

    [Fact]
    public void The_next_card_that_nobody_has_is_the_offices_and_no_doors()
    {
        var tap = _taps.Begin("gate", "clerk")!;
        Assert.False(_taps.Take(Read("yard", 100)));
        Assert.True(_taps.Take(Read("gate", 100)));
        var found = _taps.Find(tap.Id, "clerk")!;
        Assert.Equal((false, 100UL), (found.IsOpen, found.Read!.Value.Card.Value));
        Assert.Equal([new CardAwaited("gate", tap.Until, "clerk"), new CardAwaited("gate", tap.Until, "clerk", "100")], _record);

        // It is still held to the reader; another is a stranger's.
        _clock.Advance(TimeSpan.FromSeconds(4));
        Assert.True(_taps.Take(Read("gate", 100)));
        Assert.False(_taps.Take(Read("gate", 101)));
        _clock.Advance(TimeSpan.FromSeconds(4));
        Assert.True(_taps.Take(Read("gate", 100)));
        _clock.Advance(TimeSpan.FromSeconds(6));
        Assert.False(_taps.Take(Read("gate", 100)));
        Assert.Equal(2, _record.Count);
    }

    [Fact]
    public void A_card_that_somebody_has_is_its_doors_business_and_the_office_waits_on()
    {
        var tap = _taps.Begin("gate", "clerk")!;
        Assert.False(_taps.Take(Read("gate", 7)));
        var found = _taps.Find(tap.Id, "clerk")!;
        Assert.Equal((true, 7UL, (CardRead?)null), (found.IsOpen, found.Held!.Value.Card.Value, found.Read));
        Assert.True(_taps.Take(Read("gate", 100)));

        // Given out meanwhile, it is a card like any other.
        _held.Add(100);
        Assert.False(_taps.Take(Read("gate", 100)));
    }

    [Fact]
    public void It_ends_by_itself_and_takes_nothing_that_was_read_before_it_began()
    {
        var before = Read("gate", 100);
        _clock.Advance(TimeSpan.FromMilliseconds(1));
        var tap = _taps.Begin("gate", "clerk")!;
        Assert.False(_taps.Take(before));
        _clock.Advance(CardTaps.Longest);
        Assert.False(_taps.Take(Read("gate", 100)));
        Assert.False(_taps.Find(tap.Id, "clerk")!.IsOpen);
        Assert.Null(_taps.WaitingAt("gate"));
    }

    [Fact]
    public void Two_do_not_wait_at_one_reader_and_nobody_sees_what_another_waits_for()
    {
        var tap = _taps.Begin("gate", "clerk")!;
        Assert.Null(_taps.Begin("gate", "other"));
        Assert.Equal("clerk", _taps.WaitingAt("gate"));
        Assert.Null(_taps.Find(tap.Id, "other"));
        var again = _taps.Begin("gate", "clerk")!;
        Assert.Null(_taps.Find(tap.Id, "clerk"));
        Assert.True(_taps.Take(Read("gate", 100)));
        Assert.NotNull(_taps.Begin("gate", "other"));
        Assert.Null(_taps.Find(again.Id, "clerk"));
    }

    private CardRead Read(string reader, ulong card) => new(reader, new CardNumber(card), "wiegand-26", _clock.GetTimestamp());
}
