using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Zhuhui.Edge.CloudBridge.Settings;
using Zhuhui.Edge.Gateway.Accounts;
using Zhuhui.Edge.Gateway.Admin.Health;
using Zhuhui.Edge.Gateway.Api.Access;
using Zhuhui.Edge.Gateway.Api.Listening;
using Zhuhui.Edge.Gateway.Site.Edits;

namespace Zhuhui.Edge.Gateway.Api.Operations;

/// <summary>How the gateway is.</summary>
/// <param name="Detail">For whoever works here; the district sees none.</param>
internal sealed record HealthAnswer(string Gateway, string Version, double UptimeSeconds, bool Healthy, ClockStatus Clock,
    bool HubConnected,
    int Doors, int DoorsNotReleasing, int Devices, int DevicesOffline, int Cameras, int CamerasOffline, HealthDetail? Detail);

/// <param name="LedgerDegraded">The disk takes no records.</param>
/// <param name="NotInForce">Files of the site that were changed since the start.</param>
internal sealed record HealthDetail(bool LedgerDegraded, string? HubError, LinkStatus? Link, IReadOnlyList<JournalStatus> Streams,
    WaitStatus Waits, int Residents, long AlarmsSuppressed, IReadOnlyList<ChangedFile> NotInForce, CertificateHealth Certificate);

/// <summary>The certificate that the API shows.</summary>
/// <param name="OfSite">The site file names it; else the gateway made it.</param>
/// <param name="Problem">What staff should see to.</param>
internal sealed record CertificateHealth(bool OfSite, string Fingerprint, DateTimeOffset Ends, string? Problem);

internal static class HealthEndpoints
{
    public static void MapHealth(this IEndpointRouteBuilder api) => api.MapGet("/health", Health).WithName("getHealth")
        .WithSummary("How the gateway is").For(Roles.Readers);

    private static Ok<HealthAnswer> Health(HttpContext context, StatusBoard board, WebCertificate certificate)
    {
        var status = board.Now();
        var detail = context.Caller().Role == Role.District ? null : new HealthDetail(status.LedgerDegraded, status.HubError, status.Link,
            status.Streams, status.Waits, status.Residents, status.AlarmsSuppressed, status.NotInForce ?? [],
            new CertificateHealth(certificate.IsOfSite, certificate.Fingerprint, certificate.Ends, certificate.ToSeeTo));
        return TypedResults.Ok(new HealthAnswer(status.Gateway, status.Version, status.UptimeSeconds, status.Healthy, board.Clock,
            status.HubConnected, status.Doors.Count, status.Doors.Count(door => door.ReleaseFailed), status.Devices.Count,
            status.Devices.Count(device => device.Online != true), status.Cameras.Count, status.Cameras.Count(camera => !camera.Online),
            detail));
    }
}
