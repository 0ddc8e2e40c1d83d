using System.Numerics.Tensors;

namespace Zhuhui.Edge.Vision.Gallery;

/// <summary>The best person for a face and the best other one.</summary>
/// <param name="Person">Null where the gallery is empty.</param>
/// <param name="Score">Cosine similarity to that person's nearest template; -1 where there is none.</param>
/// <param name="RunnerUp">The nearest other person; null where there is none.</param>
/// <param name="RunnerUpScore">-1 where there is none.</param>
/// <param name="Threshold">From this score on, at this door and for a probe of so many views, the person may be taken for the face's.</param>
public readonly record struct GalleryMatch(string? Person, float Score, string? RunnerUp, float RunnerUpScore, float Threshold);

/// <summary>The face templates of everybody who is enrolled, in one piece of memory that one pass searches. Changes publish a new snapshot, so a search
/// never waits and never sees half a change. Safe for any number of threads.</summary>
/// <param name="options">What the operator asked of the threshold; null for the defaults.</param>
public sealed class FaceGallery(VisionOptions? options = null)
{
    /// <summary>Admitted at every door.</summary>
    public const ulong EveryDoor = ulong.MaxValue;

    /// <summary>Numbers in a template.</summary>
    public const int Size = 512;

    private const float UsualThreshold = 0.5f;

    private readonly Lock _changing = new();
    private volatile Snapshot _now = new([], [], [], 0, 0);

    public int People => _now.People;

    public int Templates => _now.Count;

    /// <summary>Puts a person's templates in place of those there were.</summary>
    /// <exception cref="ArgumentException">There is none, or one has not <see cref="Size"/> numbers or no length.</exception>
    /// <param name="doors">The doors that admit the person: bit n for door n of <see cref="Search"/>.</param>
    public void Put(string person, IReadOnlyList<ReadOnlyMemory<float>> templates, ulong doors = EveryDoor)
    {
        ArgumentException.ThrowIfNullOrEmpty(person);
        ArgumentNullException.ThrowIfNull(templates);
        if (templates.Count == 0 || templates.Any(template => template.Length != Size || !(TensorPrimitives.Norm(template.Span) > 0)))
        {
            throw new ArgumentException($"{person}'s face templates must be at least one, each of {Size} numbers that are not all zero", nameof(templates));
        }

        lock (_changing)
        {
            _now = _now.Without(person).With(person, templates, doors);
        }
    }

    /// <summary>Changes which doors admit a person; nothing where the person has no templates.</summary>
    public void Admit(string person, ulong doors)
    {
        lock (_changing)
        {
            _now = _now.Admitting(person, doors);
        }
    }

    /// <returns>Whether the person was there.</returns>
    public bool Remove(string person)
    {
        lock (_changing)
        {
            var before = _now;
            _now = before.Without(person);
            return !ReferenceEquals(before, _now);
        }
    }

    /// <summary>The nearest of those whom a door admits.</summary>
    /// <param name="probe"><see cref="Size"/> numbers of any length.</param>
    /// <param name="door">0 to 63: whom that door does not admit is as good as not enrolled.</param>
    /// <param name="views">How many views of the face were fused into the probe.</param>
    public GalleryMatch Search(ReadOnlySpan<float> probe, int door = 0, int views = 1)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(probe.Length, Size);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(door, 63);
        ArgumentOutOfRangeException.ThrowIfLessThan(views, 1);
        return _now.Search(probe, 1UL << door) with { Threshold = options is { MatchThreshold: > 0 and var fixedScore } ? (float)fixedScore : UsualThreshold };
    }

    /// <summary>Templates one behind the other, and whose each is. Rows behind <see cref="Count"/> belong to later snapshots, which may share the memory.</summary>
    private sealed class Snapshot(float[] rows, string[] owners, ulong[] doors, int count, int people)
    {
        public int Count => count;

        public int People => people;

        /// <summary>This snapshot and so many rows more. Rows are only ever added behind those of every older snapshot that shares the memory.</summary>
        public Snapshot With(string person, IReadOnlyList<ReadOnlyMemory<float>> templates, ulong admitting)
        {
            var total = count + templates.Count;
            var (allRows, allOwners, allDoors) = (rows, owners, doors);
            if (total > owners.Length)
            {
                var room = Math.Max(16, total * 2);
                (allRows, allOwners, allDoors) = (new float[room * Size], new string[room], new ulong[room]);
                rows.AsSpan(0, count * Size).CopyTo(allRows);
                owners.AsSpan(0, count).CopyTo(allOwners);
                doors.AsSpan(0, count).CopyTo(allDoors);
            }

            for (var i = 0; i < templates.Count; i++)
            {
                var template = templates[i].Span;
                TensorPrimitives.Divide(template, TensorPrimitives.Norm(template), allRows.AsSpan((count + i) * Size, Size));
                (allOwners[count + i], allDoors[count + i]) = (person, admitting);
            }

            return new Snapshot(allRows, allOwners, allDoors, total, people + 1);
        }

        public Snapshot Admitting(string person, ulong admitting)
        {
            var changed = doors.AsSpan().ToArray();
            for (var i = 0; i < count; i++)
            {
                changed[i] = owners[i] == person ? admitting : changed[i];
            }

            return new Snapshot(rows, owners, changed, count, people);
        }

        public Snapshot Without(string person)
        {
            if (Array.IndexOf(owners, person, 0, count) < 0)
            {
                return this;
            }

            var (lessRows, lessOwners, lessDoors, kept) = (new float[owners.Length * Size], new string[owners.Length], new ulong[owners.Length], 0);
            for (var i = 0; i < count; i++)
            {
                if (owners[i] != person)
                {
                    rows.AsSpan(i * Size, Size).CopyTo(lessRows.AsSpan(kept * Size));
                    (lessOwners[kept], lessDoors[kept]) = (owners[i], doors[i]);
                    kept++;
                }
            }

            return new Snapshot(lessRows, lessOwners, lessDoors, kept, people - 1);
        }

        public GalleryMatch Search(ReadOnlySpan<float> probe, ulong door)
        {
            var (best, second) = (-1, -1);
            var (bestScore, secondScore) = (float.NegativeInfinity, float.NegativeInfinity);
            for (var i = 0; i < count; i++)
            {
                if ((doors[i] & door) == 0)
                {
                    continue;
                }

                var score = TensorPrimitives.Dot(probe, rows.AsSpan(i * Size, Size));
                var same = best >= 0 && ReferenceEquals(owners[i], owners[best]);
                if (score > bestScore)
                {
                    if (!same)
                    {
                        (second, secondScore) = (best, bestScore);
                    }

                    (best, bestScore) = (i, score);
                }
                else if (score > secondScore && !same)
                {
                    (second, secondScore) = (i, score);
                }
            }

            var length = MathF.Max(TensorPrimitives.Norm(probe), 1e-9f);
            return new GalleryMatch(
                best < 0 ? null : owners[best], best < 0 ? -1 : bestScore / length,
                second < 0 ? null : owners[second], second < 0 ? -1 : secondScore / length, Threshold: 0);
        }
    }
}
