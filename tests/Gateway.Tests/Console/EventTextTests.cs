using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Xunit;
using Zhuhui.Edge.Gateway.Access;
using Zhuhui.Edge.Gateway.Console;
using Zhuhui.Edge.Gateway.Events;
using Zhuhui.Edge.Gateway.Ledger;
using Zhuhui.Edge.Gateway.Perimeter;
using Zhuhui.Edge.Gateway.Site;
using Zhuhui.Edge.Vision;

namespace Zhuhui.Edge.Gateway.Tests.Console;

public sealed class EventTextTests
{
    private static readonly SiteFile Site = new() { Doors = [new DoorOptions { Id = "gate", Name = "东门" }] };

    private static readonly Wording Because = new("because", "因为");

    private static readonly AccessFacts Facts = new(DateTimeOffset.UnixEpoch, "gate", DoorSide.Entry,
        [new Factor(PassageMethod.Card, 12.5, CredentialFinding.Sound, new Holder("p-1", false, null, null, [], null, null, null, null, false))], DoorMode.Normal, null, null);

    /// <summary>One of every kind.</summary>
    private static readonly GatewayEvent[] Kinds =
    [
        new PassageGranted("gate", DoorSide.Entry, PassageMethod.Face, "p-1", null, 5, false, "2-ab", ["fresh"], Because, Facts, new FaceEvidence(0.71, 0.2, 0.5, 0.9, 2, 12.5, "pack", "p-2", 0.51)),
        new PassageDenied("gate", DoorSide.Entry, PassageMethod.Card, DenialReason.UnknownCard, null, "77", "2-ab", ["fresh", "sound"], Because, Facts, null),
        new PassageBegun("gate", DoorSide.Entry, PassageMethod.Card, StillNeeded.Pin, "p-1", "77", "2-ab", ["fresh"], Because, Facts),
        new PassageCompleted("gate", DoorSide.Exit, "p-1", null),
        new ExitRequested("gate", 5),
        new HeldOpenWarned("gate", 10),
        new DoorForced("gate"),
        new DoorHeldOpen("gate", 30),
        new DoorSecured("gate"),
        new AlarmRaised("3f-1", AlarmKind.LineCrossed, Ring.Perimeter, "cam", "fence", ["guards"], 1, 0.8, CrossingDirection.LeftToRight),
        new AlarmEnded("3f-1", AlarmKind.Crowding, Ring.CommonArea, "cam", "square", ["staff"], AlarmEndReason.Over, 61.5, 12, 1, 0, 0),
        new AlarmAcknowledged("3f-1", AlarmKind.Crowding, "cam", "square", "guard"),
        new IncidentNoted("3f-2", AlarmKind.Loitering, Ring.Entrance, "cam", "gate", 2, 0.7, null),
        new IncidentOver("3f-2", AlarmKind.Loitering, Ring.Entrance, "cam", "gate", AlarmEndReason.CameraLost, null, 2, 0, 0, 0),
        new WatchOrdered(["cam/fence", "cam/camera"], WatchOrder.Arm, DateTimeOffset.UnixEpoch, "guard"),
        new RegistryRestored("it is no LiteDB file any more"),
        new ResidentEnrolled("p-1", 1, 2, "2026-11", "p-2", 0.6),
        new GatewayStarted("0.1.0", "1-ab", 1, 2, 3),
        new GatewayStopped(),
        new CameraFound("cam", 1280, 720, "h264"),
        new CameraLost("cam", "refused"),
        new ReaderFaulted("reader", "parity"),
        new JournalRecovered("passages", "7 bytes cut", Guid.Empty, 7, 12, [new SeqRange(3, 4)], [9]),
        new JournalDropped(9, DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch, DropReason.DiskFull, "health", Guid.Empty, 1, 9, 3),
        new ClockCorrected(Guid.Empty, 1500.5, 12.5),
        new StorageFilling("disk", 91, 1000),
        new StorageRelieved("passages", 80, 2000),
        new VisionOff("a file is missing"),
        new LockFaulted("gate"),
        new LockRestored("gate"),
        new DoorNotLocked("gate"),
        new DeviceTampered("gate"),
        new TamperCleared("gate"),
        new InputLineFaulted("gate", "contact", "cut"),
        new FireReleased(["gate"]),
        new FireReset(),
        new DuressRaised("gate", "p-1"),
        new PinLockedOut("gate", "reader", null, 5, DateTimeOffset.UnixEpoch),
        new LostCardShown("gate", "77", "p-1"),
        new DeviceFound("reader"),
        new DeviceLost("reader", "no answer"),
        new DevicePower("reader", true),
        new ReaderKeyRefused("reader", "another cryptogram"),
        new ExitButtonFault("gate", true),
        new PolicyAdopted("2-ab", AccessPolicy.Of(Site, Calendar.Empty)),
        new CardReported("p-1", "77", true),
        new PersonBlocked("p-1", true),
        new RightsChanged("p-1", ["pin"]),
        new ConsentWithdrawn("p-1", 3),
        new PersonRemoved("p-1"),
        new VisitorPassIssued("v-1", "p-1", ["gate"], DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch, 2),
        new DoorModeChanged("gate", DoorMode.LockedDown, DateTimeOffset.UnixEpoch, "guard"),
        new KeyInstallationBegun(["reader"], DateTimeOffset.UnixEpoch, "guard"),
        new CommandDone("c-1", "gate", "unlock", "guard"),
        new CommandRefused("c-1", "gate", "unlock", "guard", Because),
    ];

    [Fact]
    public void Every_kind_of_event_is_here() => Assert.Equal(EventTypes.Records.Values.Order(ByName), Kinds.Select(k => k.GetType()).Order(ByName));

    [Theory]
    [InlineData(Language.En)]
    [InlineData(Language.Zh)]
    internal void Every_kind_has_words_of_its_own_in_both_languages(Language language)
    {
        var text = new EventText(Site with { Language = language }, Wang());
        var lines = Kinds.Select(k => text.Of(k)).ToArray();
        Assert.Equal(lines.Length, lines.Distinct(StringComparer.Ordinal).Count());
        Assert.All(lines.Zip(Kinds), pair => Assert.NotEqual(pair.Second.Type, pair.First));
        Assert.All(lines, line => Assert.Equal(language == Language.Zh, Regex.IsMatch(line.Replace("东门", "", StringComparison.Ordinal).Replace("王秀英", "", StringComparison.Ordinal), @"\p{IsCJKUnifiedIdeographs}")));
    }

    [Theory]
    [InlineData(Language.En)]
    [InlineData(Language.Zh)]
    internal void Every_reason_has_words_of_its_own(Language language)
    {
        var text = new EventText(Site with { Language = language }, Wang());
        var lines = Enum.GetValues<DenialReason>().Select(r => text.Of(new PassageDenied("gate", DoorSide.Entry, PassageMethod.Card, r, "p-1", null, "", [], Words(r), Facts, null))).ToArray();
        Assert.Equal(lines.Length, lines.Distinct(StringComparer.Ordinal).Count());
    }

    [Theory]
    [InlineData(Language.En)]
    [InlineData(Language.Zh)]
    internal void Every_kind_of_alarm_every_end_and_every_order_has_words_of_its_own(Language language)
    {
        var text = new EventText(Site with { Language = language }, Wang());
        AssertDifferent(Enum.GetValues<AlarmKind>().Select(kind => text.Of(new AlarmRaised("a", kind, Ring.Perimeter, "cam", null, [], 0, 0, null))));
        AssertDifferent(Enum.GetValues<Ring>().Select(ring => text.Of(new AlarmRaised("a", AlarmKind.Intrusion, ring, "cam", null, [], 0, 0, null))));
        AssertDifferent(Enum.GetValues<AlarmEndReason>().Select(reason => text.Of(new AlarmEnded("a", AlarmKind.Intrusion, Ring.Perimeter, "cam", null, [], reason, 1, 1, 0, 0, 0))));
        AssertDifferent(Enum.GetValues<DropReason>().Skip(1).Select(reason => text.Of(new JournalDropped(9, Reason: reason, Journal: "health", First: 1, Last: 9))));
        AssertDifferent(Enum.GetValues<WatchOrder>().Select(order => text.Of(new WatchOrdered(["cam/fence"], order, null, "guard"))));

        static void AssertDifferent(IEnumerable<string> lines) => Assert.All(lines.CountBy(l => l), l => Assert.Equal(1, l.Value));
    }

    [Fact]
    public void An_alarm_says_who_hears_of_it_and_its_end_how_it_went()
    {
        var text = new EventText(Site, Wang());
        Assert.Equal("ALARM perimeter, camera cam fence: line crossed from left to right (for guards, alarm 3f-1)", text.Of(Kinds.OfType<AlarmRaised>().Single()));
        Assert.Equal("common area, camera cam square: alarm 3f-1 (a crowd) ended, it is over; lasted 61.5 s, 12 people at most, 1 more like it", text.Of(Kinds.OfType<AlarmEnded>().Single()));
    }

    private static Wording Words(DenialReason reason)
    {
        var holder = Facts.Factors[0].Holder! with { Doors = ["elsewhere"], Schedule = "daytime" };
        return DecisionWords.Of(AccessPolicy.Of(Site, Calendar.Empty), Facts with { Factors = [Facts.Factors[0] with { Holder = holder }] }, new Decision.Denied(reason, holder, []));
    }

    [Fact]
    public void An_event_comes_back_from_its_journal_record_as_it_was()
    {
        Assert.All(Kinds, kind =>
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
            "door", "method", "person", "card", "unlockSeconds", "ageMs", "policy", "rules", "face", "reason", "seconds", "camera", "line", "direction", "score", "cards",
            "templates", "noticeVersion", "version", "doors", "cameras", "residents", "width", "height", "codec", "reader", "readers", "journal", "finding", "count", "from", "to",
            "runnerUp", "runnerUpPerson", "margin", "lookAlike", "threshold", "liveness", "frames", "frameAgeMs", "pack",
            // What a decision rests on.
            "side", "passedBack", "because", "en", "zh", "facts", "at", "factors", "finding", "holder", "mode", "blocked", "validFrom", "validTo", "schedule", "needsLonger",
            "usesLeft", "needed", "area",
            // The policy: the site's own words for schedules and doors, and the calendar's for holidays.
            "timeZone", "calendar", "holidays", "workingDays", "schedules", "areas", "id", "accepts", "verify", "secondWithinSeconds", "longerUnlockSeconds", "matchThreshold",
            "matchMargin", "livenessThreshold", "falsePositiveRate",
            // Devices, operators and the registry. An operator is named by the name the account has.
            "device", "input", "fault", "tries", "until", "failed", "stuck", "lost", "changed", "pass", "host", "mostUses", "operator", "command", "kind",
            // The rings: what was seen where, never who.
            "alarm", "incident", "ring", "zone", "hears", "most", "repeats", "leftToRight", "rightToLeft", "places", "order",
            // The journals: numbers of records, bytes and clocks.
            "ledger", "first", "last", "unacknowledged", "cutBytes", "cutAfter", "missing", "chainBreaks", "boot", "offsetMs", "monoMs", "place", "usedPercent", "freeBytes",
        ];
        var fields = Kinds.SelectMany(k => Names(JsonDocument.Parse(EventJson.Write(k)).RootElement)).Distinct(StringComparer.Ordinal);
        Assert.Empty(fields.Except(allowed, StringComparer.Ordinal));
        Assert.All(Kinds, k => Assert.DoesNotContain("王秀英", Encoding.UTF8.GetString(EventJson.Write(k)), StringComparison.Ordinal));
    }

    [Fact]
    public void A_resident_is_called_by_name_on_this_gateway_alone() =>
        Assert.Equal("东门: opened for 王秀英 by face similarity 0.71", new EventText(Site, Wang()).Of(Kinds[0]));

    [Fact]
    public void An_event_of_a_later_version_is_shown_by_its_type()
    {
        var row = new BufferedEvent("1", "health", 1, DateTimeOffset.UnixEpoch, "door.sang", null, null, """{"data":{}}""");
        Assert.Equal("door.sang", new EventText(Site, Wang()).Of(row));
    }

    private static readonly Comparer<Type> ByName = Comparer<Type>.Create((a, b) => string.CompareOrdinal(a.Name, b.Name));

    private static IEnumerable<string> Names(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => element.EnumerateObject().SelectMany(p => Names(p.Value).Prepend(p.Name)),
        JsonValueKind.Array => element.EnumerateArray().SelectMany(Names),
        _ => [],
    };

    private static Residents Wang()
    {
        var residents = new Residents();
        residents.Replace([new Resident(new PersonId("p-1"), "王秀英")]);
        return residents;
    }
}
