using System.Buffers;
using System.Numerics.Tensors;

namespace Zhuhui.Edge.Vision.Gallery;

/// <summary>Somebody's templates within the rows: those given, and for two or more their mean.</summary>
internal readonly record struct EnrolledFace(string Person, int FirstRow, int Rows, ulong Partitions)
{
    /// <summary>How many templates were given: all rows but the mean.</summary>
    public int Given => Rows > 1 ? Rows - 1 : 1;
}

/// <summary>Everybody's templates one behind the other, as full numbers and as bytes. Never changes; rows behind those of the last person
/// belong to later snapshots, which may share the memory.</summary>
internal sealed class GallerySnapshot
{
    public const int Size = FaceGallery.Size;

    /// <summary>Found by bytes, then scored again: more than the crowd and the best two, for bytes may order neighbours wrongly.</summary>
    private const int Candidates = Crowd.Size + 6;

    private const int AdmittedCandidates = 6;

    private readonly float[] _rows;
    private readonly sbyte[] _bytes;
    private readonly float[] _steps;

    private GallerySnapshot(float[] rows, sbyte[] bytes, float[] steps, EnrolledFace[] people, int count) =>
        (_rows, _bytes, _steps, People, Rows) = (rows, bytes, steps, people, count);

    public static GallerySnapshot Empty { get; } = new([], [], [], [], 0);

    public EnrolledFace[] People { get; }

    /// <summary>In use.</summary>
    public int Rows { get; }

    /// <summary>A person's templates; the last is the mean where there are several.</summary>
    public ReadOnlySpan<float> Row(int row) => _rows.AsSpan(row * Size, Size);

    /// <summary>This without those people, and with others in their place.</summary>
    public GallerySnapshot With(IReadOnlyCollection<string> gone, IReadOnlyList<FacesOf> added)
    {
        var more = added.Sum(person => person.Templates.Count + (person.Templates.Count > 1 ? 1 : 0));
        var (rows, bytes, steps) = (_rows, _bytes, _steps);
        var people = new List<EnrolledFace>(People.Length + added.Count);
        var count = 0;
        var leaves = gone.Count > 0 && Array.Exists(People, person => gone.Contains(person.Person));
        if (leaves || Rows + more > steps.Length)
        {
            var room = Math.Max(16, Math.Max(steps.Length, (Rows + more) * 3 / 2));
            (rows, bytes, steps) = (new float[room * Size], new sbyte[room * Size], new float[room]);
            foreach (var person in People)
            {
                if (leaves && gone.Contains(person.Person))
                {
                    continue;
                }

                _rows.AsSpan(person.FirstRow * Size, person.Rows * Size).CopyTo(rows.AsSpan(count * Size));
                _bytes.AsSpan(person.FirstRow * Size, person.Rows * Size).CopyTo(bytes.AsSpan(count * Size));
                _steps.AsSpan(person.FirstRow, person.Rows).CopyTo(steps.AsSpan(count));
                people.Add(person with { FirstRow = count });
                count += person.Rows;
            }
        }
        else
        {
            people.AddRange(People);
            count = Rows;
        }

        foreach (var person in added)
        {
            var first = count;
            foreach (var template in person.Templates)
            {
                TensorPrimitives.Divide(template.Span, TensorPrimitives.Norm(template.Span), rows.AsSpan(count++ * Size, Size));
            }

            if (count - first > 1)
            {
                Mean(rows, first, count++);
            }

            for (var row = first; row < count; row++)
            {
                steps[row] = ByteRows.Round(rows.AsSpan(row * Size, Size), bytes.AsSpan(row * Size, Size));
            }

            people.Add(new EnrolledFace(person.Person, first, count - first, person.Partitions));
        }

        return new GallerySnapshot(rows, bytes, steps, [.. people], count);
    }

    public GallerySnapshot Admitting(string person, ulong partitions) =>
        new(_rows, _bytes, _steps, [.. People.Select(each => each.Person == person ? each with { Partitions = partitions } : each)], Rows);

    /// <summary>Each person's cosine to the probe, by their nearest template, off by less than 0.005: one pass over all bytes.</summary>
    /// <param name="scores">One for each of <see cref="People"/>.</param>
    public void Score(ReadOnlySpan<float> probe, Span<float> scores)
    {
        Span<sbyte> rounded = stackalloc sbyte[Size];
        Span<short> wide = stackalloc short[Size];
        var step = ByteRows.Round(probe, rounded) / MathF.Max(TensorPrimitives.Norm(probe), 1e-9f);
        for (var i = 0; i < Size; i++)
        {
            wide[i] = rounded[i];
        }

        for (var i = 0; i < People.Length; i++)
        {
            ref readonly var person = ref People[i];
            var best = float.NegativeInfinity;
            for (var row = person.FirstRow; row < person.FirstRow + person.Rows; row++)
            {
                best = MathF.Max(best, ByteRows.Dot(wide, _bytes.AsSpan(row * Size, Size)) * _steps[row]);
            }

            scores[i] = best * step;
        }
    }

    /// <summary>The nearest two members of a partition, by cosine, and how near the crowd beside the best of them is.</summary>
    /// <param name="partitions">Members of any of these count.</param>
    public Nearest Search(ReadOnlySpan<float> probe, ulong partitions)
    {
        var scores = ArrayPool<float>.Shared.Rent(People.Length);
        Score(probe, scores);
        var all = new NearestPeople(stackalloc (int, float)[Candidates]);
        var admitted = new NearestPeople(stackalloc (int, float)[AdmittedCandidates]);
        for (var i = 0; i < People.Length; i++)
        {
            all.Offer(i, scores[i]);
            if ((People[i].Partitions & partitions) != 0)
            {
                admitted.Offer(i, scores[i]);
            }
        }

        ArrayPool<float>.Shared.Return(scores);
        var length = MathF.Max(TensorPrimitives.Norm(probe), 1e-9f);
        var exact = new NearestPeople(stackalloc (int, float)[2]);
        foreach (var (person, _) in admitted.All)
        {
            exact.Offer(person, Cosine(probe, person) / length);
        }

        var found = exact.All;
        var (first, second) = (found.Length > 0 ? found[0] : (Person: -1, Score: -1), found.Length > 1 ? found[1]
            : (Person: -1, Score: -1));
        return new Nearest(first.Person, first.Score, second.Person, second.Score, CrowdBeside(probe, all.All, first.Person) / length);
    }

    /// <summary>Cosine to the person's nearest template.</summary>
    private float Cosine(ReadOnlySpan<float> probe, int person)
    {
        var best = float.NegativeInfinity;
        for (var row = People[person].FirstRow; row < People[person].FirstRow + People[person].Rows; row++)
        {
            best = MathF.Max(best, TensorPrimitives.Dot(probe, Row(row)));
        }

        return best;
    }

    private float CrowdBeside(ReadOnlySpan<float> probe, ReadOnlySpan<(int Person, float Score)> nearest, int best)
    {
        var crowd = new NearestPeople(stackalloc (int, float)[Crowd.Size]);
        foreach (var (person, _) in nearest)
        {
            if (person != best)
            {
                crowd.Offer(person, Cosine(probe, person));
            }
        }

        var sum = 0f;
        foreach (var (_, score) in crowd.All)
        {
            sum += score;
        }

        return crowd.All.Length == 0 ? 0 : sum / crowd.All.Length;
    }

    private static void Mean(float[] rows, int first, int mean)
    {
        var sum = rows.AsSpan(mean * Size, Size);
        sum.Clear();
        for (var row = first; row < mean; row++)
        {
            TensorPrimitives.Add(sum, rows.AsSpan(row * Size, Size), sum);
        }

        TensorPrimitives.Divide(sum, MathF.Max(TensorPrimitives.Norm<float>(sum), 1e-9f), sum);
    }
}

/// <summary>Indices of the nearest two people, -1 where there is none, with their cosines, and the mean cosine of the crowd.</summary>
internal readonly record struct Nearest(int Person, float Cosine, int RunnerUp, float RunnerUpCosine, float Crowd);
