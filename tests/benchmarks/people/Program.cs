using System.Diagnostics;
using System.Globalization;
using System.Text;
using Microsoft.Extensions.Logging.Abstractions;
using Zhuhui.Edge.Benchmarks.People;
using Zhuhui.Edge.Gateway.Journals;
using Zhuhui.Edge.Gateway.People;
using Zhuhui.Edge.Gateway.People.Finding;
using Zhuhui.Edge.Gateway.People.Imports;
using Zhuhui.Edge.Gateway.People.Imports.Tables;
using Zhuhui.Edge.Gateway.People.Registry;
using Zhuhui.Edge.Gateway.Site;
using Zhuhui.Edge.Gateway.Tests.People.Importing;
using Zhuhui.Edge.Tests.Support;
using Zhuhui.Edge.Vision.Gallery;

var (turns, photos, images) = (5, 300, Path.Combine("..", "shared", "data", "faces", "images"));
for (var i = 0; i < args.Length; i += 2)
{
    switch (args[i..Math.Min(i + 2, args.Length)])
    {
        case ["--turns", var text] when int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var n) && n > 0:
            turns = n;
            break;
        case ["--photos", var text] when int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var n):
            photos = n;
            break;
        case ["--images", var folder]:
            images = folder;
            break;
        default:
            Console.Error.WriteLine("known are --turns N, --photos N (0 for none) and --images DIR");
            return 2;
    }
}

if (photos > 0 && !Directory.Exists(images))
{
    Console.Error.WriteLine($"there is no folder {images}: photos are left out; --images names one with photos of people, one file a "
        + "person and number (Name_0001.jpg)");
    photos = 0;
}

var parent = Directory.CreateTempSubdirectory("zhuhui-people-").FullName;
try
{
    var table = new Table(parent);
    Measure(table, 2100, 600, turns);
    Measure(table, 10_000, 2900, 1);
    if (photos > 0)
    {
        await PhotoFigures.MeasureAsync(table, parent, images, photos);
    }

    table.Print();
    return 0;
}
finally
{
    Directory.Delete(parent, recursive: true);
}

void Measure(Table table, int people, int households, int turns)
{
    var list = EstateList.Make(people, households);
    var (csv, xlsx, spoilt) = (list.Csv(Encoding.UTF8), list.Xlsx(), EstateList.Make(people, households, bad: 37).Csv(Encoding.UTF8));
    Dictionary<string, List<double>> taken = [];
    for (var turn = 0; turn < turns; turn++)
    {
        Table.Doing($"{people} people, turn {turn + 1} of {turns}");
        var folder = Directory.CreateDirectory(Path.Combine(parent, $"{people}-{turn}")).FullName;
        using var office = new Office(folder);
        Take("a dry run, 37 bad lines", "dry", () => Check(office.Take(spoilt, dry: true).Problems.Count == 37));
        Take("a dry run, XLSX", "dry_xlsx", () => Check(office.Take(xlsx, dry: true).New == people));
        Take("bare parsing of the CSV", "parse", () => Check(TableReader.Read(csv).Table!.Rows.Count == people + 2));
        Take("bare parsing of the XLSX", "parse_xlsx", () => Check(TableReader.Read(xlsx).Table!.Rows.Count == people + 2));
        var before = Bytes(folder);
        Take("import", "import", () => Check(office.Take(csv).IsDone));
        var written = new byte[Bytes(folder) - before];
        Take("a bare write and fsync of as many bytes", "fsync", () =>
        {
            using var file = new FileStream(Path.Combine(folder, "bare"), FileMode.Create);
            file.Write(written);
            file.Flush(flushToDisk: true);
        });
        Take("the same list again", "again", () => Check(office.Take(csv).Unchanged == people));
        var (finder, one) = (new PersonFinder(office.Residents), office.Residents.All.First());
        foreach (var (what, key, asked) in new[] { ("pinyin", "pinyin", "zw"), ("room", "room", "3-2-101"),
            ("last four digits", "phone", "1005"),
            ("card", "card", "0001000037") })
        {
            Take($"find by {what}", $"find_{key}", () => finder.Find(asked));
        }

        Take("a page of the list", "list", () => _ = finder.All.Take(100).Count());
        Take("one person changed", "change", () => office.Writer.Write(() => (PeopleChange.Of(one with { NotDoors = ["gate"] }), 0)));
        Take("a start", "start", () => new Office(folder, office).Dispose());
        using var second = new Office(Directory.CreateDirectory(folder + "-back").FullName);
        Check(second.Take(csv).IsDone);
        Take("taken back", "back", () => Check(second.TakeBack().IsDone));
    }

    foreach (var (key, times) in taken)
    {
        var name = key.Split('|');
        table.Percentiles($"{people} people: {name[0]}", $"{name[1]}_{people}", times);
    }

    table.Ratio($"{people} people: import over bare parsing", $"import_parse_{people}", $"import_{people}", $"parse_{people}");
    table.Ratio($"{people} people: import over a bare fsync of its bytes", $"import_fsync_{people}", $"import_{people}", $"fsync_{people}");

    void Take(string name, string key, Action work)
    {
        var clock = Stopwatch.StartNew();
        work();
        (taken.TryGetValue($"{name}|{key}", out var times) ? times : taken[$"{name}|{key}"] = []).Add(clock.Elapsed.TotalMilliseconds);
    }
}

static long Bytes(string folder) => Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Sum(file =>
    new FileInfo(file).Length);

static void Check(bool isSo)
{
    if (!isSo)
    {
        throw new InvalidOperationException("it was not done");
    }
}

/// <summary>The office of a compound of 24 unit doors.</summary>
internal sealed class Office : IDisposable
{
    private readonly EventLedger _ledger;
    private readonly RegistryStore _registry;
    private readonly PeopleImport _import;

    /// <param name="before">Is closed first.</param>
    public Office(string folder, Office? before = null)
    {
        before?.Dispose();
        var site = new SiteFile
        {
            DataFolder = folder,
            Doors = [new DoorOptions { Id = "gate" }, .. Enumerable.Range(0, 24).Select(i => new DoorOptions
            {
                Id = $"unit-{(i / 4) + 1}-{(i % 4) + 1}",
                Homes = [$"{(i / 4) + 1}-{(i % 4) + 1}"],
            })],
        };
        Residents = new ResidentDirectory(new HomeDoors(site));
        _registry = RegistryStore.Open(folder);
        _ledger = new EventLedger(folder, TimeProvider.System, NullLoggerFactory.Instance);
        Writer = new PeopleWriter(site, _registry, Residents, new FaceGallery(), _ledger, policy: null);
        Writer.Begin("pack");
        _import = new PeopleImport(site, _registry, Residents, Writer, _ledger);
    }

    public ResidentDirectory Residents { get; }

    public PeopleWriter Writer { get; }

    public ImportAnswer Take(byte[] file, bool dry = false) => _import.Handle(new ImportRequest("chen", file, EstateList.Map, dry));

    public ImportAnswer TakeBack() => _import.Handle(new ImportRequest("chen", null));

    public void Dispose()
    {
        _ledger.Dispose();
        _registry.Dispose();
    }
}
