using Microsoft.AspNetCore.Authentication;
using Zhuhui.Edge.Gateway.Api.Access;
using Zhuhui.Edge.Gateway.Api.Office;
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
        services.AddProblemDetails();
        services.ConfigureHttpJsonOptions(json => ApiJson.Apply(json.SerializerOptions));
        services.AddOpenApi("v1");
        services.AddOffice();
        return services;
    }

    /// <summary>All endpoints of the API, below <c>/api/v1</c>.</summary>
    public static void MapApi(this WebApplication app)
    {
        app.UseApiGate();
        app.UseAuthentication();
        app.UseSameOrigin(app.Services.GetRequiredService<SiteFile>());
        app.UseAuthorization();
        var api = app.MapGroup("/api/v1");
        app.MapOpenApi("/api/{documentName}/openapi.json").ForAll();
        api.MapSession();
        api.MapOwnAccount();
        api.MapAccountEndpoints();
        api.MapOffice();
    }
}
