using Microsoft.Extensions.Time.Testing;
using Xunit;
using Zhuhui.Edge.CloudBridge.Settings;
using Zhuhui.Edge.Gateway.Events;
using Zhuhui.Edge.Gateway.Remote;

namespace Zhuhui.Edge.Gateway.Tests.Remote;

/// <summary>What is on record of the way to the hub, however it fares.</summary>
public sealed class LinkHealthTests
{
    private readonly FakeTimeProvider _time = new();
    private readonly List<LinkNoted> _happened = [];
    private readonly LinkHealth _health;

    public LinkHealthTests() => _health = new LinkHealth(happened => _happened.Add((LinkNoted)happened), _time);

    /// <summary>As a broker that accepts and closes every few seconds, or every half minute: any such makes some hundred records a day at
    /// most.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(5)]
    [InlineData(30)]
    [InlineData(300)]
    [InlineData(599)]
    [InlineData(601)]
    [InlineData(900)]
    public void A_link_that_goes_and_comes_makes_some_hundred_records_a_day_at_most_and_none_of_its_changes_is_forgotten(int seconds)
    {
        var changes = 0;
        for (var second = 0; second < 86_400; second++)
        {
            if (second % seconds == 0)
            {
                _health.Note(changes++ % 2 == 0 ? new LinkNote(LinkFinding.Lost, null, "it closed") : new LinkNote(LinkFinding.Restored));
            }

            if (second % 10 == 0)
            {
                _health.Look();
            }

            _time.Advance(TimeSpan.FromSeconds(1));
        }

        _time.Advance(TimeSpan.FromMinutes(10));
        _health.Look();
        Assert.InRange(_happened.Count, 6, 450);
        Assert.InRange(_happened.Where(one => one.Finding == LinkFinding.Unsteady).Sum(one => one.Times ?? 0)
            + _happened.Count(one => one.Finding != LinkFinding.Unsteady), changes, changes + 145);
        Assert.Equal(changes % 2 == 0 ? LinkFinding.Restored : LinkFinding.Lost, _happened[^1].Finding);
    }

    [Fact]
    public void An_outage_now_and_then_is_on_record_with_its_reason_and_its_end()
    {
        for (var i = 0; i < 10; i++)
        {
            _health.Note(new LinkNote(LinkFinding.Lost, null, "it closed"));
            _time.Advance(TimeSpan.FromMinutes(5));
            _health.Look();
            _health.Note(new LinkNote(LinkFinding.Restored));
            _time.Advance(TimeSpan.FromMinutes(20));
            _health.Look();
        }

        Assert.Equal(20, _happened.Count);
        Assert.Equal([new LinkNoted(LinkFinding.Lost, Detail: "it closed"), new LinkNoted(LinkFinding.Restored)], _happened.Distinct());
    }

    [Fact]
    public void Whatever_else_is_noted_is_on_record_as_it_is()
    {
        var end = new DateTimeOffset(2026, 12, 1, 0, 0, 0, TimeSpan.Zero);
        _health.Note(new LinkNote(LinkFinding.CertificateEnds, Until: end));
        _health.Note(new LinkNote(LinkFinding.RecordTooLarge, "passages", "7: 300000 > 262144"));
        Assert.Equal([new(LinkFinding.CertificateEnds, Until: end),
            new LinkNoted(LinkFinding.RecordTooLarge, "passages", "7: 300000 > 262144")], _happened);
    }
}
