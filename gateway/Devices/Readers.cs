using Zhuhui.Edge.Drivers.Boards;
using Zhuhui.Edge.Drivers.Osdp;
using Zhuhui.Edge.Drivers.Readers;
using Zhuhui.Edge.Drivers.Serial;
using Zhuhui.Edge.Gateway.Site;

namespace Zhuhui.Edge.Gateway.Devices;

/// <summary>The site's readers, whatever wire they are on: one listener hears them all, and each can be told what to show. Owns the buses
/// that only readers are on.</summary>
internal sealed class Readers : IDisposable
{
    private readonly SiteFile _site;
    private readonly Boards _boards;
    private readonly ReaderListener _listener;
    private readonly CardFormats _formats;
    private readonly List<IDisposable> _wiegand = [];
    private readonly IReadOnlyList<OsdpBus> _osdp;
    private readonly IReadOnlyList<SerialQrScanner> _scanners;
    private readonly Dictionary<string, OsdpBus> _busOf = new(StringComparer.Ordinal);

    /// <exception cref="BoardException">A reader's key is no key, or its format is not known.</exception>
    public Readers(SiteFile site, Boards boards, ReaderListener listener, DeviceHealth health, TimeProvider time, ILoggerFactory logs)
    {
        (_site, _boards, _listener, _formats) = (site, boards, listener, new CardFormats(site.CardFormats));
        List<OsdpBus> osdp = [];
        foreach (var bus in site.Buses.Where(b => b.Kind == BusKind.Osdp))
        {
            ReaderOptions[] readers = [.. site.Readers.Where(r => r.Kind == ReaderKind.Osdp && r.Bus == bus.Id)];
            var panel = new OsdpBus(bus, readers.Select(r => new OsdpReaderSetup(r, KeyOf(r), _formats)), listener, health.Report, time,
                logs.CreateLogger<OsdpBus>());
            osdp.Add(panel);
            health.Expect(bus.Id);
            foreach (var reader in readers)
            {
                _busOf[reader.Id] = panel;
                health.Expect(reader.Id);
            }
        }

        _osdp = osdp;
        _scanners =
        [
            .. from bus in site.Buses
               where bus.Kind == BusKind.QrScanner
               from reader in site.Readers
               where reader.Kind == ReaderKind.QrScanner && reader.Bus == bus.Id
               select Scanner(bus, reader),
        ];

        SerialQrScanner Scanner(BusOptions bus, ReaderOptions reader)
        {
            health.Expect(bus.Id);
            return new SerialQrScanner(bus, reader.Id, time, listener, health.Report);
        }
    }

    /// <summary>Begins to hear the readers that are on a board's pins.</summary>
    public void Open() => _wiegand.AddRange(_site.Readers.Where(r => r.Kind == ReaderKind.Wiegand)
        .Select(r => _boards.OpenReader(r, _formats, _listener)));

    /// <summary>Serves the buses until stopped; each is a loop of its own.</summary>
    public IEnumerable<Task> Run(CancellationToken cancellationToken) => [.. _osdp.Select(bus => bus.RunAsync(cancellationToken)),
        .. _scanners.Select(s => s.RunAsync(cancellationToken))];

    /// <summary>Shows it at the reader's next turn; never waits. A reader that can show nothing shows nothing.</summary>
    public void Signal(string reader, ReaderSignal signal) => _busOf.GetValueOrDefault(reader)?.Signal(reader, signal);

    /// <summary>The readers that have a key of the site.</summary>
    public IReadOnlyList<string> Keyed => [.. _site.Readers.Where(r => r.Kind == ReaderKind.Osdp && r.Key.Length > 0).Select(r => r.Id)];

    /// <summary>For so long, readers that hold no key of the site are given theirs: an installation that an operator starts.</summary>
    public void InstallKeys(TimeSpan window)
    {
        foreach (var bus in _osdp)
        {
            bus.InstallKeys(window);
        }
    }

    public void Dispose()
    {
        foreach (var reader in _wiegand)
        {
            reader.Dispose();
        }

        _wiegand.Clear();
    }

    private static OsdpKey? KeyOf(ReaderOptions reader)
    {
        if (reader.Insecure && reader.Key.Length == 0)
        {
            return null;
        }

        try
        {
            return OsdpKey.Parse(Secrets.Find(reader.Key) ?? "");
        }
        catch (FormatException wrong)
        {
            throw new BoardException($"Reader '{reader.Id}', secret '{reader.Key}': {wrong.Message}", wrong);
        }
    }
}
