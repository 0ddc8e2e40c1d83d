using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Xunit;
using Zhuhui.Edge.Gateway.Events;
using Zhuhui.Edge.Gateway.Journals;
using Zhuhui.Edge.Gateway.Loops;
using Zhuhui.Edge.Gateway.People;
using Zhuhui.Edge.Gateway.People.Credentials;
using Zhuhui.Edge.Gateway.People.Faces;
using Zhuhui.Edge.Gateway.People.Profiles;
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
    private PeopleWriter _writer = null!;

    public RightsBench(string? folder = null, IReadOnlyList<DoorOptions>? doors = null)
    {
        _own = folder is null ? new TemporaryFolder() : null;
        _folder = folder ?? _own!.Path;
        _site = new SiteFile
        {
            DataFolder = _folder,
            Schedules = [new ScheduleOptions { Id = "day" }],
            Doors = doors ?? [new DoorOptions { Id = "gate", Accepts = [PassageMethod.Pin] }, new DoorOptions { Id = "unit-3" }],
        };
        Residents = new ResidentDirectory(new HomeDoors(_site));
        Start();
    }

    public FakeTimeProvider Time { get; } = new(new DateTimeOffset(2026, 11, 23, 2, 0, 0, TimeSpan.Zero));

    public ResidentDirectory Residents { get; }

    public FaceGallery Gallery { get; } = new();

    public EventList Happened { get; } = new();

    /// <summary>Told of every step of a change.</summary>
    public Action<WriteStep>? Reached { get; set; }

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

    public Resident Person(string id) => Residents.WithId(new PersonId(id))!;

    public static RightsRequest.RightsChange RightsOf(string person) => new(person, null, null, null, null, null, null);

    /// <summary>Somebody who lives there.</summary>
    public void Put(string id, PersonKind? kind, string? home, params HeldCard[] cards)
    {
        Put(new Resident(new PersonId(id), id) { Cards = cards, Details = new PersonDetails { Kind = kind } });
        if (home is not null)
        {
            Done(new RightsRequest.PersonMove(id, home));
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

    /// <summary>Looks for households that have moved out, as the gateway does by itself.</summary>
    public void MoveOut() => new MoveOutService(_site, _writer, Rights, Residents, _ledger, NullLogger<MoveOutService>.Instance,
        new ExitCode()).RunOnce();

    public string MakeBackup() => _writer.MakeBackup(BackupReason.Asked).Name;

    public RestorePlan Restore(string backup) => _writer.Write(() =>
    {
        var plan = _registry.PlanRestore(backup)!;
        return (PeopleChange.Restoring(plan, Residents.All, "chief"), plan);
    });

    /// <summary>The files of the data folder, backups included, in which a text stands.</summary>
    public string[] FilesWith(string text) =>
    [
        .. Directory.EnumerateFiles(_folder, "*", SearchOption.AllDirectories).Where(file => !file.EndsWith("lock",
            StringComparison.Ordinal) && Bytes(file).AsSpan().IndexOf(System.Text.Encoding.UTF8.GetBytes(text)) >= 0)
            .Select(file => Path.GetRelativePath(_folder, file)),
    ];

    /// <summary>As the gateway does by itself every hour.</summary>
    public void CatchUp() => _writer.CatchUp();

    /// <summary>Takes the backups' disk away, or brings it back.</summary>
    public void MoveBackups(bool away) => Directory.Move(Path.Combine(_folder, away ? "backups" : "away"), Path.Combine(_folder, away
        ? "away" : "backups"));

    private static byte[] Bytes(string file)
    {
        using var open = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        var all = new byte[open.Length];
        open.ReadExactly(all);
        return all;
    }

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
        _ledger = new EventLedger(_folder, Time, NullLoggerFactory.Instance);
        _ledger.Appended += Happened.Add;
        _writer = new PeopleWriter(_site, _registry, Residents, Gallery, _ledger, policy: null) { Reached = step => Reached?.Invoke(step) };
        _writer.Begin("pack");
        Pins = PinDigests.Open(_folder);
        Passes = PassSigner.Open(_folder);
        Rights = new RightsChanges(_site, _registry, Residents, _writer, Pins, Passes, Time);
    }

    private void Stop()
    {
        Passes.Dispose();
        _ledger.Dispose();
        _registry.Dispose();
    }
}
