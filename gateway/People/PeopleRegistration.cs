using Zhuhui.Edge.Gateway.Journals;
using Zhuhui.Edge.Gateway.Loops;
using Zhuhui.Edge.Gateway.People.Enrolments;
using Zhuhui.Edge.Gateway.People.Faces;
using Zhuhui.Edge.Gateway.People.Imports;
using Zhuhui.Edge.Gateway.People.Registry;
using Zhuhui.Edge.Gateway.People.Rights;
using Zhuhui.Edge.Gateway.Site;
using Zhuhui.Edge.Gateway.Site.Calendars;
using Zhuhui.Edge.Vision.Faces;
using Zhuhui.Edge.Vision.Gallery;
using Zhuhui.Edge.Vision.Models;

namespace Zhuhui.Edge.Gateway.People;

internal static class PeopleRegistration
{
    /// <summary>A camera's frames for enrolment are registered by the room of the cameras.</summary>
    public static IServiceCollection AddPeople(this IServiceCollection services) => services
        .AddFrom((SiteFile site, TimeProvider time) => RegistryStore.Open(site, time))
        .AddFrom((SiteFile site) => new ResidentDirectory(new HomeDoors(site)))
        .AddFrom((SiteFile site, Calendar calendar, RegistryStore registry) => new PolicyInForce(PolicyFactory.From(site, calendar,
            registry.Roster())))
        .AddSingleton<RosterPolicy>()
        .AddFrom((SiteFile site) => new FaceGallery(site.Vision))
        .AddSingleton<PeopleWriter>()
        .AddFrom((SiteFile site) => VisionModels.Open(site))
        .AddFrom((SiteFile site, VisionModels models) => new FaceEnroller(models.Pack ?? ModelPack.Open(site.Vision.ModelFolder),
            site.Vision))
        .AddLater<FaceEnroller>()
        .AddSingleton<EnrolmentService>()
        .AddLater<EnrolmentService>()
        .AddFrom((Func<EnrolmentService> enrolling, EventLedger ledger, TimeProvider time) => new FaceTakes(enrolling, ledger.AppendSoon,
            time))
        .AddSingleton<FaceRenewal>()
        .AddSingleton<PeopleImport>()
        .AddSingleton<PeopleExport>()
        .AddSingleton<BackupService>()
        .AddSingleton<MoveOutService>();
}
