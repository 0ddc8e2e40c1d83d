using System.Security.Cryptography;
using Xunit;
using Zhuhui.Edge.Gateway.Admin.Releases;
using Zhuhui.Edge.Gateway.Events;
using Zhuhui.Edge.Gateway.Releases;
using Zhuhui.Edge.Gateway.Site;
using Zhuhui.Edge.Gateway.Tests.Projections;
using Zhuhui.Edge.Tests.Support;

namespace Zhuhui.Edge.Gateway.Tests.Releases;

/// <summary>A gateway's part that fetches releases, beside a district's server, both as often begun anew as is wanted.</summary>
public abstract class ReleaseFetchingSetup : IAsyncLifetime
{
    protected const string Version = "99.0.0";

    private CancellationTokenSource _stop = new();
    private Task _running = Task.CompletedTask;

    protected TemporaryFolder Folder { get; } = new();

    private protected BundleMaker Maker { get; } = new();

    private protected ProjectionBench Bench { get; } = new();

    private protected List<ReleaseStalled> Told { get; } = [];

    private protected DistrictServer Server { get; private set; } = null!;

    private protected ReleaseOrders Orders { get; private set; } = null!;

    protected string Data => Folder.At("data", "release");

    protected string Part => BundleFetch.PartIn(Data);

    private protected Slots Slots => new(Folder.At("programs"));

    protected string OnServer(string version = Version) => Folder.At("server",
        $"zhuhui-edge_{version}_{ReleaseManifest.ThisPlatform["linux-".Length..]}.bundle");

    public async ValueTask InitializeAsync()
    {
        foreach (var name in new[] { "server", "keys", "data", "programs" })
        {
            Directory.CreateDirectory(Folder.At(name));
        }

        await File.WriteAllBytesAsync(Folder.At("keys", "release.pem"), Maker.PublicKey);
        Server = await DistrictServer.StartAsync(Folder.At("server"));
        Bench.Ledger.Appended += happened =>
        {
            if (happened is ReleaseStalled stalled)
            {
                lock (Told)
                {
                    Told.Add(stalled);
                }
            }
        };
    }

    public async ValueTask DisposeAsync()
    {
        await EndAsync();
        await Server.DisposeAsync();
        Bench.Dispose();
        Maker.Dispose();
        _stop.Dispose();
        Folder.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>A program that does not pack smaller, so that it comes in several parts.</summary>
    private protected void Put(BundleMaker? maker = null, string version = Version, string? name = null,
        Action<System.Text.Json.Nodes.JsonObject>? change = null) => (maker ?? Maker).Make(OnServer(name ?? version), version,
            new Dictionary<string, string>
            {
                ["./zhuhui-edge"] = $"#!/bin/sh\necho {version}\n",
                ["./lib/data"] = Convert.ToBase64String(RandomNumberGenerator.GetBytes(200_000)),
            }, change);

    protected void Start(int bytesPerSecond = 1 << 24)
    {
        var site = new SiteFile
        {
            DataFolder = Folder.At("data"),
            Link = new SiteLink
            {
                CaFile = Server.CaFile,
                CertFile = Server.CertFile,
                KeyFile = Server.KeyFile,
                Releases = $"https://127.0.0.1:{Server.Port}/releases",
            },
        };
        Orders = new ReleaseOrders(site, Bench.Ledger, Slots, TimeProvider.System);
        var fetching = new ReleaseFetching(site, Orders, Slots, TimeProvider.System, Folder.At("keys"))
        {
            BytesPerSecond = bytesPerSecond,
            FirstWait = TimeSpan.FromMilliseconds(100),
        };
        _running = Task.Run(() => fetching.RunAsync(_stop.Token));
    }

    protected async Task EndAsync()
    {
        await _stop.CancelAsync();
        await _running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _stop.Dispose();
        _stop = new CancellationTokenSource();
    }

    private protected async Task<HandedBundle> HandedAsync()
    {
        await Eventually.IsAsync(() => File.Exists(HandOver.ReadyIn(Data)));
        return HandOver.Read(Data)!;
    }

    private protected async Task<ReleaseStalled> ToldAsync(int count = 1)
    {
        await Eventually.IsAsync(() => Told.Count >= count);
        return Told[count - 1];
    }

    private protected async Task<ReleaseStalled> EndedAsync(int count = 1)
    {
        await Eventually.IsAsync(() => Told.Count(one => one.Ended) >= count);
        return Told.Last(one => one.Ended);
    }

    private protected static (string, bool, string) Said(ReleaseStalled told) => (told.Reason.En, told.Ended, told.Operator);
}
