using System.Diagnostics;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.ML.OnnxRuntime;
using Zhuhui.Edge.Gateway.Journals;
using Zhuhui.Edge.Gateway.People;
using Zhuhui.Edge.Gateway.People.Enrolments;
using Zhuhui.Edge.Gateway.People.Registry;
using Zhuhui.Edge.Gateway.Site;
using Zhuhui.Edge.Tests.Support;
using Zhuhui.Edge.Vision.Faces;
using Zhuhui.Edge.Vision.Gallery;
using Zhuhui.Edge.Vision.Models;
using Zhuhui.Edge.Vision.Options;

namespace Zhuhui.Edge.Benchmarks.People;

/// <summary>An import of photos, a person after the other as the command does it, beside bare runs of the embedding model alone.</summary>
internal static class PhotoFigures
{
    private const int BareRuns = 200;

    /// <summary>Of the face that the model takes.</summary>
    private const int Side = 112;

    /// <param name="images">Photos, one file a person and number: <c>Name_0001.jpg</c>.</param>
    public static async Task MeasureAsync(Table table, string parent, string images, int count)
    {
        var people = Directory.EnumerateFiles(images, "*.jpg").Order(StringComparer.Ordinal).Take(count)
            .GroupBy(file => Path.GetFileName(file)[..Path.GetFileName(file).LastIndexOf('_')]).ToArray();
        var folder = Directory.CreateDirectory(Path.Combine(parent, "photos")).FullName;
        var site = new SiteFile { DataFolder = folder, Doors = [new DoorOptions { Id = "gate" }] };
        var pack = ModelPack.Open(Material.Models);
        using var faces = new FaceEnroller(pack, new VisionOptions());
        using var registry = RegistryStore.Open(folder);
        using var ledger = new EventLedger(folder, TimeProvider.System, NullLoggerFactory.Instance);
        var (residents, gallery) = (new ResidentDirectory(), new FaceGallery());
        var writer = new PeopleWriter(site, registry, residents, gallery, ledger, policy: null);
        writer.Begin(pack.Id);
        using var enrolling = new EnrolmentService(site, registry, residents, gallery, writer, () => faces, frames: null,
            TimeProvider.System);
        var agreed = new Consent(DateTimeOffset.UnixEpoch, "1", "clerk");
        Resident[] known = [.. people.Select((one, i) => new Resident(new PersonId($"p-{i:x12}"), one.Key) { Consent = agreed })];
        writer.Write(() => (new PeopleChange { People = known }, 0));

        List<double> first = [];
        List<double> again = [];
        var refused = 0;
        foreach (var taken in (List<double>[])[first, again])
        {
            for (var i = 0; i < people.Length; i++)
            {
                if (i % 50 == 0)
                {
                    Table.Doing($"photos of person {i + 1} of {people.Length}{(taken == again ? ", again" : "")}");
                }

                EnrolmentPhoto[] photos = [.. people[i].Take(TemplateChoice.Most).Select(file => new EnrolmentPhoto(file,
                    File.ReadAllBytes(file)))];
                var clock = Stopwatch.StartNew();
                var came = await enrolling.EnrolAsync(new EnrolmentRequest("", known[i].Id.Value, false, [], [], photos, null, null,
                    IsOnRecord: true), CancellationToken.None);
                if (came is EnrolmentOutcome.Enrolled done && done.WasThere == (taken == again))
                {
                    taken.AddRange(Enumerable.Repeat(clock.Elapsed.TotalMilliseconds / photos.Length, photos.Length));
                }
                else if (taken == first)
                {
                    refused += photos.Length;
                }
            }
        }

        var bare = Bare(pack);
        table.Percentiles($"a photo of a person enrolled ({first.Count} photos, {refused} refused)", "photo", first);
        table.Percentiles("the same photo again", "photo_again", again);
        table.Percentiles("a bare run of the embedding model", "embedding", bare);
        table.Ratio("a photo over a bare run of the embedding model", "photo_embedding", "photo", "embedding");
        table.Figure("2,100 photos at this pace", "photos_2100", first.Average() * 2100 / 60_000, "minutes");
    }

    private static List<double> Bare(ModelPack pack)
    {
        using var session = OnnxSession.Open(pack.PathOf(ModelRole.FaceEmbedding), new VisionOptions().ModelThreads);
        var random = new Random(1);
        float[] pixels = [.. Enumerable.Range(0, 3 * Side * Side).Select(_ => (random.NextSingle() * 2) - 1)];
        using var face = OrtValue.CreateTensorValueFromMemory(pixels, [1, 3, Side, Side]);
        using var run = new RunOptions();
        List<double> taken = [];
        for (var i = 0; i < BareRuns; i++)
        {
            var clock = Stopwatch.StartNew();
            using var _ = session.Run(run, ["input"], [face], ["output"]);
            taken.Add(clock.Elapsed.TotalMilliseconds);
        }

        return taken;
    }
}
