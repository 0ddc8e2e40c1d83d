using Microsoft.Extensions.Time.Testing;
using Xunit;
using Zhuhui.Edge.Gateway.Events;
using Zhuhui.Edge.Gateway.Journals;
using Zhuhui.Edge.Gateway.People;
using Zhuhui.Edge.Gateway.People.Credentials;
using Zhuhui.Edge.Gateway.People.Faces;
using Zhuhui.Edge.Gateway.People.Registry;
using Zhuhui.Edge.Gateway.People.Rights;
using Zhuhui.Edge.Gateway.Site;
using Zhuhui.Edge.Tests.Support;
using Zhuhui.Edge.Vision.Gallery;

namespace Zhuhui.Edge.Gateway.Tests.People.Rights;

/// <summary>The desk of a small site, with everything real.</summary>
internal sealed class RightsBench : IDisposable
{
    private readonly TemporaryFolder? _own;
    private readonly string _folder;
    private readonly SiteFile _site;
    private RegistryStore _registry = null!;
    private EventLedger _ledger = null!;

    public RightsBench(string? folder = null)
    {
        _own = folder is null ? new TemporaryFolder() : null;
        _folder = folder ?? _own!.Path;
        _site = new SiteFile
        {
            DataFolder = _folder,
            Schedules = [new ScheduleOptions { Id = "day" }],
            Doors = [new DoorOptions { Id = "gate", Accepts = [PassageMethod.Pin] }, new DoorOptions { Id = "unit-3" }],
        };
        Start();
    }

    public FakeTimeProvider Time { get; } = new(new DateTimeOffset(2026, 11, 23, 2, 0, 0, TimeSpan.Zero));

    public ResidentDirectory Residents { get; } = new();

    public FaceGallery Gallery { get; } = new();

    public EventList Happened { get; } = new();

    public GatewayEvent Last => Happened.All[^1];

    public PinDigests Pins { get; private set; } = null!;

    public PassSigner Passes { get; private set; } = null!;

    public RightsChanges Rights { get; private set; } = null!;

    public void Put(Resident resident, params FaceTemplate[] templates)
    {
        _registry.Put(resident, templates);
        Residents.Put(resident);
        if (templates.Length > 0)
        {
            Gallery.Put(resident.Id.Value, [.. templates.Select(t => new ReadOnlyMemory<float>(t.Vector))]);
        }
    }

    public IReadOnlyList<FaceTemplate> Templates(string person) => _registry.TemplatesOf(new PersonId(person));

    public string Done(RightsRequest request)
    {
        var answer = Rights.Handle(request);
        Assert.Empty(answer.Reasons);
        return answer.Said!;
    }

    public IReadOnlyList<string> Refused(RightsRequest request)
    {
        var answer = Rights.Handle(request);
        Assert.Null(answer.Said);
        Assert.NotEmpty(answer.Reasons);
        return answer.Reasons;
    }

    /// <summary>The first bytes of a template as the registry's file holds it.</summary>
    public byte[] SealedTemplate(string person)
    {
        using var copy = new LiteDB.LiteDatabase(new LiteDB.ConnectionString { Filename = CopyOfRegistry(), ReadOnly = false });
        return copy.GetCollection("residents").FindById(person)["templates"].AsArray[0]["sealed"].AsBinary[..64];
    }

    public bool OnDisk(byte[] bytes) => Directory.EnumerateFiles(_folder, "registry*")
        .Where(f => !f.EndsWith(".lock", StringComparison.Ordinal)).Any(file =>
    {
        using var open = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        var all = new byte[open.Length];
        open.ReadExactly(all);
        return all.AsSpan().IndexOf(bytes) >= 0;
    });

    public void Restart()
    {
        Stop();
        Start();
    }

    public void Dispose()
    {
        Stop();
        _own?.Dispose();
    }

    private string CopyOfRegistry()
    {
        var copy = Path.Combine(Directory.CreateDirectory(Path.Combine(_folder, "copy")).FullName, "r.db");
        using var from = new FileStream(Path.Combine(_folder, "registry.db"), FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        using var to = File.Create(copy);
        from.CopyTo(to);
        return copy;
    }

    private void Start()
    {
        _registry = RegistryStore.Open(_folder);
        _ledger = EventLedger.OpenQuietly(_folder);
        _ledger.Appended += Happened.Add;
        var writer = new PeopleWriter(_site, _registry, Residents, Gallery, _ledger, policy: null);
        writer.Begin("pack");
        Pins = PinDigests.Open(_folder);
        Passes = PassSigner.Open(_folder);
        Rights = new RightsChanges(_site, _registry, Residents, writer, Pins, Passes, Time);
    }

    private void Stop()
    {
        Passes.Dispose();
        _ledger.Dispose();
        _registry.Dispose();
    }
}
