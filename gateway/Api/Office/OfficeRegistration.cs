using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Zhuhui.Edge.Gateway.Api.Care;
using Zhuhui.Edge.Gateway.Api.Imports;
using Zhuhui.Edge.Gateway.Api.Records;

namespace Zhuhui.Edge.Gateway.Api.Office;

internal static class OfficeRegistration
{
    private const long MostBytes = 64 << 10;

    public static IServiceCollection AddOffice(this IServiceCollection services) => services
        .AddSingleton<ActsUnderWay>().AddSingleton<Acts>().AddSingleton<OfficeRecords>().AddSingleton<OfficeActs>()
        .AddSingleton<PersonFiles>().AddSingleton<VisitorCodes>().AddSingleton<UploadGate>().AddSingleton<CareActs>()
        .AddSingleton<ImportActs>().AddSingleton<ImportLoop>();

    /// <summary>People, households, cards, visitors, faces, lists, and care.</summary>
    public static void MapOffice(this IEndpointRouteBuilder api)
    {
        var office = api.MapGroup("").WithMetadata(new RequestSizeLimitAttribute(MostBytes));
        office.MapPeople();
        office.MapPersonActs();
        office.MapTaps();
        office.MapHouseholds();
        office.MapVisits();
        office.MapOwn();
        office.MapFaces();
        office.MapLists();
        office.MapImports();
        office.MapCare();
        office.MapOwnCare();
        office.MapNotices();
    }
}
