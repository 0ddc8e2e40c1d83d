using System.Globalization;
using System.Numerics.Tensors;
using System.Text.Json;
using OpenCvSharp;
using Zhuhui.Edge.Tests.Support;
using Zhuhui.Edge.Vision.Faces;
using Zhuhui.Edge.Vision.Models;
using Zhuhui.Edge.Vision.Options;

namespace Zhuhui.Edge.Benchmarks.Liveness;

/// <summary>Enrols the first photo of each of so many people, as it is and with dark glasses painted on, and counts why photos are refused;
/// then enrols the picture that is kept of each accepted one.</summary>
internal static class EnrolmentPhotos
{
    public static async Task MeasureAsync(string images, int people, int seed)
    {
        using var enroller = new FaceEnroller(ModelPack.Open(Material.Models), new VisionOptions());
        var folder = Directory.CreateTempSubdirectory("zhuhui-enrolment-").FullName;
        try
        {
            var photos = PeoplePhotos.Sample(images, people, seed);
            var (plain, glasses) = (new SortedDictionary<string, int>(StringComparer.Ordinal), new SortedDictionary<string, int>(
                StringComparer.Ordinal));
            var (kept, alike) = (new SortedDictionary<string, int>(StringComparer.Ordinal), new List<float>());
            foreach (var photo in photos)
            {
                var came = await enroller.FromPictureAsync(File.ReadAllBytes(photo), keepPicture: true, CancellationToken.None);
                Count(plain, photo, came);
                if (came is Enrolment.Accepted { Picture: { } picture } first)
                {
                    var again = await enroller.FromPictureAsync(picture, keepPicture: false, CancellationToken.None);
                    Count(kept, null, again);
                    alike.AddRange(again is Enrolment.Accepted second ? [TensorPrimitives.Dot(first.Template.Span, second.Template.Span)]
                        : []);
                }

                Count(glasses, null, await enroller.FromPictureAsync(File.ReadAllBytes(WithDarkGlasses(photo, Path.Combine(folder,
                    "glasses.png"))), keepPicture: false, CancellationToken.None));
            }

            Console.WriteLine($"{photos.Count} people, one photo each, as published: {Text(plain)}");
            Console.WriteLine($"the same with dark glasses painted over the upper half of the face: {Text(glasses)}");
            alike.Sort();
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"pictures as they are kept, enrolled again: {Text(kept)}; cosine to the first template: least {alike[0]:0.000}"
                + $", 5th percentile {alike[alike.Count / 20]:0.000}, median {alike[alike.Count / 2]:0.000}"));
            Console.WriteLine(JsonSerializer.Serialize(new
            {
                people = photos.Count,
                plain,
                glasses,
                kept,
                alike = new
                {
                    least = alike[0],
                    median = alike[alike.Count / 2]
                }
            }));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static void Count(SortedDictionary<string, int> counts, string? named, Enrolment came)
    {
        var what = came is Enrolment.Refused refused ? $"{refused.Reason}" : "accepted";
        counts[what] = counts.GetValueOrDefault(what) + 1;
        if (named is not null && came is Enrolment.Refused { Reason: EnrolmentRefusal.EyesHidden })
        {
            Console.WriteLine($"eyes hidden: {Path.GetFileName(named)}");
        }
    }

    /// <summary>Where these photos, aligned by their publisher, have the eyes.</summary>
    private static string WithDarkGlasses(string photo, string file)
    {
        using var picture = Cv2.ImRead(photo);
        var (w, h) = (picture.Width, picture.Height);
        var dark = new Scalar(22, 20, 20);
        foreach (var across in new[] { 0.42, 0.58 })
        {
            Cv2.Ellipse(picture, new Point(w * across, h * 0.455), new Size(w * 0.065, h * 0.05), 0, 0, 360, dark, -1, LineTypes.AntiAlias);
        }

        Cv2.Line(picture, new Point(w * 0.42, h * 0.44), new Point(w * 0.58, h * 0.44), dark, 3);
        Cv2.ImWrite(file, picture);
        return file;
    }

    private static string Text(SortedDictionary<string, int> counts) => string.Join(", ",
        counts.Select(c => string.Create(CultureInfo.InvariantCulture, $"{c.Key} {c.Value}")));
}
