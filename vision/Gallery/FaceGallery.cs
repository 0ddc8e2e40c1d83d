using System.Numerics.Tensors;
using System.Threading.Channels;
using Zhuhui.Edge.Vision.Options;

namespace Zhuhui.Edge.Vision.Gallery;

/// <summary>The face templates of everybody who is enrolled, in one piece of memory that one pass searches, and the thresholds that follow
/// from them. Changes publish a new snapshot, so a search never waits and never sees half a change; thresholds follow a change within
/// seconds (<see cref="KeepCalibratedAsync"/>). Safe for any number of threads.</summary>
/// <param name="options">What the operator asked of the threshold; null for the defaults.</param>
public sealed class FaceGallery(VisionOptions? options = null)
{
    /// <summary>Numbers in a template.</summary>
    public const int Size = 512;

    /// <summary>A member of every partition.</summary>
    public const ulong EveryPartition = ulong.MaxValue;

    private const double Grown = 1.2;

    private static readonly TimeSpan _settling = TimeSpan.FromSeconds(1);

    private readonly VisionOptions _options = options ?? new VisionOptions();
    private readonly Lock _changing = new();
    private readonly Channel<bool> _changed = Channel.CreateBounded<bool>(
        new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private volatile GallerySnapshot _now = GallerySnapshot.Empty;
    private volatile Calibrated? _calibrated;

    internal Tuning Tuning { get; init; } = Tuning.Chosen;

    public int People => _now.People.Length;

    /// <summary>Another one after each change of people, templates or partitions.</summary>
    internal object State => _now;

    /// <summary>Whose templates there are.</summary>
    public IReadOnlySet<string> Known => _now.People.Select(person => person.Person).ToHashSet(StringComparer.Ordinal);

    /// <summary>All given ones.</summary>
    public int Templates => _now.People.Sum(person => person.Given);

    /// <summary>Null until the first one is through.</summary>
    public Calibration? Calibration => _calibrated?.About;

    /// <summary>Puts a person's templates in place of those there were.</summary>
    /// <param name="partitions">The partitions that the person is in: bit n for partition n of <see cref="Search"/>.</param>
    /// <exception cref="ArgumentException">There is none, or one has not <see cref="Size"/> numbers or no length.</exception>
    public void Put(string person, IReadOnlyList<ReadOnlyMemory<float>> templates, ulong partitions = EveryPartition) =>
        Put([new FacesOf(person, templates, partitions)]);

    /// <summary>Puts many people's templates at once, each in place of those there were.</summary>
    /// <exception cref="ArgumentException">Somebody has none, or one has not <see cref="Size"/> numbers or no length; nothing is changed
    /// then.</exception>
    public void Put(IReadOnlyList<FacesOf> people)
    {
        ArgumentNullException.ThrowIfNull(people);
        foreach (var (person, templates, _) in people)
        {
            ArgumentException.ThrowIfNullOrEmpty(person, nameof(people));
            if (templates is not { Count: > 0 } || templates.Any(template => template.Length != Size
                || !(TensorPrimitives.Norm(template.Span) > 0)))
            {
                throw new ArgumentException($"{person}'s face templates must be at least one, each of {Size} numbers that are not all zero",
                    nameof(people));
            }
        }

        lock (_changing)
        {
            _now = _now.With([.. people.Select(each => each.Person)], people);
        }

        _changed.Writer.TryWrite(true);
    }

    /// <summary>Changes the partitions that a person is in; nothing where the person has no templates.</summary>
    public void Admit(string person, ulong partitions)
    {
        lock (_changing)
        {
            _now = _now.Admitting(person, partitions);
        }

        _changed.Writer.TryWrite(true);
    }

    /// <returns>Whether the person was there.</returns>
    public bool Remove(string person)
    {
        lock (_changing)
        {
            var before = _now;
            if (!Array.Exists(before.People, each => each.Person == person))
            {
                return false;
            }

            _now = before.With([person], []);
        }

        _changed.Writer.TryWrite(true);
        return true;
    }

    /// <summary>The nearest of those who are in a partition.</summary>
    /// <param name="probe"><see cref="Size"/> numbers of any length but 0.</param>
    /// <param name="partition">0 to 63: who is not in it is as good as not enrolled.</param>
    public GalleryMatch Search(ReadOnlySpan<float> probe, int partition = 0)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(probe.Length, Size);
        ArgumentOutOfRangeException.ThrowIfNegative(partition);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(partition, 63);
        var (now, calibrated) = (_now, _calibrated);
        var found = now.Search(probe, 1UL << partition);
        var person = found.Person < 0 ? null : now.People[found.Person].Person;
        var threshold = Threshold(now, calibrated, partition, person);
        if (person is null)
        {
            return new GalleryMatch(null, -1, null, -1, threshold);
        }

        var score = Calibrator.Score(found, calibrated?.About.Usual, Tuning.CrowdShare);
        return new GalleryMatch(person, score, found.RunnerUp < 0 ? null : now.People[found.RunnerUp].Person,
            found.RunnerUp < 0 ? -1 : found.RunnerUpCosine + score - found.Cosine, threshold, found.Cosine);
    }

    /// <summary>What holds in a partition now, for people who have no look-alike.</summary>
    public float ThresholdAt(int partition) => Threshold(_now, _calibrated, partition, null);

    /// <summary>Makes the thresholds anew a moment after each change, on a thread of its own, until cancelled. Until the first are there,
    /// those of a young gallery hold.</summary>
    public async Task KeepCalibratedAsync(TimeProvider time, CancellationToken cancellationToken)
    {
        while (true)
        {
            await _changed.Reader.ReadAsync(cancellationToken);
            await Task.Delay(_settling, time, cancellationToken);
            await Task.Factory.StartNew(() => Calibrate(cancellationToken), cancellationToken, TaskCreationOptions.LongRunning,
                TaskScheduler.Default);
        }
    }

    /// <summary>Makes the thresholds anew, here and now.</summary>
    public Calibration Calibrate(CancellationToken cancellationToken = default)
    {
        var calibrated = Calibrator.Calibrate(_now, _options.FalsePositiveRate, Tuning, cancellationToken);
        _calibrated = calibrated;
        return calibrated.About;
    }

    private float Threshold(GallerySnapshot now, Calibrated? calibrated, int partition, string? person)
    {
        if (_options.MatchThreshold > 0)
        {
            return (float)_options.MatchThreshold;
        }

        var young = YoungGallery.Threshold(now.People.Length, _options.FalsePositiveRate);
        if (calibrated is null)
        {
            return young;
        }

        // Many who came since the thresholds were made are not in them yet.
        var usual = now.People.Length > Grown * calibrated.About.People ? MathF.Max(calibrated.Thresholds[partition], young)
            : calibrated.Thresholds[partition];
        return person is null ? usual : MathF.Max(usual, calibrated.Raised.GetValueOrDefault(person));
    }
}
