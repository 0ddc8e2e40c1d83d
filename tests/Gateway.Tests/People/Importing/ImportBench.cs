using System.Text;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Xunit;
using Zhuhui.Edge.Gateway.Journals;
using Zhuhui.Edge.Gateway.People;
using Zhuhui.Edge.Gateway.People.Imports;
using Zhuhui.Edge.Gateway.People.Registry;
using Zhuhui.Edge.Gateway.Site;
using Zhuhui.Edge.Gateway.Texts;
using Zhuhui.Edge.Tests.Support;
using Zhuhui.Edge.Vision.Gallery;

namespace Zhuhui.Edge.Gateway.Tests.People.Importing;

/// <summary>The office of a compound with unit doors, with everything real.</summary>
internal sealed class ImportBench : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly SiteFile _site;
    private EventLedger _ledger = null!;

    public ImportBench(Language language = Language.En, params DoorOptions[] doors)
    {
        _site = new SiteFile
        {
            DataFolder = _folder.Path,
            Language = language,
            TimeZone = "Asia/Shanghai",
            Doors = doors.Length > 0 ? doors : [new DoorOptions { Id = "gate" }, new DoorOptions { Id = "unit-3-2", Homes = ["3-2"] }],
        };
        Residents = new ResidentDirectory(new HomeDoors(_site));
        Start();
    }

    public FakeTimeProvider Time { get; } = new(new DateTimeOffset(2026, 11, 23, 2, 0, 0, TimeSpan.Zero));

    public ResidentDirectory Residents { get; }

    public EventList Happened { get; } = new();

    public RegistryStore Registry { get; private set; } = null!;

    public PeopleWriter Writer { get; private set; } = null!;

    public PeopleImport Import { get; private set; } = null!;

    public PeopleExport Export { get; private set; } = null!;

    public ImportAnswer Take(string text, string? map = null, bool dry = false, bool endsGone = false) =>
        Take(Encoding.UTF8.GetBytes(text), map,
        dry, endsGone);

    public ImportAnswer Take(byte[] file, string? map = null, bool dry = false, bool endsGone = false) =>
        Import.Handle(new ImportRequest("chen",
        file, map, dry, endsGone));

    public ImportAnswer TakeBack() => Import.Handle(new ImportRequest("chen", null));

    public ImportAnswer Done(string text, string? map = null, bool endsGone = false)
    {
        var answer = Take(text, map, dry: false, endsGone);
        Assert.Empty(answer.Problems);
        Assert.True(answer.IsDone, answer.Said ?? answer.Refused);
        return answer;
    }

    public void Put(params Resident[] people) => Writer.Write(() => (new PeopleChange { People = people }, 0));

    public Resident One(string name) => Assert.Single(Residents.All, person => person.Name == name);

    public string? HomeOf(Resident person) => Residents.HouseholdOf(person)?.Home?.ToString();

    /// <summary>Everybody as the disk has them.</summary>
    public string OnDisk => string.Join("\n", Registry.All().OrderBy(one => one.Id.Value, StringComparer.Ordinal).Select(one =>
        System.Text.Json.JsonSerializer.Serialize(one)).Concat(Registry.Households().OrderBy(one => one.Id.Value, StringComparer.Ordinal)
        .Select(one => System.Text.Json.JsonSerializer.Serialize(one))));

    /// <summary>Everybody without what chance has in it.</summary>
    public string Known => string.Join("\n", Residents.All.Select(one => System.Text.Json.JsonSerializer.Serialize(new
    {
        one.Name,
        one.Details,
        one.Cards,
        one.ValidTo,
        Home = HomeOf(one),
    })).Order(StringComparer.Ordinal));

    public void Restart()
    {
        Stop();
        Start();
    }

    public void Dispose()
    {
        Stop();
        _folder.Dispose();
    }

    private void Start()
    {
        Registry = RegistryStore.Open(_folder.Path);
        _ledger = new EventLedger(_folder.Path, Time, NullLoggerFactory.Instance);
        _ledger.Appended += Happened.Add;
        Writer = new PeopleWriter(_site, Registry, Residents, new FaceGallery(), _ledger, policy: null);
        Writer.Begin("pack");
        Import = new PeopleImport(_site, Registry, Residents, Writer, _ledger);
        Export = new PeopleExport(_site, Residents, _ledger);
    }

    private void Stop()
    {
        _ledger.Dispose();
        Registry.Dispose();
    }
}
