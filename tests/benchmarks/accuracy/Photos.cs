using System.Collections.Concurrent;
using Zhuhui.Edge.Vision.Faces;
using Zhuhui.Edge.Vision.Ffmpeg;
using Zhuhui.Edge.Vision.Frames;
using Zhuhui.Edge.Vision.Gallery;
using Zhuhui.Edge.Vision.Models;
using Zhuhui.Edge.Vision.Tracking;

namespace Zhuhui.Edge.Benchmarks.Accuracy;

/// <summary>The template of every photo by the product's own chain (detect, locate, describe), without the quality gate of enrolment or of
/// a camera: as the baseline did. Of several faces the one over the picture's middle counts, for the photos are centred on their
/// person.</summary>
internal static class Photos
{
    private const float LeastScore = 0.5f;

    /// <param name="cache">Where templates are kept from run to run; null for nowhere. Bound to the pack's id.</param>
    public static async Task<IReadOnlyDictionary<string, float[]>> DescribeAsync(IReadOnlyList<string> files, ModelPack pack, string? cache)
    {
        if (cache is not null && File.Exists(cache) && Read(cache, pack.Id) is { } kept && files.All(kept.ContainsKey))
        {
            return kept;
        }

        var templates = new ConcurrentDictionary<string, float[]>(StringComparer.Ordinal);
        var left = new ConcurrentQueue<string>(files.Distinct(StringComparer.Ordinal));
        using var models = new FaceModels(pack, 1);
        await Task.WhenAll(Enumerable.Range(0, Environment.ProcessorCount).Select(_ => Task.Run(async () =>
        {
            using var detector = new FaceDetector(models);
            using var landmarks = new FaceLandmarks(models);
            using var embedder = new FaceEmbedder(models);
            var describer = new FaceDescriber(landmarks, embedder);
            while (left.TryDequeue(out var file))
            {
                using var photo = await Photo.ReadAsync(File.ReadAllBytes(file), CancellationToken.None);
                if (photo is not null && Find(detector, photo) is { } face)
                {
                    templates[file] = describer.Describe(photo, face, landmarks.Locate(photo, face));
                }
            }
        })));
        if (cache is not null)
        {
            Write(cache, pack.Id, templates);
        }

        return templates;
    }

    private static Box? Find(FaceDetector detector, Frame photo)
    {
        var (regions, found) = (new List<Box>(), new List<Detection>());
        FaceRegions.ChooseForPhoto(photo, regions);
        detector.Detect(photo, regions, LeastScore, found);
        if (found.Count == 0)
        {
            FaceRegions.AddTiles(photo, regions);
            detector.Detect(photo, regions, LeastScore, found);
        }

        var (x, y) = (photo.Width / 2f, photo.Height / 2f);
        return found.Count == 0 ? null : found.OrderByDescending(each => each.Box.Left < x && each.Box.Right > x && each.Box.Top < y
            && each.Box.Bottom > y)
            .ThenByDescending(each => each.Box.Width * each.Box.Height).First().Box;
    }

    private static Dictionary<string, float[]>? Read(string cache, string pack)
    {
        using var reader = new BinaryReader(File.OpenRead(cache));
        if (reader.ReadString() != pack)
        {
            return null;
        }

        var templates = new Dictionary<string, float[]>(StringComparer.Ordinal);
        for (var count = reader.ReadInt32(); count > 0; count--)
        {
            var file = reader.ReadString();
            templates[file] = [.. Enumerable.Range(0, FaceGallery.Size).Select(_ => reader.ReadSingle())];
        }

        return templates;
    }

    private static void Write(string cache, string pack, ConcurrentDictionary<string, float[]> templates)
    {
        using var writer = new BinaryWriter(File.Create(cache));
        writer.Write(pack);
        writer.Write(templates.Count);
        foreach (var (file, template) in templates)
        {
            writer.Write(file);
            Array.ForEach(template, writer.Write);
        }
    }
}
