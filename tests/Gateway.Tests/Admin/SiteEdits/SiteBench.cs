using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting.Internal;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Xunit;
using Zhuhui.Edge.Drivers.Boards;
using Zhuhui.Edge.Gateway.Admin.SiteEdits;
using Zhuhui.Edge.Gateway.Cameras;
using Zhuhui.Edge.Gateway.Devices;
using Zhuhui.Edge.Gateway.Events;
using Zhuhui.Edge.Gateway.Journals;
using Zhuhui.Edge.Gateway.Loops;
using Zhuhui.Edge.Gateway.Site.Edits;
using Zhuhui.Edge.Gateway.Tests.Api;
using Zhuhui.Edge.Tests.Support;
using Zhuhui.Edge.Tests.Support.Boards;

namespace Zhuhui.Edge.Gateway.Tests.Admin.SiteEdits;

/// <summary>A running gateway on a site file; what changes that file goes by a clock of the test's own, and a start is asked of nobody but
/// the test.</summary>
public sealed class SiteBench : IAsyncLifetime
{
    public const int Contact = 5;

    internal const string Text = """
        {
          "district": "d", "compound": "c", "gateway": "g", "dataFolder": ".",
          "boards": [{ "id": "box", "kind": "simulated" }],
          // 东门 rtsp://admin:geheim@192.168.1.9/
          "doors": [
            { "id": "gate", "name": "Gate", "relay": { "board": "box", "pin": 1 }, "unlockSeconds": 5,
              "contact": { "board": "box", "pin": 5, "activeLow": false }, "exitButton": { "board": "box", "pin": 7 } },
            { "id": "unit", "name": "Unit 3-2", "relay": { "board": "box", "pin": 2 }, "exitButton": { "board": "box", "pin": 6 } }
          ],
          "rings": {
            "perimeter": { "loiterSeconds": 15 } // seconds
          },
          "console": { "port": 0 }, "web": { "port": 0 }
        }
        """;

    internal RunningApi Gateway { get; private set; } = null!;

    internal FakeTimeProvider Time { get; } = new();

    internal ApplicationLifetime Life { get; private set; } = null!;

    internal ExitCode Exit { get; private set; } = null!;

    internal SiteInForce InForce => Get<SiteInForce>();

    internal IReadOnlyList<SiteSettled> Settled => [.. Gateway.Happened.All.OfType<SiteSettled>()];

    internal string OnDisk => File.ReadAllText(Gateway.SitePath);

    /// <summary>Null where the site has no hub.</summary>
    internal bool? IsLinked { get; set; }

    internal bool IsRecording { get; set; } = true;

    /// <summary>What it is started on.</summary>
    internal string Started { get; init; } = Text;

    public async ValueTask InitializeAsync()
    {
        Gateway = await RunningApi.StartOnAsync(Started);
        await SimulatedWires.TellAsync(Gateway.Site.DataFolder, $"set {Contact} 1");
        await Eventually.IsAsync(() => Get<OpenDoors>().Now.Count == 0);
    }

    public ValueTask DisposeAsync() => Gateway?.DisposeAsync() ?? ValueTask.CompletedTask;

    /// <summary>As after a start: nothing is known but what lies beside the file.</summary>
    internal SiteChanges Begin()
    {
        (Life, Exit) = (new ApplicationLifetime(NullLogger<ApplicationLifetime>.Instance), new ExitCode());
        var changes = new SiteChanges(InForce, Get<SiteJudge>(), Get<SiteSwitch>(), Health(), Get<OpenDoors>(), Get<EventLedger>(),
            new GatewayRestart(Exit, Life), Time);
        changes.Begin();
        return changes;
    }

    /// <summary>As each trial has one of its own.</summary>
    internal SiteHealth Health() => new(InForce, Get<DeviceHealth>(), Get<CamerasService>(), Get<OpenDoors>(), () => IsLinked,
        () => IsRecording, Time);

    internal static Task<SiteAnswer> ApplyAsync(SiteChanges changes, string text, bool mayRestart = false) =>
        changes.ApplyAsync(new SiteChange(text, changes.Seen().State, "technician-1", mayRestart), Eventually.Token);

    internal Task OpenAsync(bool isOpen) => SimulatedWires.TellAsync(Gateway.Site.DataFolder, $"set {Contact} {(isOpen ? 0 : 1)}");

    /// <summary>What a driver reports.</summary>
    internal void Report(DeviceCondition condition) => Get<DeviceHealth>().Report(new DeviceReport("box", condition, null));

    internal T Get<T>()
        where T : notnull => Gateway.Services.GetRequiredService<T>();
}
