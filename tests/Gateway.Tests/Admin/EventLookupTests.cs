using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Xunit;
using Zhuhui.Edge.Gateway.Admin;
using Zhuhui.Edge.Gateway.Events;
using Zhuhui.Edge.Gateway.Journals;
using Zhuhui.Edge.Gateway.People;
using Zhuhui.Edge.Gateway.Search;
using Zhuhui.Edge.Gateway.Site;
using Zhuhui.Edge.Gateway.Tests.Events;
using Zhuhui.Edge.Tests.Support;

namespace Zhuhui.Edge.Gateway.Tests.Admin;

public sealed class EventLookupTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 11, 22, 8, 0, 0, TimeSpan.Zero));
    private readonly EventLedger _ledger;
    private readonly EventBuffer _buffer;
    private readonly ResidentDirectory _residents = new();
    private readonly EventLookup _records;

    public EventLookupTests()
    {
        _ledger = new EventLedger(_folder.Path, _time, NullLoggerFactory.Instance);
        _buffer = new EventBuffer(_folder.Path, _ledger.Journals, _time, NullLogger.Instance);
        _residents.Replace([new Resident(new PersonId("p-1"), "Wang"), new Resident(new PersonId("p-2"), "Li"),
            new Resident(new PersonId("p-3"), "Li")]);
        _records = new EventLookup(_buffer, new EventFormatter(EveryKind.Site, _residents), _residents, _ledger, EveryKind.Site);
        foreach (var person in new[] { "p-1", "p-2", "p-1" })
        {
            _ledger.Append(new PassageCompleted("gate", DoorSide.Entry, person, null));
            _time.Advance(TimeSpan.FromMinutes(1));
        }
    }

    public void Dispose()
    {
        _buffer.Dispose();
        _ledger.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void Who_looks_at_names_is_on_record_with_whose_they_were()
    {
        var answer = _records.Find(Request("guard") with { Door = "gate", Kind = "passage" });
        Assert.Equal(["东门: Wang went in", "东门: Li went in", "东门: Wang went in"], answer.Events.Select(one => one.Text));
        var looked = Assert.IsType<EventsLookedUp>(Assert.Single(_ledger.Last(EventStream.Registry, 10)));
        Assert.Equal(("guard", "gate", "passage", 3), (looked.Operator, looked.Door, looked.Kind, looked.Count));
        Assert.Equal(["p-1", "p-2"], looked.People);
    }

    [Fact]
    public void Without_somebody_who_looks_no_name_is_shown_and_nothing_is_on_record()
    {
        var answer = _records.Find(Request(null));
        Assert.Equal(3, answer.Events.Count);
        Assert.All(answer.Events, one => Assert.Null(one.Text));
        Assert.DoesNotContain(answer.Events, one => one.Record.Contains("Wang", StringComparison.Ordinal));
        Assert.Empty(_ledger.Last(EventStream.Registry, 10));
    }

    [Fact]
    public void A_person_is_found_by_name_and_by_id_and_a_name_of_two_is_asked_about()
    {
        Assert.Equal(2, _records.Find(Request("guard") with { Person = "Wang" }).Events.Count);
        Assert.Single(_records.Find(Request("guard") with { Person = "p-2" }).Events);
        Assert.Equal("2 people are called Li: say which, one of p-2, p-3", _records.Find(Request("guard") with { Person = "Li" }).Refused);
        Assert.Empty(_records.Find(Request(null) with { Person = "Wang" }).Events);
        Assert.NotNull(_records.Find(Request("guard") with { Limit = 0 }).Refused);
        Assert.NotNull(_records.Find(Request(" ")).Refused);
    }

    [Fact]
    public void A_kind_a_journal_and_a_door_that_there_are_not_are_refused_and_nobody_is_on_record_as_having_looked()
    {
        Assert.Contains("'foo'", _records.Find(Request("guard") with { Kind = "foo" }).Refused, StringComparison.Ordinal);
        Assert.Equal("there is no journal 'Alarms'; the journals are alarms, passages, registry, health",
            _records.Find(Request(null) with { Stream = "Alarms" }).Refused);
        Assert.Contains("'nosuch'", _records.Find(Request("guard") with { Door = "nosuch" }).Refused, StringComparison.Ordinal);
        Assert.Empty(_ledger.Last(EventStream.Registry, 10));
        Assert.Equal(3, _records.Find(Request(null) with { Stream = "passages", Kind = "passage", Door = "gate" }).Events.Count);
    }

    [Fact]
    public void A_door_that_was_taken_out_of_the_site_file_has_its_past_all_the_same()
    {
        _ledger.Append(new PassageCompleted("old-gate", DoorSide.Entry, "p-1", null));
        var answer = _records.Find(Request("guard") with { Door = "old-gate" });
        Assert.Null(answer.Refused);
        Assert.Equal("old-gate: Wang went in", Assert.Single(answer.Events).Text);
    }

    [Fact]
    public void Pages_go_on_where_the_one_before_ended()
    {
        var first = _records.Find(Request(null) with { Limit = 2 });
        var second = _records.Find(Request(null) with { Limit = 2, Before = first.Next });
        Assert.Equal([3L, 2, 1], first.Events.Concat(second.Events).Select(one => one.Seq));
        Assert.Null(second.Next);
    }

    private static EventsRequest Request(string? who) => new(who, null, null, null, null, null, null, null, 100);
}
