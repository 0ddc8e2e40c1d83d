using Xunit;
using Zhuhui.Edge.Gateway.Admin.Releases;
using Zhuhui.Edge.Gateway.Admin.SiteEdits;
using Zhuhui.Edge.Gateway.Events;
using Zhuhui.Edge.Gateway.Journals;
using Zhuhui.Edge.Gateway.Loops;
using Zhuhui.Edge.Gateway.Releases;
using Zhuhui.Edge.Gateway.Tests.Admin.SiteEdits;
using Zhuhui.Edge.Tests.Support;

namespace Zhuhui.Edge.Gateway.Tests.Releases;

/// <summary>A release staged and started beside a running gateway, as the launcher does it.</summary>
public abstract class ReleaseTrialSetup(SiteBench bench) : IClassFixture<SiteBench>, IDisposable
{
    private readonly BundleMaker _maker = new();
    private readonly int _before = bench.Gateway.Happened.All.OfType<ReleaseSettled>().Count();

    protected SiteBench Bench => bench;

    protected TemporaryFolder Folder { get; } = new();

    private protected Slots Slots => new(Folder.At("programs"));

    private protected ReleaseSettled[] Settled => [.. bench.Gateway.Happened.All.OfType<ReleaseSettled>().Skip(_before)];

    public void Dispose()
    {
        (bench.IsLinked, bench.IsRecording) = (null, true);
        _maker.Dispose();
        Folder.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>Where the launcher starts the one on trial.</summary>
    protected string Running => Folder.At("programs", Path.GetFileName(new FileInfo(Folder.At("programs", "trial")).LinkTarget!));

    protected string GivenUp => File.ReadAllLines(Path.Combine(bench.Gateway.Site.DataFolder, "release", "given-up"))[1];

    /// <returns>The one on trial, just started.</returns>
    private protected ReleaseTrial GoOver(string version)
    {
        Stage(version);
        var running = Begin(Folder.At("packaged"));
        running.GoOver("technician-3");
        running.Look();
        return Begin(Running);
    }

    protected void Stage(string version)
    {
        Directory.CreateDirectory(Folder.At("keys"));
        File.WriteAllBytes(Folder.At("keys", "release.pem"), _maker.PublicKey);
        var place = Slots.Stage(ReleaseBundle.Open(_maker.Make(Folder.At("bundle"), version), ReleaseKeys.Read(Folder.At("keys"))),
            "technician-1");
        Slots.Try(place);
    }

    private protected ReleaseTrial Begin(string program)
    {
        bench.Begin().Dispose();
        var trial = new ReleaseTrial(bench.Gateway.Site, bench.Health(), bench.Get<OpenDoors>(), bench.Get<EventLedger>(),
            new GatewayRestart(bench.Exit, bench.Life), bench.Time, Slots, new ProgramPlace(program));
        trial.Begin();
        return trial;
    }
}
