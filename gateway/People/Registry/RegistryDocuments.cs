using System.Globalization;
using LiteDB;
using Zhuhui.Edge.Gateway.People.Profiles;
using Zhuhui.Edge.Gateway.People.Rosters;
using Zhuhui.Edge.Gateway.Site;
using Zhuhui.Edge.Gateway.Site.Calendars;
using Calendar = Zhuhui.Edge.Gateway.Site.Calendars.Calendar;

namespace Zhuhui.Edge.Gateway.People.Registry;

/// <summary>How people, groups, schedules and holidays lie in the registry's documents.</summary>
internal static class RegistryDocuments
{
    public const string RosterId = "roster";

    /// <param name="templates">The sealed face templates.</param>
    /// <param name="pinAfter">Where the registry's journal stood when the PINs were set.</param>
    /// <param name="detailsAfter">And when the name or the details were.</param>
    public static BsonDocument ToDocument(Resident resident, BsonArray templates, long pinAfter, long detailsAfter) => new()
    {
        ["_id"] = resident.Id.Value,
        ["name"] = resident.Name,
        ["cards"] = new BsonArray(resident.Cards.Select(OfCard)),
        ["qrCodes"] = Texts(resident.QrCodes),
        ["doors"] = Texts(resident.Doors),
        ["schedule"] = resident.Schedule,
        ["groups"] = Texts(resident.Groups),
        ["isFromHub"] = resident.IsFromHub,
        ["needsLonger"] = resident.NeedsLonger,
        ["pin"] = resident.PinDigest,
        ["duressPin"] = resident.DuressPinDigest,
        ["pinAfter"] = pinAfter,
        ["mostUses"] = resident.MostUses is { } uses ? new BsonValue(uses) : BsonValue.Null,
        ["validFrom"] = Instant(resident.ValidFrom),
        ["validTo"] = Instant(resident.ValidTo),
        ["blocked"] = resident.Blocked,
        ["consent"] = OfConsent(resident.Consent),
        ["photoConsent"] = OfConsent(resident.PhotoConsent),
        ["photoMarks"] = Texts(resident.PhotoMarks),
        ["household"] = resident.Household?.Value,
        ["moreDoors"] = Texts(resident.MoreDoors),
        ["notDoors"] = Texts(resident.NotDoors),
        ["detailsAfter"] = detailsAfter,
        ["details"] = ProfileDocuments.ToDocument(resident.Details),
        ["templates"] = templates,
    };

    public static Resident ToResident(BsonDocument document) => new(new PersonId(document["_id"].AsString), document["name"].AsString)
    {
        Cards = [.. document["cards"].AsArray.Select(ToCard)],
        QrCodes = Texts(document["qrCodes"]),
        Doors = Texts(document["doors"]),
        Schedule = document["schedule"].AsString,
        Groups = Texts(document["groups"]),
        IsFromHub = document["isFromHub"] is { IsBoolean: true, AsBoolean: true },
        NeedsLonger = document["needsLonger"] is { IsBoolean: true, AsBoolean: true },
        PinDigest = document["pin"].AsString,
        DuressPinDigest = document["duressPin"].AsString,
        MostUses = document["mostUses"] is { IsInt32: true, AsInt32: var uses } ? uses : null,
        ValidFrom = Instant(document["validFrom"]),
        ValidTo = Instant(document["validTo"]),
        Blocked = document["blocked"].AsBoolean,
        Consent = ToConsent(document["consent"]),
        PhotoConsent = ToConsent(document["photoConsent"]),
        PhotoMarks = Texts(document["photoMarks"]),
        Household = document["household"] is { IsString: true, AsString: var household } ? new HouseholdId(household) : null,
        MoreDoors = Texts(document["moreDoors"]),
        NotDoors = Texts(document["notDoors"]),
        Details = ProfileDocuments.ToDetails(document["details"]),
    };

    /// <summary>The same person after the consent to face recognition was withdrawn.</summary>
    public static BsonDocument WithoutFaces(BsonDocument document) => new(document)
    {
        ["consent"] = BsonValue.Null,
        ["photoConsent"] = BsonValue.Null,
        ["photoMarks"] = new BsonArray(),
        ["templates"] = new BsonArray()
    };

    public static BsonArray TemplatesOf(BsonDocument? document) => document?["templates"] as BsonArray ?? [];

    public static long PinAfterOf(BsonDocument? document) => document?["pinAfter"] is { IsInt64: true, AsInt64: var after } ? after : 0;

    public static long DetailsAfterOf(BsonDocument? document) =>
        document?["detailsAfter"] is { IsInt64: true, AsInt64: var after } ? after : 0;

    public static BsonDocument ToDocument(AccessGroup group) => new()
    {
        ["_id"] = group.Id,
        ["name"] = group.Name,
        ["doors"] = Texts(group.Doors),
        ["schedule"] = group.Schedule
    };

    public static AccessGroup ToGroup(BsonDocument document) => new(document["_id"].AsString, document["name"].AsString,
        Texts(document["doors"]), document["schedule"].AsString);

    public static BsonDocument ToDocument(ScheduleOptions schedule) => new()
    {
        ["_id"] = schedule.Id,
        ["periods"] = new BsonArray(schedule.Periods.Select(p => new BsonDocument
        {
            ["days"] = Texts(p.Days.Select(d => d.ToString())),
            ["from"] = p.From,
            ["to"] = p.To
        })),
    };

    public static ScheduleOptions ToSchedule(BsonDocument document) => new()
    {
        Id = document["_id"].AsString,
        Periods =
        [
            .. document["periods"].AsArray.Select(p => new PeriodOptions { Days = [.. Texts(p["days"]).Select(Enum.Parse<DayKind>)],
                From = p["from"].AsString, To = p["to"].AsString }),
        ],
    };

    public static BsonDocument RosterToDocument(long version, Calendar? calendar) => new()
    {
        ["_id"] = RosterId,
        ["version"] = version,
        ["calendar"] = calendar is null ? BsonValue.Null : new BsonDocument
        {
            ["holidays"] = new BsonArray(calendar.Holidays.Select(h => new BsonDocument
            {
                ["from"] = h.From.DayNumber,
                ["to"] = h.To.DayNumber,
                ["name"] = h.Name
            })),
            ["workingDays"] = new BsonArray(calendar.WorkingDays.Select(d => new BsonValue(d.DayNumber))),
        },
    };

    /// <param name="of">Gives all documents of a collection.</param>
    public static Roster ToRoster(Func<string, IEnumerable<BsonDocument>> of)
    {
        if (of(RegistryChange.Single).FirstOrDefault(document => document["_id"].AsString == RosterId) is not { } document)
        {
            return Roster.None;
        }

        var (version, calendar) = ToRoster(document);
        return new Roster(version, [.. of(RegistryChange.Groups).Select(ToGroup)], [.. of(RegistryChange.Schedules).Select(ToSchedule)],
            calendar);
    }

    private static (long Version, Calendar? Calendar) ToRoster(BsonDocument document) => (document["version"].AsInt64,
        document["calendar"] is BsonDocument calendar
        ? new Calendar(
            [.. calendar["holidays"].AsArray.Select(h => new HolidayRange(DateOnly.FromDayNumber(h["from"].AsInt32),
                DateOnly.FromDayNumber(h["to"].AsInt32), h["name"].AsString))],
            [.. calendar["workingDays"].AsArray.Select(d => DateOnly.FromDayNumber(d.AsInt32))])
        : null);

    /// <summary>What a copy of the registry is for: all but what belongs to the moment, records owed and the way back of a list.</summary>
    public static bool IsLasting(RegistryKey key) => !OwedRecords.Is(key) && !WayBack.Is(key);

    public static BsonArray Texts(IEnumerable<string> texts) => new(texts.Select(text => new BsonValue(text)));

    public static string[] Texts(BsonValue value) => value is BsonArray texts ? [.. texts.Select(text => text.AsString)] : [];

    internal static BsonValue OfConsent(Consent? consent) => consent is null
        ? BsonValue.Null
        : new BsonDocument
        {
            ["givenAt"] = Instant(consent.GivenAt),
            ["notice"] = consent.NoticeVersion,
            ["witness"] = consent.Witness,
            ["digest"] = consent.NoticeDigest,
            ["guardian"] = consent.Guardian
        };

    internal static Consent? ToConsent(BsonValue value) => value is BsonDocument consent
        ? new Consent(Instant(consent["givenAt"])!.Value, consent["notice"].AsString, consent["witness"].AsString,
            consent["digest"].AsString, consent["guardian"].AsString)
        : null;

    /// <summary>BSON has no unsigned 64-bit number, so a card's is kept as text. The first version kept nothing beside it.</summary>
    private static BsonValue OfCard(HeldCard card) => new BsonDocument
    {
        ["number"] = card.Number.ToString(CultureInfo.InvariantCulture),
        ["format"] = card.Format,
        ["validFrom"] = Instant(card.ValidFrom),
        ["validTo"] = Instant(card.ValidTo),
        ["lost"] = card.Lost,
    };

    private static HeldCard ToCard(BsonValue card) => card is BsonDocument document
        ? new HeldCard(ulong.Parse(document["number"].AsString, CultureInfo.InvariantCulture), document["format"].AsString,
            Instant(document["validFrom"]),
            Instant(document["validTo"]), document["lost"].AsBoolean)
        : new HeldCard(ulong.Parse(card.AsString, CultureInfo.InvariantCulture));

    private static BsonValue Instant(DateTimeOffset? instant) => instant is { } at ? new BsonValue(at.ToUnixTimeMilliseconds())
        : BsonValue.Null;

    private static DateTimeOffset? Instant(BsonValue value) => value.IsNull ? null : DateTimeOffset.FromUnixTimeMilliseconds(value.AsInt64);
}
