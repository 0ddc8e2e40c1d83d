using Zhuhui.Edge.Gateway.Admin.Releases;
using Zhuhui.Edge.Gateway.Admin.SiteEdits;
using Zhuhui.Edge.Gateway.Api.Imports;
using Zhuhui.Edge.Gateway.Api.Listening;
using Zhuhui.Edge.Gateway.Api.Live;
using Zhuhui.Edge.Gateway.Cameras;
using Zhuhui.Edge.Gateway.Care;
using Zhuhui.Edge.Gateway.Console;
using Zhuhui.Edge.Gateway.Console.Live;
using Zhuhui.Edge.Gateway.Devices;
using Zhuhui.Edge.Gateway.Doors;
using Zhuhui.Edge.Gateway.Doors.Commands;
using Zhuhui.Edge.Gateway.Journals.Clock;
using Zhuhui.Edge.Gateway.Journals.Retention;
using Zhuhui.Edge.Gateway.Loops;
using Zhuhui.Edge.Gateway.Outside;
using Zhuhui.Edge.Gateway.People;
using Zhuhui.Edge.Gateway.People.Faces;
using Zhuhui.Edge.Gateway.People.Registry;
using Zhuhui.Edge.Gateway.Perimeter;
using Zhuhui.Edge.Gateway.Projections;
using Zhuhui.Edge.Gateway.Remote;
using Zhuhui.Edge.Gateway.Search;

namespace Zhuhui.Edge.Gateway.Host;

/// <summary>What the host runs, in the order in which it starts; it stops in the opposite one: the cameras first, then the doors, and the
/// link last, so that the hub hears of the stop as well. docs/design/loops.md has the same list with the reasons, and a test compares the
/// two.</summary>
internal static class RunOrder
{
    public static IServiceCollection AddRunOrder(this IServiceCollection services) => services
        .ThenRun<EventPrinter>()
        .ThenRun<LinkService>()
        .ThenRun<ClockService>()
        .ThenRun<BufferLoop>()
        .ThenRun<BackupService>()
        .ThenRun<MoveOutService>()
        .ThenRun<ProjectionService>()
        .ThenRun<RetentionService>()
        .ThenRun<Lifecycle>()
        .ThenRun<BoardsService>()
        .ThenRun<DoorsService>()
        .ThenRun<OperatorCommands>()
        .ThenRun<ReadersService>()
        .ThenRun<FaceRenewal>()
        .ThenRun<PerimeterLoop>()
        .ThenRun<CareLoop>()
        .ThenRun<SirenLoop>()
        .ThenRun<CamerasService>()
        .ThenRun<CameraFiguresLoop>()
        .ThenRun<RemoteService>()
        .ThenRun<SiteTrialLoop>()
        .ThenRun<ReleaseTrialLoop>()
        .ThenRun<ReleaseOrdersLoop>()
        .ThenRun<OutsideService>()
        .ThenRun<WebCertificateLoop>()
        .ThenRun<LiveLoop>()
        .ThenRun<SheetLoop>()
        .ThenRun<ImportLoop>();
}
