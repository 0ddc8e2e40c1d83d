using System.Diagnostics;
using System.Globalization;
using LiteDB;
using Zhuhui.Edge.Gateway.Journals;
using Zhuhui.Edge.Gateway.People;
using Zhuhui.Edge.Gateway.People.Faces;
using Zhuhui.Edge.Gateway.People.Registry;
using Zhuhui.Edge.Gateway.Site;
using Zhuhui.Edge.Vision.Gallery;

var (people, templates, parent) = (2100, 5, Path.GetTempPath());
foreach (var pair in args.Chunk(2))
{
    switch (pair)
    {
        case ["--people", var text] when int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var n) && n >= 10:
            people = n;
            break;
        case ["--templates", var text] when int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var n)
            && n is >= 1 and <= 5:
            templates = n;
            break;
        case ["--folder", var path] when Directory.Exists(path):
            parent = path;
            break;
        default:
            Console.Error.WriteLine("gallery-load: known are --people N, from 10 on, --templates N, 1 to 5, and --folder PATH");
            return 2;
    }
}

const string Pack = "bench";
var folder = Directory.CreateDirectory(Path.Combine(parent, $"zhuhui-gallery-{Environment.ProcessId}")).FullName;
try
{
    Seed();
    var site = new SiteFile { DataFolder = folder, Doors = [.. Enumerable.Range(0, 40).Select(i => new DoorOptions { Id = $"unit-{i}" })] };
    using var ledger = EventLedger.OpenQuietly(folder);
    List<(double Open, double Load)> runs = [];
    var (bytes, change) = (new FileInfo(Path.Combine(folder, "registry.db")).Length, 0.0);
    for (var run = 0; run < 3; run++)
    {
        var started = Stopwatch.StartNew();
        using var registry = RegistryStore.Open(folder);
        var opened = started.Elapsed.TotalSeconds;
        var (gallery, residents) = (new FaceGallery(), new ResidentDirectory());
        new PeopleWriter(site, registry, residents, gallery, ledger, policy: null).Begin(Pack);
        runs.Add((opened, started.Elapsed.TotalSeconds));
        if (gallery.People != people || gallery.Templates != people * templates)
        {
            throw new InvalidOperationException($"{gallery.People} people and {gallery.Templates} templates came back");
        }

        var changing = Stopwatch.StartNew();
        gallery.Put("p-0", [.. Enumerable.Range(0, templates).Select(i => (ReadOnlyMemory<float>)Face(new Random(i)))]);
        change = changing.Elapsed.TotalMilliseconds;
    }

    runs.Sort();
    var (open, load) = runs[1];
    Console.WriteLine($"{people} people, {templates} templates each, registry of {bytes >> 20} MB: opened after {open:0.00} s, ready "
        + $"after {load:0.00} s (median of 3, the slowest {runs.Max(r => r.Load):0.00} s); one person changed in memory in "
        + $"{change:0.0} ms");
    Console.WriteLine(System.Text.Json.JsonSerializer.Serialize(new
    {
        people,
        templates,
        registryMegabytes = bytes >> 20,
        openSeconds = Math.Round(open, 3),
        readySeconds = Math.Round(load, 3),
        changeMs = Math.Round(change, 2)
    }));
    return 0;
}
finally
{
    Directory.Delete(folder, recursive: true);
}

// As the registry writes it, all at once: person by person, with a copy of the file kept after each, would take an hour.
void Seed()
{
    using (var registry = RegistryStore.Open(folder))
    {
        registry.Commit(PeopleChange.Of(Person(0)) with
        {
            Faces = new Dictionary<PersonId,
            IReadOnlyList<FaceTemplate>>
            { [new PersonId("p-0")] = Templates(0) }
        });
    }

    BsonDocument first;
    using (var database = new LiteDatabase(new ConnectionString
    {
        Filename = Path.Combine(folder, "registry.db"),
        Collation = Collation.Binary
    }))
    {
        var residents = database.GetCollection("residents");
        first = residents.FindAll().First();
        using var cipher = TemplateCipher.Open(folder);
        residents.InsertBulk(Enumerable.Range(1, people - 1).Select(i =>
        {
            var document = new BsonDocument(first.ToDictionary(p => p.Key, p => p.Value)) { ["_id"] = $"p-{i}", ["name"] = $"N{i}" };
            document["doors"] = new BsonArray(Person(i).Doors.Select(d => new BsonValue(d)));
            document["templates"] = new BsonArray(Templates(i).Select(t => new BsonDocument
            {
                ["pack"] = t.Pack,
                ["quality"] = 0.5,
                ["sealed"] = cipher.Seal($"p-{i}", t.Vector)
            }));
            return document;
        }));
        database.Checkpoint();
    }
}

Resident Person(int i) => new(new PersonId($"p-{i}"), $"N{i}")
{
    Doors = ["unit-0", $"unit-{i % 40}"],
    Consent = new Consent(DateTimeOffset.UnixEpoch, "bench", "bench")
};

FaceTemplate[] Templates(int person) => [.. Enumerable.Range(0, templates)
    .Select(i => new FaceTemplate(Pack, Face(new Random((person * 10) + i))))];

static float[] Face(Random random) => [.. Enumerable.Range(0, FaceGallery.Size).Select(_ => (float)(random.NextDouble() - 0.5))];
