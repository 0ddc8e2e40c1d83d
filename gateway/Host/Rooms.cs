using Zhuhui.Edge.CloudBridge.Delivery;
using Zhuhui.Edge.CloudBridge.Topics;
using Zhuhui.Edge.Drivers.Readers;
using Zhuhui.Edge.Gateway.Access;
using Zhuhui.Edge.Gateway.Admin;
using Zhuhui.Edge.Gateway.Cameras;
using Zhuhui.Edge.Gateway.Console;
using Zhuhui.Edge.Gateway.Devices;
using Zhuhui.Edge.Gateway.Doors;
using Zhuhui.Edge.Gateway.Doors.Commands;
using Zhuhui.Edge.Gateway.Journals;
using Zhuhui.Edge.Gateway.Journals.Retention;
using Zhuhui.Edge.Gateway.Loops;
using Zhuhui.Edge.Gateway.People;
using Zhuhui.Edge.Gateway.People.Enrolments;
using Zhuhui.Edge.Gateway.People.Faces;
using Zhuhui.Edge.Gateway.People.Registry;
using Zhuhui.Edge.Gateway.People.Rights;
using Zhuhui.Edge.Gateway.Perimeter;
using Zhuhui.Edge.Gateway.Projections;
using Zhuhui.Edge.Gateway.Remote;
using Zhuhui.Edge.Gateway.Remote.Configuration;
using Zhuhui.Edge.Gateway.Remote.Rosters;
using Zhuhui.Edge.Gateway.Search;
using Zhuhui.Edge.Gateway.Site;
using Zhuhui.Edge.Gateway.Site.Calendars;
using Zhuhui.Edge.Gateway.Storage;
using Zhuhui.Edge.Vision.Faces;
using Zhuhui.Edge.Vision.Gallery;
using Zhuhui.Edge.Vision.Models;

namespace Zhuhui.Edge.Gateway.Host;

/// <summary>What each room adds to the host. Hosted services start in the order they are added and stop in the opposite one: the cameras first, then the doors,
/// and the link last, so that the hub hears of the stop as well.</summary>
internal static class Rooms
{
    public static IServiceCollection AddSite(this IServiceCollection services, SiteFile site) => services
        .AddSingleton(TimeProvider.System)
        .AddSingleton(site)
        .AddSingleton(CalendarOf(site))
        .AddSingleton(s => new PolicyInForce(PolicyFactory.From(site, s.GetRequiredService<Calendar>(), s.GetRequiredService<RegistryStore>().Roster())))
        .AddSingleton<RosterPolicy>()
        .AddSingleton<ExitCode>();

    public static IServiceCollection AddBridge(this IServiceCollection services) => services
        .AddLoop<LinkService>();

    public static IServiceCollection AddLedger(this IServiceCollection services) => services
        .AddSingleton(s => new EventLedger(s.GetRequiredService<SiteFile>().DataFolder, s.GetRequiredService<TimeProvider>(), s.GetRequiredService<ILoggerFactory>()))
        .AddSingleton(s => RegistryStore.Open(s.GetRequiredService<SiteFile>(), s.GetRequiredService<TimeProvider>()))
        .AddSingleton(s => new EventBuffer(s.GetRequiredService<SiteFile>().DataFolder, s.GetRequiredService<EventLedger>().Journals, s.GetRequiredService<TimeProvider>(),
            s.GetRequiredService<ILoggerFactory>().CreateLogger<EventBuffer>(), s.GetRequiredService<SiteFile>().Buffer))
        .AddLoop<BufferLoop>()
        .AddLoop<BackupService>()
        .AddSingleton<EventLookup>()
        .AddLoop<ProjectionService>()
        .AddSingleton(KeepingSurroundingsOf)
        .AddLoop<RetentionService>()
        .AddSingleton(s => s.GetRequiredService<ProjectionService>().Remembered);

    public static IServiceCollection AddDoors(this IServiceCollection services, DoorHardware hardware) => services
        .AddSingleton<ResidentDirectory>()
        .AddSingleton<PeopleWriter>()
        .AddSingleton<PassageTimes>()
        .AddSingleton(s => Credentials.Open(s.GetRequiredService<SiteFile>(), s.GetRequiredService<EventLedger>(), s.GetRequiredService<ProjectionSet>().PassUses.CountFor, s.GetRequiredService<TimeProvider>()))
        .AddSingleton<DeviceHealth>()
        .AddSingleton(hardware)
        .AddSingleton(hardware.Boards)
        .AddSingleton(hardware.Locks)
        .AddSingleton(hardware.Fire)
        .AddSingleton<ReaderFaults>()
        .AddSingleton(HeardBy)
        .AddSingleton(s => new Readers(s.GetRequiredService<SiteFile>(), s.GetRequiredService<Boards>(), s.GetRequiredService<ReaderListener>(), s.GetRequiredService<DeviceHealth>(),
            s.GetRequiredService<TimeProvider>(), s.GetRequiredService<ILoggerFactory>()))
        .AddSingleton(s => new Interlock(s.GetRequiredService<SiteFile>().Interlocks))
        .AddSingleton(SurroundingsOf)
        .AddSingleton<Func<DoorOptions, Door>>(s => options => new Door(options, s.GetRequiredService<DoorContext>()))
        .AddHostedService<Lifecycle>()
        .AddLoop<BoardsService>()
        .AddLoop<DoorsService>()
        .AddSingleton(s => new OperatorCommands([.. s.GetRequiredService<SiteFile>().Doors.Select(d => d.Id)],
            (door, message) => s.GetRequiredService<DoorsService>().Doors.First(d => d.Id == door).Post(message),
            s.GetRequiredService<ProjectionSet>().Orders, s.GetRequiredService<ProjectionService>().Clock, s.GetRequiredService<EventLedger>(),
            refused => s.GetRequiredService<RefusalMeter>().Record(refused)))
        .AddHostedService(s => s.GetRequiredService<OperatorCommands>())
        .AddLoop<ReadersService>();

    public static IServiceCollection AddVision(this IServiceCollection services) => services
        .AddSingleton(s => new FaceGallery(s.GetRequiredService<SiteFile>().Vision))
        .AddSingleton(s => VisionModels.Open(s.GetRequiredService<SiteFile>()))
        .AddSingleton(s => new FaceEnroller(s.GetRequiredService<VisionModels>().Pack ?? ModelPack.Open(s.GetRequiredService<SiteFile>().Vision.ModelFolder),
            s.GetRequiredService<SiteFile>().Vision))
        .AddSingleton(s => new EnrolmentService(s.GetRequiredService<SiteFile>(), s.GetRequiredService<RegistryStore>(), s.GetRequiredService<ResidentDirectory>(), s.GetRequiredService<FaceGallery>(),
            s.GetRequiredService<PeopleWriter>(), s.GetRequiredService<FaceEnroller>, (camera, stop) => s.GetRequiredService<CamerasService>().FrameAsync(camera, stop),
            s.GetRequiredService<TimeProvider>()))
        .AddSingleton<Func<FaceEnroller>>(s => s.GetRequiredService<FaceEnroller>)
        .AddLoop<FaceRenewal>()
        .AddSingleton(s => new RightsChanges(s.GetRequiredService<SiteFile>(), s.GetRequiredService<RegistryStore>(), s.GetRequiredService<ResidentDirectory>(), s.GetRequiredService<PeopleWriter>(),
            s.GetRequiredService<Credentials>().Pins, s.GetRequiredService<Credentials>().Passes, s.GetRequiredService<TimeProvider>()))
        .AddSingleton(s => new PerimeterWatch(s.GetRequiredService<SiteFile>(), s.GetRequiredService<PolicyInForce>(), s.GetRequiredService<ProjectionSet>().Watch,
            s.GetRequiredService<ProjectionService>().Clock, s.GetRequiredService<TimeProvider>(), s.GetRequiredService<EventLedger>().Boot, s.GetRequiredService<EventLedger>().Append))
        .AddLoop<PerimeterLoop>()
        .AddLoop<CamerasService>()
        .AddSingleton(s => new CameraFiguresLoop(() => s.GetRequiredService<CamerasService>().Health, s.GetRequiredService<EventLedger>().Append, s.GetRequiredService<TimeProvider>(),
            s.GetRequiredService<ExitCode>()))
        .AddSingleton<IHostedService>(s => s.GetRequiredService<CameraFiguresLoop>());

    /// <summary>What the hub may order. The link knows the topics before it begins; the rest is made when the first message comes.</summary>
    public static IServiceCollection AddRemote(this IServiceCollection services, SiteFile site) => services
        .AddSingleton(new Authorities(site.Link.Authorities))
        .AddSingleton(s => new RefusalMeter(s.GetRequiredService<TimeProvider>(), s.GetRequiredService<EventLedger>().Append))
        .AddSingleton(s => new CommandServices(s.GetRequiredService<CamerasService>().StillAsync, s.GetRequiredService<LogVerbosity>().Set, () => SyncOf(s), () => RestartOf(s)))
        .AddSingleton<GatewayCommands>()
        .AddSingleton<RemoteCommands>()
        .AddSingleton(s => s.GetRequiredService<ProjectionSet>().Roster)
        .AddSingleton<RosterIntake>()
        .AddSingleton(s => new Twin(s.GetRequiredService<BareSite>(), s.GetRequiredService<Authorities>(), s.GetRequiredService<RefusalMeter>(), s.GetRequiredService<EventLedger>().Append,
            () => s.GetRequiredService<RosterIntake>().Version, () => RestartOf(s), s.GetRequiredService<TimeProvider>()))
        .AddSingleton<Func<OutboundMessage, CancellationToken, Task<PublishOutcome>>>(s => s.GetRequiredService<LinkService>().SendAsync)
        .AddSingleton(s => new InboundTopic("commands", (message, cancellation) => s.GetRequiredService<RemoteService>().HandleCommandAsync(message, cancellation)) { Waiting = 1024 })
        .AddSingleton(s => new InboundTopic("roster", (message, cancellation) => s.GetRequiredService<RemoteService>().HandleRosterAsync(message, cancellation)))
        .AddSingleton(s => new InboundTopic("twin/desired", (message, cancellation) => s.GetRequiredService<RemoteService>().HandleTwinAsync(message, cancellation)))
        .AddLoop<RemoteService>();

    public static IServiceCollection AddConsole(this IServiceCollection services) => services
        .AddSingleton<EventCounters>()
        .AddSingleton<EventFormatter>()
        .AddSingleton<StatusBoard>()
        .AddSingleton(s => new LiveView(camera => s.GetRequiredService<CamerasService>().Health.Any(c => c.Id == camera), s.GetRequiredService<CamerasService>().LiveAsync,
            s.GetRequiredService<ResidentDirectory>(), s.GetRequiredService<IHostApplicationLifetime>(), s.GetRequiredService<TimeProvider>()))
        .AddLoop<EventPrinter>();

    private static ReplyResult SyncOf(IServiceProvider s)
    {
        s.GetRequiredService<RosterIntake>().Want("asked to synchronise");
        return new ReplyResult
        {
            RosterVersion = s.GetRequiredService<RosterIntake>().Version,
            TwinVersion = s.GetRequiredService<Twin>().Reported.Version,
            Policy = s.GetRequiredService<PolicyInForce>().Now.Version,
        };
    }

    private static RetentionInputs KeepingSurroundingsOf(IServiceProvider s)
    {
        var (site, remembering) = (s.GetRequiredService<SiteFile>(), s.GetRequiredService<ProjectionService>());
        return new RetentionInputs(
            journal => site.Link.Enabled ? LinkProgress.Read(DataFolder.Bookmarks(site), journal.Stream, journal.Ledger).Acknowledged : null,
            journal => remembering.ReachedIn(journal.Stream),
            remembering.WriteSnapshot,
            () => DiskSpace.At(site.DataFolder));
    }

    private static void RestartOf(IServiceProvider s)
    {
        s.GetRequiredService<ExitCode>().SetRestart();
        s.GetRequiredService<IHostApplicationLifetime>().StopApplication();
    }

    /// <summary>The calendar was read and checked with the site file; whoever changed it since is told.</summary>
    private static Calendar CalendarOf(SiteFile site)
    {
        var (calendar, problems) = CalendarFile.Read(site.CalendarFile);
        return calendar ?? throw new SiteException(problems);
    }

    private static DoorContext SurroundingsOf(IServiceProvider s)
    {
        var (policy, ledger, remembered, time) = (s.GetRequiredService<PolicyInForce>(), s.GetRequiredService<EventLedger>(), s.GetRequiredService<ProjectionSet>(), s.GetRequiredService<TimeProvider>());
        return new DoorContext(
            policy,
            door => new AccessController(door, policy, s.GetRequiredService<ResidentDirectory>(), s.GetRequiredService<Credentials>(), ledger, time),
            ledger.Append,
            s.GetRequiredService<Boards>().OpenInput,
            s.GetRequiredService<Locks>(),
            s.GetRequiredService<FireRelease>(),
            s.GetRequiredService<Interlock>(),
            s.GetRequiredService<PassageTimes>(),
            time)
        {
            Signal = (reader, signal) => s.GetRequiredService<Readers>().Signal(reader, signal),
            PresenceOf = (door, person, side) => remembered.Whereabouts.PresenceOf(person, door, side),
            CameInSince = remembered.LastGrants.Since,
        };
    }

    /// <summary>The doors are asked for when something is heard: a door that is being made already tells its readers what to show.</summary>
    private static ReaderListener HeardBy(IServiceProvider s) => new(
        card => s.GetRequiredService<DoorsService>().Handle(card.Reader, new CredentialInput.Card(card)),
        key => s.GetRequiredService<DoorsService>().Handle(key.Reader, new CredentialInput.Key(key)),
        code => s.GetRequiredService<DoorsService>().Handle(code.Reader, new CredentialInput.Code(code)),
        s.GetRequiredService<ReaderFaults>().Handle);

    /// <summary>A service that others may ask for too, and that the host runs.</summary>
    private static IServiceCollection AddLoop<T>(this IServiceCollection services)
        where T : LoopService =>
        services.AddSingleton<T>().AddSingleton<IHostedService>(s => s.GetRequiredService<T>());
}
