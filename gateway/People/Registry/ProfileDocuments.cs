using LiteDB;
using Zhuhui.Edge.Gateway.People.Profiles;

namespace Zhuhui.Edge.Gateway.People.Registry;

/// <summary>How households, and what the office knows of people, lie in the registry's documents.</summary>
internal static class ProfileDocuments
{
    /// <param name="homeAfter">Where the registry's journal stood when the home was set.</param>
    public static BsonDocument ToDocument(Household household, long homeAfter) => new()
    {
        ["_id"] = household.Id.Value,
        ["homeAfter"] = homeAfter,
        ["home"] = household.Home is { } home
            ? new BsonDocument { ["building"] = home.Building, ["unit"] = home.Unit, ["room"] = home.Room }
            : BsonValue.Null,
        ["doors"] = household.Doors is { } doors ? RegistryDocuments.Texts(doors) : BsonValue.Null,
        ["endsAt"] = household.EndsAt is { } at ? new BsonValue(at.ToUnixTimeMilliseconds()) : BsonValue.Null,
        ["notes"] = household.Notes,
        ["vehicles"] = OfVehicles(household.Vehicles),
    };

    public static Household ToHousehold(BsonDocument document) => new(new HouseholdId(document["_id"].AsString),
        document["home"] is BsonDocument home ? new Home(home["building"].AsString, home["unit"].AsString, home["room"].AsString) : null)
    {
        EndsAt = document["endsAt"] is { IsInt64: true, AsInt64: var at } ? DateTimeOffset.FromUnixTimeMilliseconds(at) : null,
        Doors = document["doors"] is BsonArray doors ? RegistryDocuments.Texts(doors) : null,
        Notes = document["notes"].AsString,
        Vehicles = ToVehicles(document["vehicles"]),
    };

    public static bool HasMoreThanHome(BsonDocument household) => household["notes"].IsString
        || household["vehicles"] is BsonArray { Count: > 0 };

    /// <summary>The same household after all its members have moved out.</summary>
    public static BsonDocument HomeAlone(BsonDocument household) => new(household)
    {
        ["notes"] = BsonValue.Null,
        ["vehicles"] = new BsonArray(),
    };

    public static long HomeAfterOf(BsonDocument document) => document["homeAfter"] is { IsInt64: true, AsInt64: var after } ? after : 0;

    public static BsonDocument ToDocument(PersonDetails details) => new()
    {
        ["kind"] = details.Kind?.ToString(),
        ["sex"] = details.Sex?.ToString(),
        ["birthDate"] = details.BirthDate is { } born ? new BsonValue(born.DayNumber) : BsonValue.Null,
        ["phone"] = details.Phone,
        ["notes"] = details.Notes,
        ["livesAlone"] = details.LivesAlone,
        ["care"] = details.Care is { } care ? OfCare(care) : BsonValue.Null,
        ["vehicles"] = OfVehicles(details.Vehicles),
    };

    public static BsonDocument ToDocument(Visit visit) => new()
    {
        ["_id"] = visit.Pass,
        ["host"] = visit.Host.Value,
        ["name"] = visit.Name,
        ["phone"] = visit.Phone,
        ["vehicles"] = OfVehicles(visit.Vehicle is { } vehicle ? [vehicle] : []),
        ["doors"] = RegistryDocuments.Texts(visit.Doors),
        ["from"] = visit.ValidFrom.ToUnixTimeMilliseconds(),
        ["to"] = visit.ValidTo.ToUnixTimeMilliseconds(),
        ["mostUses"] = visit.MostUses,
        ["cancelledAt"] = visit.CancelledAt is { } at ? new BsonValue(at.ToUnixTimeMilliseconds()) : BsonValue.Null,
    };

    public static Visit ToVisit(BsonDocument document) => new(document["_id"].AsString, new PersonId(document["host"].AsString))
    {
        Name = document["name"].AsString,
        Phone = document["phone"].AsString,
        Vehicle = ToVehicles(document["vehicles"]).FirstOrDefault(),
        Doors = RegistryDocuments.Texts(document["doors"]),
        ValidFrom = DateTimeOffset.FromUnixTimeMilliseconds(document["from"].AsInt64),
        ValidTo = DateTimeOffset.FromUnixTimeMilliseconds(document["to"].AsInt64),
        MostUses = document["mostUses"].AsInt32,
        CancelledAt = document["cancelledAt"] is { IsInt64: true, AsInt64: var at } ? DateTimeOffset.FromUnixTimeMilliseconds(at) : null,
    };

    /// <param name="value">Anything but a document where an earlier version wrote the person.</param>
    public static PersonDetails ToDetails(BsonValue value) => value is not BsonDocument document ? PersonDetails.None : new PersonDetails
    {
        Kind = ToEnum<PersonKind>(document["kind"]),
        Sex = ToEnum<Sex>(document["sex"]),
        BirthDate = document["birthDate"] is { IsInt32: true, AsInt32: var born } ? DateOnly.FromDayNumber(born) : null,
        Phone = document["phone"].AsString,
        Notes = document["notes"].AsString,
        LivesAlone = document["livesAlone"] is { IsBoolean: true, AsBoolean: true },
        Care = document["care"] is BsonDocument care && RegistryDocuments.ToConsent(care["consent"]) is { } agreed
            ? ToCare(care, agreed) : null,
        Vehicles = ToVehicles(document["vehicles"]),
    };

    private static BsonDocument OfCare(CarePlan care) => new()
    {
        ["consent"] = RegistryDocuments.OfConsent(care.Consent),
        ["alone"] = care.Alone is { } alone ? new BsonDocument
        {
            ["hours"] = alone.Hours,
            ["inAll"] = alone.InAll is { } most ? new BsonValue(most) : BsonValue.Null,
            ["from"] = MinuteOf(alone.DayFrom),
            ["to"] = MinuteOf(alone.DayTo),
        } : BsonValue.Null,
        ["evenings"] = care.Evenings is { } evenings
            ? new BsonDocument { ["by"] = MinuteOf(evenings.By), ["beforeDayOff"] = MinuteOf(evenings.BeforeDayOff) }
            : BsonValue.Null,
        ["carers"] = new BsonArray(care.Carers.Select(carer => new BsonDocument
        {
            ["person"] = carer.Person?.Value,
            ["name"] = carer.Name,
            ["phone"] = carer.Phone,
        })),
        ["away"] = new BsonArray(care.Away.Select(days => new BsonDocument
        {
            ["from"] = days.From.DayNumber,
            ["to"] = days.To.DayNumber,
        })),
    };

    private static CarePlan ToCare(BsonDocument care, Consent consent) => new(consent)
    {
        Alone = care["alone"] is BsonDocument alone ? new AloneHours(alone["hours"].AsInt32, alone["inAll"] is
        {
            IsInt32: true,
            AsInt32: var most
        } ? most : null, ToTime(alone["from"]), ToTime(alone["to"])) : null,
        Evenings = care["evenings"] is BsonDocument evenings
            ? new Evenings(ToTime(evenings["by"]), ToTime(evenings["beforeDayOff"])) : null,
        Carers = [.. care["carers"].AsArray.Select(carer => new Carer(carer["person"].AsString is { } id ? new PersonId(id) : null,
            carer["name"].AsString, carer["phone"].AsString))],
        Away = [.. care["away"].AsArray.Select(days => new AwayDays(DateOnly.FromDayNumber(days["from"].AsInt32),
            DateOnly.FromDayNumber(days["to"].AsInt32)))],
    };

    private static int MinuteOf(TimeOnly time) => (time.Hour * 60) + time.Minute;

    private static TimeOnly ToTime(BsonValue minute) => new(minute.AsInt32 / 60, minute.AsInt32 % 60);

    private static BsonArray OfVehicles(IReadOnlyList<Vehicle> vehicles) => new(vehicles.Select(vehicle => new BsonDocument
    {
        ["plate"] = vehicle.Plate,
        ["kind"] = vehicle.Kind.ToString(),
    }));

    private static Vehicle[] ToVehicles(BsonValue value) => value is not BsonArray vehicles ? []
        : [.. vehicles.Select(vehicle => new Vehicle(vehicle["plate"].AsString, ToEnum<VehicleKind>(vehicle["kind"]) ?? default))];

    private static TEnum? ToEnum<TEnum>(BsonValue value)
        where TEnum : struct, Enum => Enum.TryParse<TEnum>(value.AsString, out var known) ? known : null;
}
