using Zhuhui.Edge.Tests.Support;
using Zhuhui.Edge.Vision.Faces;
using Zhuhui.Edge.Vision.Ffmpeg;
using Zhuhui.Edge.Vision.Frames;
using Zhuhui.Edge.Vision.Gallery;
using Zhuhui.Edge.Vision.Models;
using Zhuhui.Edge.Vision.Options;
using Zhuhui.Edge.Vision.Sightings;
using Zhuhui.Edge.Vision.Tracking;

namespace Zhuhui.Edge.Benchmarks.Pipeline;

/// <summary>
/// People whom nobody knows stay before a camera; then a resident joins them. The film is made of photos that move a little, 25 frames a
/// second, 720p; a look that takes longer than a frame has the camera's next frames pass unseen, as it is on one core of a gateway.
/// </summary>
internal static class Crowd
{
    private const int Width = 1280;
    private const int Height = 720;
    private const int Side = 250;
    private const int MostAcross = 5;
    private const double Minute = 60;

    public static async Task MeasureAsync(ModelPack pack, string faces, int residents, Table table)
    {
        var protocol = File.ReadLines(Path.Combine(faces, "protocol.csv")).Skip(1).Select(line => line.Split(',')).ToList();
        var strangers = await ReadAsync(faces, protocol.Where(line => line[3] == "probe" && line[2] == "stranger").Take(10)
            .Select(line => line[0]));
        var joining = protocol.Where(line => line[2] == "enrolled").GroupBy(line => line[1]).Where(person => person.Any(line =>
            line[3] == "probe")).Take(residents).ToList();
        using var models = new FaceModels(pack, 1);
        var gallery = Looks.Strangers();
        foreach (var person in joining)
        {
            gallery.Put(person.Key, await TemplatesAsync(models, faces, person.Where(line => line[3] == "enrol").Select(line => line[0])));
        }

        foreach (var count in new[] { 0, 1, 5, 10 })
        {
            using var minute = new Film(models, gallery, strangers[..count]);
            var costs = minute.Play(Minute).Cost;
            table.Figure($"crowd: {count} who stay a minute", $"crowd{count}Seconds", costs, "s of one core");
            var times = new List<double>();
            foreach (var person in joining)
            {
                var photo = await ReadAsync(faces, person.Where(line => line[3] == "probe").Take(1).Select(line => line[0]));
                using var film = new Film(models, gallery, strangers[..count]);
                film.Play(5);
                times.Add(film.Join(photo[0], person.Key, longest: 10));
            }

            times.Sort();
            var named = times.Count(time => time < 10);
            table.Figure($"crowd: {count} and a resident who joins, p50", $"crowd{count}NameP50Ms", 1000 * times[times.Count / 2],
                $"ms to the name, {named} of {times.Count} named");
            table.Figure($"crowd: {count} and a resident who joins, p95 of the named", $"crowd{count}NameP95Ms",
                1000 * times[(int)Math.Min(named - 1, Math.Ceiling(named * 0.95) - 1)], "ms");
            table.Count($"crowd{count}Named", named);
        }
    }

    private static async Task<Frame[]> ReadAsync(string faces, IEnumerable<string> files)
    {
        var photos = new List<Frame>();
        foreach (var file in files)
        {
            photos.Add((await Photo.ReadAsync(await File.ReadAllBytesAsync(Path.Combine(faces, "images", file)),
                CancellationToken.None))!);
        }

        return [.. photos];
    }

    private static async Task<ReadOnlyMemory<float>[]> TemplatesAsync(FaceModels models, string faces, IEnumerable<string> files)
    {
        using var detector = new FaceDetector(models);
        using var landmarks = new FaceLandmarks(models);
        using var embedder = new FaceEmbedder(models);
        var describer = new FaceDescriber(landmarks, embedder);
        var templates = new List<ReadOnlyMemory<float>>();
        foreach (var photo in await ReadAsync(faces, files))
        {
            var (regions, found) = (new List<Box>(), new List<Detection>());
            FaceRegions.ChooseForPhoto(photo, regions);
            detector.Detect(photo, regions, FaceDetector.Sure, found);
            if (found.Count > 0)
            {
                templates.Add(describer.Describe(photo, found[0].Box, landmarks.Locate(photo, found[0].Box)));
            }
        }

        return [.. templates];
    }

    /// <summary>One camera's film and its analysis.</summary>
    private sealed class Film : IDisposable
    {
        private readonly FilmClock _clock = new();
        private readonly Random _random = new(7);
        private readonly List<Frame> _shown;
        private readonly List<Sighting> _said = [];
        private readonly FaceAnalyser _analyser;
        private readonly byte[] _picture = new byte[Frame.SizeOf(Width, Height)];
        private long _number;

        public Film(FaceModels models, FaceGallery gallery, IReadOnlyList<Frame> people)
        {
            _shown = [.. people];
            _analyser = new FaceAnalyser("gate", new GalleryScope(0, Liveness: true), models, new VisionOptions(), gallery, _clock,
                _said.Add);
        }

        public void Dispose() => _analyser.Dispose();

        /// <returns>Seconds of processor time.</returns>
        public (double Cost, double Until) Play(double seconds, Func<bool>? until = null)
        {
            var (cost, end) = (0.0, _clock.Seconds + seconds);
            while (_clock.Seconds < end && until?.Invoke() != true)
            {
                using var frame = Draw();
                var before = ThreadTime.Seconds;
                _analyser.Analyse(frame);
                var took = ThreadTime.Seconds - before;
                cost += took;
                _clock.Seconds += FilmClock.FrameSeconds * Math.Max(1, Math.Ceiling(took / FilmClock.FrameSeconds));
            }

            return (cost, _clock.Seconds);
        }

        /// <returns>Seconds to the name.</returns>
        public double Join(Frame photo, string person, double longest)
        {
            _shown.Add(photo);
            var came = _clock.Seconds;
            return Play(longest, () => _said.Exists(said => said is FaceMatched match && match.Person == person)).Until - came;
        }

        private Frame Draw()
        {
            _picture.AsSpan(0, Width * Height).Fill(90);
            _picture.AsSpan(Width * Height).Fill(128);
            for (var i = 0; i < _shown.Count; i++)
            {
                // Beside each other, from the second row on below; each sways by a few pixels.
                var across = (int)(3 + (2 * Math.Sin((_clock.Seconds * 2) + i)));
                var down = (int)(4 + (2 * Math.Cos((_clock.Seconds * 3) + i)));
                Paste(_shown[i], (i % MostAcross * (Side + 4)) + (2 * across), (i / MostAcross * (Side - 14)) + (2 * down));
            }

            for (var i = 0; i < 2000; i++)
            {
                _picture[_random.Next(Width * Height)] ^= 3;
            }

            return new Frame([.. _picture], Width, Height, _clock.GetTimestamp(), ++_number);
        }

        private void Paste(Frame photo, int left, int top)
        {
            var chroma = Width * Height;
            for (var y = 0; y < Math.Min(photo.Height, Height - top); y++)
            {
                photo.Y.Slice(y * photo.Width, photo.Width).CopyTo(_picture.AsSpan(((top + y) * Width) + left));
            }

            for (var y = 0; y < Math.Min(photo.ChromaHeight, (Height - top) / 2); y++)
            {
                var at = chroma + (((top / 2) + y) * (Width / 2)) + (left / 2);
                photo.U.Slice(y * photo.ChromaWidth, photo.ChromaWidth).CopyTo(_picture.AsSpan(at));
                photo.V.Slice(y * photo.ChromaWidth, photo.ChromaWidth).CopyTo(_picture.AsSpan(at + (Width / 2 * (Height / 2))));
            }
        }
    }
}
