using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Routing;
using Zhuhui.Edge.Gateway.Api.Access;
using Zhuhui.Edge.Gateway.Api.Document;
using Zhuhui.Edge.Gateway.Api.Limits;
using Zhuhui.Edge.Gateway.Api.Listening;
using Zhuhui.Edge.Gateway.Api.Live;
using Zhuhui.Edge.Gateway.Api.Office;
using Zhuhui.Edge.Gateway.Api.Operations;
using Zhuhui.Edge.Gateway.Api.Problems;
using Zhuhui.Edge.Gateway.Journals;
using Zhuhui.Edge.Gateway.Loops;
using Zhuhui.Edge.Gateway.Site;

namespace Zhuhui.Edge.Gateway.Api;

internal static class ApiRegistration
{
    public static IServiceCollection AddApi(this IServiceCollection services)
    {
        services.AddAuthentication(SessionScheme.OrToken).AddScheme<AuthenticationSchemeOptions, TokenScheme>(TokenScheme.Id, null)
            .AddSessions();
        services.AddSessionKeys().AddSingleton<Entrance>();
        services.AddAuthorization();
        services.AddProblemDetails(problems => problems.CustomizeProblemDetails = written => ApiProblem.Complete(written.ProblemDetails));
        services.ConfigureHttpJsonOptions(json => ApiJson.Apply(json.SerializerOptions));
        services.Configure<RouteHandlerOptions>(routes => routes.ThrowOnBadRequest = true);
        services.AddResponseCompression(compression => compression.EnableForHttps = true);
        services.AddApiDocument();
        services.AddRequestLimits();
        services.AddFrom((SiteFile site, EventLedger ledger, ILogger<WebCertificate> logger) =>
            new WebCertificate(site.Web!, site.DataFolder, ledger.Time, logger));
        services.AddLater<WebCertificate>();
        services.AddSingleton<WebCertificateLoop>().AddSingleton<LiveParts>().AddSingleton<LiveBoard>().AddSingleton<LiveLoop>();
        services.AddSingleton<DoorOrders>();
        services.AddOffice();
        return services;
    }

    /// <summary>All endpoints of the API, below <c>/api/v1</c>.</summary>
    public static void MapApi(this WebApplication app, SiteFile site)
    {
        app.UseWhen(ApiListener.IsOver, api => api.UseMiddleware<AccessLog>().UseMiddleware<Headers>()

            // Where the browser adds the login by itself, a page from elsewhere could find out by the length of an answer what is in it.
            .UseWhen(context => context.Request.Headers.Cookie.Count == 0, plain => plain.UseResponseCompression())
            .UseWhen(context => context.Request.Path.StartsWithSegments("/api"), below => below.UseMiddleware<ProblemAnswers>()));
        app.UseApiGate();
        app.UseAuthentication();
        app.UseSameOrigin(site);
        app.UseAuthorization();
        app.UseRateLimiter();
        var api = app.MapGroup("/api/v1").WithMetadata(new BodyLimit(BodyLimit.Usual));
        app.MapOpenApi("/api/{documentName}/openapi.json").ForAll();
        api.MapSession();
        api.MapOwnAccount();
        api.MapAccountEndpoints();
        api.MapOffice();
        api.MapHealth();
        api.MapDoors();
        api.MapEvents();
        api.MapAlarms();
        api.MapPlaces();
        api.MapCameras();
        api.MapDevices();
        api.MapOutsideTargets();
        api.MapDuties();
        api.MapInside();
        api.MapLive();
        api.MapSiteFile();
    }
}
