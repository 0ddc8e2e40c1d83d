using Microsoft.Extensions.Logging.Abstractions;
using Zhuhui.Edge.Drivers.Boards;
using Zhuhui.Edge.Gateway.Admin;
using Zhuhui.Edge.Gateway.Outside;
using Zhuhui.Edge.Gateway.Outside.Targets;
using Zhuhui.Edge.Gateway.People;
using Zhuhui.Edge.Gateway.Perimeter;
using Zhuhui.Edge.Gateway.Site;
using Zhuhui.Edge.Gateway.Site.Edits;
using Zhuhui.Edge.Gateway.Site.Outside;
using Zhuhui.Edge.Gateway.Tests.Projections;
using Zhuhui.Edge.Gateway.Texts;

namespace Zhuhui.Edge.Gateway.Tests.Outside;

/// <summary>What one target gets of a real journal, in a folder that can be cut off at any moment; the target takes what the test
/// says.</summary>
internal sealed class OutsideBench : IDisposable
{
    private readonly TargetOptions _options;

    public OutsideBench(TargetOptions? options = null)
    {
        _options = options ?? new TargetOptions { Id = "shop", Kind = TargetKind.Wecom };
        Loop = Begin();
    }

    public ProjectionBench Bench { get; } = new();

    public TargetLoop Loop { get; private set; }

    /// <summary>What was sent, whatever became of it.</summary>
    public List<OutsideMessage> Sent { get; } = [];

    /// <summary>What became of it.</summary>
    public Func<OutsideMessage, SendResult> Answer { get; set; } = _ => SendResult.Delivered;

    public List<DeviceReport> Reports { get; } = [];

    public SilencedDevices Silenced => new(new SiteInForce(Site), Bench.Remembered.Silenced, Bench.Remembering.Clock, Bench.Ledger.Append);

    private SiteFile Site
    {
        get
        {
            var site = ProjectionBench.SiteIn(Bench.Folder);
            return site with { Compound = "c", Gateway = "g", Doors = [.. site.Doors.Select(door => door with { Name = door.Id })] };
        }
    }

    /// <summary>A turn of the loop, a second later.</summary>
    public async Task TurnAsync(int seconds = 1)
    {
        for (var i = 0; i < seconds; i++)
        {
            Bench.Time.Advance(TimeSpan.FromSeconds(1));
            await Loop.LookAsync(CancellationToken.None);
        }
    }

    /// <summary>As <see cref="ProjectionBench.CutOffAndStart"/>.</summary>
    public void KillAndStart(TimeSpan wallStep = default)
    {
        Bench.CutOffAndStart(wallStep);
        Loop = Begin();
    }

    /// <summary>As people read a message.</summary>
    public string Text(OutsideMessage message, int lines = 12, int bytes = 2000) => new MessageWriter(Site,
        new EventFormatter(Site, new ResidentDirectory()), Language.En).Write(message, lines, bytes);

    public void Dispose() => Bench.Dispose();

    private TargetLoop Begin()
    {
        var text = new EventFormatter(Site, new ResidentDirectory());
        var loop = new TargetLoop(_options, new Told(this), new Gathering(_options, Language.En, _options.Kind == TargetKind.Webhook,
            Bench.Ledger, new Subjects(Silenced), new HappeningWriter(text)), new CursorFile(Bench.Folder, _options.Id), Reports.Add, Site,
            Bench.Ledger.Time, NullLogger.Instance);
        loop.Begin();
        return loop;
    }

    private sealed class Told(OutsideBench bench) : ITarget
    {
        public string Where => "test";

        public IReadOnlyList<string> Secrets => ["hush-hush"];

        public Pace CreatePace(TimeProvider time) => new(4, TimeSpan.FromSeconds(4), time);

        public Task<SendResult> SendAsync(OutsideMessage message, CancellationToken cancellationToken)
        {
            bench.Sent.Add(message);
            return Task.FromResult(bench.Answer(message));
        }

        public void Dispose()
        {
        }
    }
}
