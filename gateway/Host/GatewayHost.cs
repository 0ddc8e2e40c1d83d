using System.Net;
using Microsoft.AspNetCore.HostFiltering;
using Microsoft.Extensions.Logging.Console;
using Zhuhui.Edge.Gateway.Access;
using Zhuhui.Edge.Gateway.Accounts;
using Zhuhui.Edge.Gateway.Accounts.Changes;
using Zhuhui.Edge.Gateway.Admin;
using Zhuhui.Edge.Gateway.Admin.Duty;
using Zhuhui.Edge.Gateway.Admin.Office;
using Zhuhui.Edge.Gateway.Admin.Releases;
using Zhuhui.Edge.Gateway.Admin.SiteEdits;
using Zhuhui.Edge.Gateway.Api;
using Zhuhui.Edge.Gateway.Api.Listening;
using Zhuhui.Edge.Gateway.Cameras;
using Zhuhui.Edge.Gateway.Care;
using Zhuhui.Edge.Gateway.Console;
using Zhuhui.Edge.Gateway.Console.Views;
using Zhuhui.Edge.Gateway.Devices;
using Zhuhui.Edge.Gateway.Doors;
using Zhuhui.Edge.Gateway.Journals;
using Zhuhui.Edge.Gateway.Loops;
using Zhuhui.Edge.Gateway.Outside;
using Zhuhui.Edge.Gateway.People;
using Zhuhui.Edge.Gateway.Perimeter;
using Zhuhui.Edge.Gateway.Projections;
using Zhuhui.Edge.Gateway.Releases;
using Zhuhui.Edge.Gateway.Remote;
using Zhuhui.Edge.Gateway.Remote.Configuration;
using Zhuhui.Edge.Gateway.Search;
using Zhuhui.Edge.Gateway.Site;
using Zhuhui.Edge.Gateway.Storage;

namespace Zhuhui.Edge.Gateway.Host;

/// <summary>The whole gateway as one host.</summary>
internal static class GatewayHost
{
    /// <summary>Puts the rooms together and reads the residents into memory. Nothing runs yet.</summary>
    /// <param name="bare">The site file before anything from afar.</param>
    /// <param name="hardware">Opened before and closed after: a fire is heard while there is no host.</param>
    /// <param name="exit">Has the process's exit code once the host has ended.</param>
    /// <exception cref="StorageException">The data folder, the journal or the registry can't be opened.</exception>
    public static WebApplication Build(BareSite bare, SiteFile site, DoorHardware hardware, ExitCode exit)
    {
        DataFolder.Make(site);
        DataForm.Take(site.DataFolder, ThisProgram.Version);
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions
        {
            ApplicationName = "zhuhui-edge",
            ContentRootPath = site.DataFolder
        });
        var verbosity = new LogVerbosity(TimeProvider.System);
        Logs(builder.Logging, verbosity.Lets);
        builder.Services.AddSystemd().AddSingleton<IHostLifetime, HeardElsewhere>().AddSingleton(exit).AddSingleton<GatewayRestart>()
            .AddSingleton(verbosity);
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(15));

        // The builder's own filter knows one list for all listeners; each has its own here.
        builder.Services.Configure<HostFilteringOptions>(filter => filter.AllowedHosts = ["*"]);

        builder.Services.AddSite(site).AddJournals().AddSearch().AddProjections().AddPeople().AddAccess().AddDevices().AddDoors(hardware)
            .AddPerimeter().AddCare().AddCameras()
            .AddRemote(bare).AddReleases().AddAdmin().AddOutside().AddAccounts().AddApi().AddConsole()
            .AddSingleton<Lifecycle>().AddSingleton<Preparation>().AddSingleton<DoorWatchdog>().AddSingleton<QuietThread>()
            .AddRunOrder().AddMeters();
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            // A port that another program has taken costs the page or the API, never the doors.
            var page = new IPEndPoint(IPAddress.Parse(site.Console.Host), site.Console.Port);
            if (ListeningPlace.Problem(page, "Site.Console") is null)
            {
                kestrel.Listen(page);
            }

            if (site.Web is { } web && ListeningPlace.Problem(ApiListener.PlaceOf(web), "Site.Web") is null)
            {
                ApiListener.Listen(kestrel, web, kestrel.ApplicationServices.GetRequiredService<WebCertificate>());
            }

            AdminSocket.Listen(kestrel, site.DataFolder);
        });

        var app = builder.Build();
        try
        {
            app.Use((context, next) =>
            {
                if (ApiListener.IsOver(context) || HostNames.IsThisMachine(context.Request.Host))
                {
                    return next(context);
                }

                context.Response.StatusCode = StatusCodes.Status400BadRequest;
                return Task.CompletedTask;
            });
            if (site.Web is not null)
            {
                app.UseMiddleware<PageErrors>();
                app.MapApi(site);
                app.MapConsole();
            }

            app.UseMiddleware<QuietRequests>();
            app.MapStatus();
            app.MapEnrolment(site);
            app.MapRights();
            app.MapPeople();
            app.MapImport();
            app.MapOrders();
            app.MapReaders();
            app.MapCardTaps();
            app.MapWatch();
            app.MapSilence();
            app.MapDuty();
            app.MapNotices();
            app.MapOutside();
            app.MapClock();
            app.MapRecords();
            app.MapRegistry();
            app.MapSite();
            app.MapSiteChange();
            app.MapRelease();
            app.MapReport();
            app.MapPrivacy();
            app.MapAccounts();
            app.Services.GetRequiredService<Preparation>().Run();
            AdminSocket.Clear(site.DataFolder);
            return app;
        }
        catch
        {
            ((IDisposable)app).Dispose();
            throw;
        }
    }

    /// <summary>Lines on standard error: the gateway's own, and the warnings of libraries.</summary>
    public static void Logs(ILoggingBuilder logging) => Logs(logging, new LogVerbosity(TimeProvider.System).Lets);

    private static void Logs(ILoggingBuilder logging, Func<string?, LogLevel, bool> lets)
    {
        logging.ClearProviders();
        logging.AddSimpleConsole(console => console.SingleLine = true);
        logging.Services.Configure<ConsoleLoggerOptions>(console =>
        {
            console.LogToStandardErrorThreshold = LogLevel.Trace;

            // The system's log hangs with the disk it is on: lines are lost then and counted, and no loop waits.
            console.QueueFullMode = ConsoleLoggerQueueFullMode.DropWrite;
        });
        logging.SetMinimumLevel(LogLevel.Trace);
        logging.AddFilter(lets);
    }
}
