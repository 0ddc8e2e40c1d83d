using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Xunit;
using Zhuhui.Edge.Gateway.Access;
using Zhuhui.Edge.Gateway.Admin;
using Zhuhui.Edge.Gateway.Events;
using Zhuhui.Edge.Gateway.People;
using Zhuhui.Edge.Gateway.People.Rights;
using Zhuhui.Edge.Gateway.Search;
using Zhuhui.Edge.Gateway.Site;
using Zhuhui.Edge.Gateway.Site.Calendars;
using Zhuhui.Edge.Gateway.Tests.Events;
using Zhuhui.Edge.Gateway.Texts;

namespace Zhuhui.Edge.Gateway.Tests.Admin;

public sealed class EventFormatterTests
{
    [Fact]
    public void Every_kind_of_event_is_here() => Assert.Equal(EventTypes.Records.Values.Order(_byName), EveryKind.Events.Select(k =>
        k.GetType()).Order(_byName));

    [Theory]
    [InlineData(Language.En)]
    [InlineData(Language.Zh)]
    internal void Every_kind_has_words_of_its_own_in_both_languages(Language language)
    {
        var text = new EventFormatter(EveryKind.Site with { Language = language }, Wang());
        var lines = EveryKind.Events.Select(k => text.Format(k)).ToArray();
        Assert.Equal(lines.Length, lines.Distinct(StringComparer.Ordinal).Count());
        Assert.All(lines.Zip(EveryKind.Events), pair => Assert.NotEqual(pair.Second.Type, pair.First));
        Assert.All(lines, line => Assert.Equal(language == Language.Zh, Regex.IsMatch(line.Replace("东门", "", StringComparison.Ordinal)
            .Replace("王秀英", "", StringComparison.Ordinal), @"\p{IsCJKUnifiedIdeographs}")));
    }

    /// <summary>What was ordered is not said to be so: a board may refuse it.</summary>
    [Theory]
    [InlineData(Language.En, "being|to be")]
    [InlineData(Language.Zh, "正在|设为")]
    internal void What_doors_were_told_is_worded_as_an_order(Language language, string words)
    {
        var text = new EventFormatter(EveryKind.Site with { Language = language }, Wang());
        Assert.All<GatewayEvent>([new FireReleased(["gate"]), new FireReset(), new DoorModeChanged("gate", DoorMode.HeldOpen, null, null),
            new DoorModeChanged("gate", DoorMode.LockedDown, null, null)], told => Assert.Matches(words, text.Format(told)));
    }

    /// <summary>For the guard post: no name, no home, no card, no id of a person.</summary>
    [Theory]
    [InlineData(Language.En)]
    [InlineData(Language.Zh)]
    internal void Without_names_no_line_of_any_kind_tells_of_anybody(Language language)
    {
        var text = new EventFormatter(EveryKind.Site with { Language = language }, Wang());
        foreach (var happened in EveryKind.Events)
        {
            var data = JsonSerializer.SerializeToElement(happened, happened.GetType(), EventJson.Options);
            string[] personal = [.. data.EnumerateObject().Where(one => one.Name is "person" or "card" or "host" or "household")
                .Where(one => one.Value.ValueKind == JsonValueKind.String).Select(one => one.Value.GetString()!)];
            var line = text.Unnamed.Format(happened);
            Assert.DoesNotContain("王秀英", line, StringComparison.Ordinal);
            Assert.All(personal, one => Assert.DoesNotContain(one, line, StringComparison.Ordinal));
            Assert.NotEqual(happened.Type, line);
        }
    }

    [Fact]
    public void A_line_s_time_is_the_site_s_whatever_zone_the_machine_is_in() => Assert.Equal("04:30:05",
        new EventFormatter(EveryKind.Site with { TimeZone = "Asia/Shanghai" }, Wang())
            .TimeOfDay(new DateTimeOffset(2026, 11, 29, 20, 30, 5, TimeSpan.Zero)));

    [Theory]
    [InlineData(Language.En)]
    [InlineData(Language.Zh)]
    internal void Every_reason_has_words_of_its_own(Language language)
    {
        var text = new EventFormatter(EveryKind.Site with { Language = language }, Wang());
        var lines = Enum.GetValues<DenialReason>().Select(r => text.Format(new PassageDenied("gate", DoorSide.Entry, PassageMethod.Card, r,
            "p-1", null, "", [], Words(r), EveryKind.Facts, null))).ToArray();
        Assert.Equal(lines.Length, lines.Distinct(StringComparer.Ordinal).Count());
    }

    [Theory]
    [InlineData(Language.En)]
    [InlineData(Language.Zh)]
    internal void Every_kind_of_alarm_every_end_and_every_order_has_words_of_its_own(Language language)
    {
        var text = new EventFormatter(EveryKind.Site with { Language = language }, Wang());
        AssertDifferent(Enum.GetValues<AlarmKind>().Select(kind => text.Format(new AlarmRaised("a", kind, Ring.Perimeter, "cam", null, [],
            0, 0, null))));
        AssertDifferent(Enum.GetValues<Ring>().Select(ring => text.Format(new AlarmRaised("a", AlarmKind.Intrusion, ring, "cam", null, [],
            0, 0, null))));
        AssertDifferent(Enum.GetValues<AlarmEndReason>().Select(reason => text.Format(new AlarmEnded("a", AlarmKind.Intrusion,
            Ring.Perimeter, "cam", null, [], reason, 1, 1, 0, 0, 0))));
        AssertDifferent(Enum.GetValues<DropReason>().Skip(1).Select(reason => text.Format(new JournalDropped(9, DateTimeOffset.UnixEpoch,
            DateTimeOffset.UnixEpoch, reason, "health", null, 1, 9))));
        AssertDifferent(Enum.GetValues<WatchOrder>().Select(order => text.Format(new WatchOrdered(["cam/fence"], order, null, "guard"))));

        static void AssertDifferent(IEnumerable<string> lines) => Assert.All(lines.CountBy(l => l), l => Assert.Equal(1, l.Value));
    }

    [Fact]
    public void An_alarm_says_who_hears_of_it_and_its_end_how_it_went()
    {
        var text = new EventFormatter(EveryKind.Site, Wang());
        Assert.Equal("ALARM perimeter, camera cam fence: line crossed from left to right (for guards, alarm 3f-1)",
            text.Format(EveryKind.Events.OfType<AlarmRaised>().Single()));
        Assert.Equal("common area, camera cam square: alarm 3f-1 (a crowd) ended, it is over; lasted 61.5 s, 12 "
            + "people at most, 1 more like it", text.Format(EveryKind.Events.OfType<AlarmEnded>().Single()));
    }

    private static Wording Words(DenialReason reason)
    {
        var holder = EveryKind.Facts.Factors[0].Holder! with { Doors = ["elsewhere"], Schedule = "daytime" };
        return DecisionFormatter.Format(PolicyFactory.From(EveryKind.Site, Calendar.Empty),
            EveryKind.Facts with { Factors = [EveryKind.Facts.Factors[0] with { Holder = holder }] },
            new Decision.Denied(reason, holder, []));
    }

    [Fact]
    public void An_event_comes_back_from_its_journal_record_as_it_was()
    {
        Assert.All(EveryKind.Events, kind =>
        {
            var record = Encoding.UTF8.GetBytes($$"""{"type":"{{kind.Type}}","data":{{Encoding.UTF8.GetString(EventJson.Write(kind))}}}""");
            var back = EventJson.ReadRecord(kind.Type, record);
            Assert.Equal(kind.GetType(), back?.GetType());
            Assert.Equal(EventJson.Write(kind), EventJson.Write(back!));
        });
    }

    /// <summary>Privacy: neither a name nor anything of a face but scores may leave; a new field has to be let in here.</summary>
    [Fact]
    public void No_event_has_a_field_for_a_name_a_picture_or_an_embedding()
    {
        string[] allowed =
        [
            "door", "method", "person", "card", "unlockSeconds", "ageMs", "policy", "rules", "face", "reason", "seconds", "camera", "line",
                "direction", "score", "cards",
            "templates", "noticeVersion", "version", "doors", "cameras", "residents", "width", "height", "codec", "reader", "readers",
                "journal", "finding", "count", "from", "to",
            "runnerUp", "runnerUpPerson", "margin", "lookAlike", "keptPhotos", "threshold", "liveness", "frames", "frameAgeMs", "pack",
            "streams", "role", "online", "framesPerSecond", "analysedPerSecond", "decoded", "dropped", "lastFrameAgeMs", "reconnects",
                "decoder", "decodeShare",
            // What a decision rests on.
            "side", "passedBack", "because", "en", "zh", "facts", "at", "factors", "finding", "holder", "mode", "blocked", "validFrom",
                "validTo", "schedule", "needsLonger",
            "usesLeft", "needed", "area",
            // The policy: the site's own words for schedules and doors, and the calendar's for holidays.
            "timeZone", "calendar", "holidays", "workingDays", "schedules", "areas", "id", "accepts", "verify", "secondWithinSeconds",
                "longerUnlockSeconds", "matchThreshold",
            "matchMargin", "livenessThreshold", "falsePositiveRate",
            // Devices, operators and the registry. An operator is named by the name the account has.
            "device", "input", "fault", "relay", "fire", "detail", "times", "tries", "different", "until", "failed", "stuck",
                "lost", "changed", "pass", "host", "mostUses", "operator",
                "command", "kind", "subject", "key", "code", "diesAt", "base", "added", "removed", "schedules", "outcome",
            "format", "now", "groups", "missing", "check", "backup", "people", "madeAt", "returned",
            // An operator's own words, who is asked to name nobody.
            "note", "reason", "onDuty",
            // Who outside was told of nothing, for a test: by the name that the site file has.
            "target", "delivered",
            // The site file's own words for its parts.
            "parts",
            // An account's name is its operator's; a resident's is the person's id.
            "account",
            // The number of a recovery key, never the key.
            "recovery",
            // A household by its id alone: where it lives is in no record.
            "household", "moreDoors", "notDoors", "what",
            // Of how many people faces are stored: a number, for the duty to file.
            "faces",
            // A list of people by its counts alone.
            "unchanged", "ended", "households", "takenBack",
            // Care: that somebody agreed and was missed. Whom to tell is in no record.
            "isNew", "byGuardian", "notice", "since", "unseenMinutes",
            // A digest of a request, which nobody can make without the sender's key.
            "asked",
            // The rings: what was seen where, never who.
            "alarm", "incident", "ring", "zone", "hears", "most", "repeats", "leftToRight", "rightToLeft", "places", "order",
            // The journals: numbers of records, bytes and clocks.
            "ledger", "first", "last", "unacknowledged", "cutBytes", "cutAfter", "missing", "chainBreaks", "boot", "offsetMs", "monoMs",
                "shown", "counted", "by",
                "place", "usedPercent", "freeBytes",
        ];
        var fields = EveryKind.Events.SelectMany(k => Names(JsonDocument.Parse(EventJson.Write(k)).RootElement))
            .Distinct(StringComparer.Ordinal);
        Assert.Empty(fields.Except(allowed, StringComparer.Ordinal));
        Assert.All(EveryKind.Events, k => Assert.DoesNotContain("王秀英", Encoding.UTF8.GetString(EventJson.Write(k)),
            StringComparison.Ordinal));
    }

    [Fact]
    public void A_resident_is_called_by_name_on_this_gateway_alone() =>
        Assert.Equal("东门: lets in 王秀英 by face similarity 0.71",
            new EventFormatter(EveryKind.Site, Wang()).Format(EveryKind.Events[0]));

    [Fact]
    public void An_event_of_a_later_version_is_shown_by_its_type()
    {
        var row = new BufferedEvent("1", "health", 1, DateTimeOffset.UnixEpoch, "door.sang", null, null, """{"data":{}}""");
        Assert.Equal("door.sang", new EventFormatter(EveryKind.Site, Wang()).Format(row));
    }

    private static readonly Comparer<Type> _byName = Comparer<Type>.Create((a, b) => string.CompareOrdinal(a.Name, b.Name));

    private static IEnumerable<string> Names(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => element.EnumerateObject().SelectMany(p => Names(p.Value).Prepend(p.Name)),
        JsonValueKind.Array => element.EnumerateArray().SelectMany(Names),
        _ => [],
    };

    private static ResidentDirectory Wang()
    {
        var residents = new ResidentDirectory();
        residents.Replace([new Resident(new PersonId("p-1"), "王秀英")]);
        return residents;
    }
}
