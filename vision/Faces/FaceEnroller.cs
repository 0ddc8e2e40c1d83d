using System.Numerics.Tensors;
using Zhuhui.Edge.Vision.Ffmpeg;
using Zhuhui.Edge.Vision.Frames;
using Zhuhui.Edge.Vision.Models;
using Zhuhui.Edge.Vision.Options;
using Zhuhui.Edge.Vision.Tracking;

namespace Zhuhui.Edge.Vision.Faces;

/// <summary>Makes face templates from residents' photos and from a camera's frames, or says why one will not do. Loads its own models; any
/// number of callers, one picture at a time.</summary>
public sealed class FaceEnroller : IDisposable
{
    /// <summary>A second face of this share of the first's area is a second person; a smaller one is somebody passing far behind.</summary>
    private const float SecondPerson = 1 / 2f;

    /// <summary>A face this near to the picture's edge, as a share of its own width, is cut off: what cropping to the resident leaves of a
    /// neighbour.</summary>
    private const float AtEdge = 0.05f;

    private const float BoxShift = 0.1f;

    /// <summary>Two frames nearer to each other than this tell the same.</summary>
    private const float SameLook = 0.95f;

    /// <summary>Frames less alike than this, within seconds, are of two people.</summary>
    private const float SamePerson = 0.3f;

    /// <summary>Of 250 upright portraits 1 fell below it both ways, of 120 lying on their side 33 of the 57 that no other check
    /// refused.</summary>
    private const float SteadyTemplate = 0.7f;

    private static readonly TimeSpan _offlineAgain = TimeSpan.FromSeconds(0.25);

    private readonly VisionOptions _options;
    private readonly FaceModels _models;
    private readonly FaceDetector _detector;
    private readonly FaceLandmarks _landmarks;
    private readonly FaceEmbedder _embedder;
    private readonly FaceDescriber _describer;
    private readonly SemaphoreSlim _one = new(1);

    public FaceEnroller(ModelPack pack, VisionOptions options)
    {
        ArgumentNullException.ThrowIfNull(pack);
        ArgumentNullException.ThrowIfNull(options);
        _options = options;
        _models = new FaceModels(pack, options.ModelThreads);
        _detector = new FaceDetector(_models);
        _landmarks = new FaceLandmarks(_models);
        _embedder = new FaceEmbedder(_models);
        _describer = new FaceDescriber(_landmarks, _embedder);
    }

    /// <summary>The id of the pack the templates belong to.</summary>
    public string Pack => _models.Pack;

    /// <summary>Out of a photo in memory; it does not touch the disk.</summary>
    /// <param name="photo">A whole file, of any format that ffmpeg reads.</param>
    /// <param name="keepPicture">Whether <see cref="Enrolment.Accepted.Picture"/> is wanted.</param>
    public async Task<Enrolment> FromPictureAsync(ReadOnlyMemory<byte> photo, bool keepPicture, CancellationToken cancellationToken) =>
        FfmpegProgram.IsInstalled
        ? await FromAsync(() => Photo.ReadAsync(photo, cancellationToken), keepPicture, cancellationToken)
        : new Enrolment.Refused(EnrolmentRefusal.Unreadable, FfmpegProgram.Missing);

    /// <summary>Takes the next good frames that differ, of the one person before a camera, until there are enough or the time is
    /// over.</summary>
    /// <param name="next">Gives the camera's next frame, of which others may have a share; null while the camera is offline.</param>
    /// <param name="wanted">So many at most.</param>
    /// <param name="keepPicture">Whether <see cref="Enrolment.Accepted.Picture"/> is wanted.</param>
    /// <param name="tell">What the person before the camera should do, or how many frames are taken; each time it changes.</param>
    /// <returns>Empty where none was good enough.</returns>
    public async Task<IReadOnlyList<Enrolment.Accepted>> FromCameraAsync(Func<CancellationToken, Task<Frame?>> next, int wanted,
        TimeSpan within, TimeProvider time,
        bool keepPicture, Action<EnrolmentNews> tell, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(next);
        ArgumentNullException.ThrowIfNull(time);
        ArgumentNullException.ThrowIfNull(tell);
        var taken = new List<Enrolment.Accepted>();
        EnrolmentNews? told = null;
        using var over = new CancellationTokenSource(within, time);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(over.Token, cancellationToken);
        try
        {
            while (taken.Count < wanted)
            {
                var news = await NextAsync(next, taken, time, keepPicture, stop.Token);
                if (news != told)
                {
                    tell(told = news);
                }
            }
        }
        catch (OperationCanceledException) when (over.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            // The time is over; what was taken counts.
        }

        return taken;
    }

    /// <summary>Looks at a camera's next frame, and takes it where it is good enough and differs from those that were taken.</summary>
    /// <param name="next">As for <see cref="FromCameraAsync"/>.</param>
    /// <param name="taken">What was taken before; added to.</param>
    public async Task<EnrolmentNews> NextAsync(Func<CancellationToken, Task<Frame?>> next, IList<Enrolment.Accepted> taken,
        TimeProvider time, bool keepPicture, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(next);
        ArgumentNullException.ThrowIfNull(taken);
        var frame = await next(cancellationToken);
        cancellationToken.ThrowIfCancellationRequested();
        if (frame is null)
        {
            await Task.Delay(_offlineAgain, time, cancellationToken);
            return new EnrolmentNews.NoPicture();
        }

        await _one.WaitAsync(cancellationToken);
        try
        {
            var came = FromFrame(frame, keepPicture);
            if (came is Enrolment.Refused refused)
            {
                return new EnrolmentNews.NotGoodEnough(refused);
            }

            var look = (Enrolment.Accepted)came;
            float[] alike = [.. taken.Select(other => TensorPrimitives.Dot(other.Template.Span, look.Template.Span))];
            if (alike.Any(score => score < SamePerson))
            {
                return new EnrolmentNews.OtherPerson();
            }

            if (alike.Any(score => score > SameLook))
            {
                return new EnrolmentNews.SameLook(taken.Count);
            }

            taken.Add(look);
            return new EnrolmentNews.Taken(taken.Count);
        }
        finally
        {
            _one.Release();
        }
    }

    public void Dispose()
    {
        _detector.Dispose();
        _landmarks.Dispose();
        _embedder.Dispose();
        _models.Dispose();
        _one.Dispose();
    }

    private async Task<Enrolment> FromAsync(Func<Task<Frame?>> readAsync, bool keepPicture, CancellationToken cancellationToken)
    {
        await _one.WaitAsync(cancellationToken);
        try
        {
            using var photo = await readAsync();
            return photo is null
                ? new Enrolment.Refused(EnrolmentRefusal.Unreadable)
                : FromFrame(photo, keepPicture);
        }
        catch (Exception fault) when (StreamFault.ReasonOf(fault) is not null)
        {
            return new Enrolment.Refused(EnrolmentRefusal.Unreadable, StreamFault.ReasonOf(fault)!);
        }
        finally
        {
            _one.Release();
        }
    }

    private Enrolment FromFrame(Frame photo, bool keepPicture)
    {
        var faces = FindFaces(photo);
        if (faces.Count == 0)
        {
            return new Enrolment.Refused(EnrolmentRefusal.NoFace);
        }

        if (faces.Skip(1).Any(other => Area(other) >= SecondPerson * Area(faces[0]) && !IsCutOff(other.Box, photo)))
        {
            return new Enrolment.Refused(EnrolmentRefusal.SeveralFaces);
        }

        var face = faces[0];
        var points = _landmarks.Locate(photo, face.Box);
        var quality = FaceQuality.Assess(face.Box.Width, _landmarks.Crop, points, _options.MinFacePixels);
        return quality.Flaw switch
        {
            FaceFlaw.TooSmall => new Enrolment.Refused(EnrolmentRefusal.FaceTooSmall,
                Width: (int)MathF.Round(face.Box.Width, MidpointRounding.AwayFromZero), NeededWidth: _options.MinFacePixels),
            FaceFlaw.BadLight => new Enrolment.Refused(EnrolmentRefusal.TooDark),
            FaceFlaw.TurnedAway => new Enrolment.Refused(EnrolmentRefusal.TurnedAway),
            FaceFlaw.TooBlurred => new Enrolment.Refused(EnrolmentRefusal.TooBlurred),
            _ when FaceEyes.AreHidden(_landmarks.Crop, _landmarks.Last) => new Enrolment.Refused(EnrolmentRefusal.EyesHidden),
            _ => Steady(photo, face.Box, _describer.Describe(photo, face.Box, points)) is { } template
                ? new Enrolment.Accepted(template, _models.Pack, quality.Score, keepPicture ? FacePicture.Encode(photo, face.Box) : null)
                : new Enrolment.Refused(EnrolmentRefusal.Unsteady),
        };
    }

    /// <summary>The points of a face stay where they are when its box is moved a little, and so does its template; of a face lying on its
    /// side, which the detector finds as well, they do not, and its template would be nobody's.</summary>
    private float[]? Steady(Frame photo, Box face, float[] template)
    {
        return new[] { face.Width * BoxShift, -face.Width * BoxShift }.Any(shift => Agrees(photo, face, shift, template)) ? template : null;
    }

    private bool Agrees(Frame photo, Box face, float shift, float[] template)
    {
        var moved = new Box(Math.Max(0, face.Left + shift), Math.Max(0, face.Top + shift), Math.Min(photo.Width, face.Right + shift),
            Math.Min(photo.Height, face.Bottom + shift));
        return TensorPrimitives.Dot<float>(template, _embedder.Embed(photo, FaceAligner.Align(_landmarks.Locate(photo, moved))))
            >= SteadyTemplate;
    }

    /// <summary>The faces, the largest first.</summary>
    private List<Detection> FindFaces(Frame photo)
    {
        var (regions, found) = (new List<Box>(), new List<Detection>());
        FaceRegions.ChooseForPhoto(photo, regions);
        _detector.Detect(photo, regions, FaceDetector.Sure, found);
        if (found.Count == 0)
        {
            FaceRegions.AddTiles(photo, regions);
            _detector.Detect(photo, regions, FaceDetector.Sure, found);
        }

        found.Sort(static (left, right) => Area(right).CompareTo(Area(left)));
        return found;
    }

    private static bool IsCutOff(in Box face, Frame photo)
    {
        var margin = AtEdge * face.Width;
        return face.Left <= margin || face.Top <= margin || face.Right >= photo.Width - margin || face.Bottom >= photo.Height - margin;
    }

    private static float Area(Detection face) => face.Box.Width * face.Box.Height;
}
