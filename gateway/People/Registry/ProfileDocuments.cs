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

    public static long HomeAfterOf(BsonDocument document) => document["homeAfter"] is { IsInt64: true, AsInt64: var after } ? after : 0;

    public static BsonDocument ToDocument(PersonDetails details) => new()
    {
        ["kind"] = details.Kind?.ToString(),
        ["sex"] = details.Sex?.ToString(),
        ["birthDate"] = details.BirthDate is { } born ? new BsonValue(born.DayNumber) : BsonValue.Null,
        ["phone"] = details.Phone,
        ["notes"] = details.Notes,
        ["livesAlone"] = details.LivesAlone,
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
        Vehicles = ToVehicles(document["vehicles"]),
    };

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
