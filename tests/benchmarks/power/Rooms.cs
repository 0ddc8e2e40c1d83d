using Microsoft.Extensions.Logging.Abstractions;
using Zhuhui.Edge.CloudBridge;
using Zhuhui.Edge.CloudBridge.Settings;
using Zhuhui.Edge.CloudBridge.Topics;
using Zhuhui.Edge.Gateway.Accounts;
using Zhuhui.Edge.Gateway.Admin.SiteEdits;
using Zhuhui.Edge.Gateway.Journals;
using Zhuhui.Edge.Gateway.People;
using Zhuhui.Edge.Gateway.People.Registry;
using Zhuhui.Edge.Gateway.Search;
using Zhuhui.Edge.Gateway.Site;
using Zhuhui.Edge.Gateway.Storage;
using Zhuhui.Edge.Vision.Gallery;

namespace Zhuhui.Edge.Benchmarks.Power;

/// <summary>The gateway's rooms that keep something for somebody, opened in the order of its start.</summary>
internal sealed class Rooms : IDisposable
{
    public const string Pack = "pack";

    private readonly List<IDisposable> _open = [];

    /// <param name="disk">Where the data folder and the site file's folder lie.</param>
    public Rooms(string disk)
    {
        Data = Path.Combine(disk, "data");
        Site = new SiteFile { DataFolder = Data, Doors = [new DoorOptions { Id = "gate" }] };
        try
        {
            DataFolder.Make(Site);
            Ledger = Opened(new EventLedger(Data, TimeProvider.System, NullLoggerFactory.Instance));
            Registry = Opened(RegistryStore.Open(Data));
            Residents = new ResidentDirectory(new HomeDoors(Site));
            Gallery = new FaceGallery();
            People = new PeopleWriter(Site, Registry, Residents, Gallery, Ledger, policy: null);
            People.Begin(Pack);
            Index = Opened(new EventBuffer(Data, Ledger.Journals, TimeProvider.System, NullLogger.Instance));
            Accounts = new AccountStore(Data);
            Place = new SitePlace(Path.Combine(disk, "site", "site.jsonc"));
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    public string Data { get; }

    public SiteFile Site { get; }

    public EventLedger Ledger { get; }

    public RegistryStore Registry { get; }

    public ResidentDirectory Residents { get; }

    public FaceGallery Gallery { get; }

    public PeopleWriter People { get; }

    public EventBuffer Index { get; }

    public AccountStore Accounts { get; }

    public SitePlace Place { get; }

    /// <param name="gateway">Each box is another one.</param>
    public HubLink Link(int port, string gateway) => new(
        new LinkOptions { Host = "127.0.0.1", Port = port, Tls = false, MaxBackoffSeconds = 1 },
        new GatewayRun(new GatewayAddress("bench", "power", gateway), Ledger.Boot, "power"), Ledger.Feeds(), [],
        DataFolder.Bookmarks(Site), _ => null, TimeProvider.System, NullLogger.Instance);

    public void Dispose()
    {
        foreach (var one in Enumerable.Reverse(_open))
        {
            one.Dispose();
        }
    }

    private T Opened<T>(T one)
        where T : IDisposable
    {
        _open.Add(one);
        return one;
    }
}
