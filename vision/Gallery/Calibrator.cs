namespace Zhuhui.Edge.Vision.Gallery;

/// <summary>Finds out how alike strangers are at this site: every enrolled person in turn counts as a stranger to all the others, and the
/// best score each reaches is what a stranger's face would. A partition's threshold lies where the tail of those scores falls to the wanted
/// rate, with a margin.</summary>
internal static class Calibrator
{
    /// <summary>The threshold is set for this part of the wanted rate: a group of people who resemble each other more than the rest must
    /// not be let down by the average, enrolment photos are better than what cameras see, and the tail is fitted to few. Chosen with
    /// tests/benchmarks/run.sh accuracy.</summary>
    public const double Margin = 0.3;

    /// <summary>More faces as strangers cost more time and tell little more.</summary>
    private const int MostStrangers = 2000;

    /// <summary>So much nearer to one's own templates must one come than the look-alike does.</summary>
    private const float Near = 0.03f;

    private const int MostLookAlikes = 200;

    /// <summary>Takes about a search's time for each of up to 2,000 faces.</summary>
    /// <param name="rate">The wanted false-positive identification rate.</param>
    public static Calibrated Calibrate(GallerySnapshot gallery, double rate, Tuning tuning, CancellationToken cancellationToken = default)
    {
        var people = gallery.People;
        var perPerson = people.Length == 0 ? 0 : Math.Max(1, MostStrangers / people.Length);
        var groups = Groups(people);
        var strangers = new List<Stranger>();
        var scores = new float[people.Length];
        for (var person = 0; person < people.Length; person++)
        {
            // The mean, which stands last, is no view that a camera could have.
            for (var view = 0; view < Math.Min(people[person].Given, perPerson); view++)
            {
                cancellationToken.ThrowIfCancellationRequested();
                gallery.Score(gallery.Row(people[person].FirstRow + view), scores);
                strangers.Add(Calibrate(people, groups, person, scores));
            }
        }

        var usual = people.Length >= Crowd.LeastPeople ? Median([.. strangers.Select(each => each.All.Crowd)]) : (float?)null;
        var everybody = ImpostorTail.Fit([.. strangers.Where(each => each.All.Person >= 0)
            .Select(each => Score(each.All, usual, tuning.CrowdShare))]);
        var partitions = new List<ScopeThreshold>();
        var thresholds = new float[64];
        for (var g = 0; g < groups.Count; g++)
        {
            var (members, group) = (groups[g].Members, g);
            var tail = ImpostorTail.Fit([.. strangers.Where(each => each.Groups[group].Person >= 0).Select(each => Score(each.Groups[group],
                usual, tuning.CrowdShare))]);
            var measured = tail?.ScoreAt(rate * tuning.Margin);
            var threshold = YoungGallery.Blend(measured, YoungGallery.Threshold(members, rate), people.Length);
            foreach (var partition in groups[g].Partitions)
            {
                thresholds[partition] = threshold;
                partitions.Add(new ScopeThreshold(partition, members, measured, threshold, measured is null ? 1
                    : YoungGallery.Weight(people.Length)));
            }
        }

        var (alike, raised) = LookAlikes(people, strangers, usual, tuning.CrowdShare, partitions.Count == 0 ? 1
            : partitions.Max(partition => partition.Threshold));
        return new Calibrated(new Calibration(rate, people.Length, strangers.Count, usual, everybody, partitions, alike),
            thresholds, raised);
    }

    /// <summary>A cosine as a score: without the half of what the face resembles people more than is usual.</summary>
    public static float Score(in Nearest found, float? usual, float share) => usual is { } ordinary
        ? found.Cosine - Crowd.Surplus(found.Crowd, ordinary, share) : found.Cosine;

    /// <summary>What somebody's face reaches with all others, and with those of each group.</summary>
    private static Stranger Calibrate(EnrolledFace[] people, List<(List<int> Partitions, int Members)> groups, int person, float[] scores)
    {
        var crowd = new NearestPeople(stackalloc (int, float)[Crowd.Size + 1]);
        for (var i = 0; i < people.Length; i++)
        {
            if (i != person)
            {
                crowd.Offer(i, scores[i]);
            }
        }

        var found = new Nearest[groups.Count];
        for (var g = 0; g < groups.Count; g++)
        {
            var (bit, best) = (1UL << groups[g].Partitions[0], -1);
            for (var i = 0; i < people.Length; i++)
            {
                if (i != person && (people[i].Partitions & bit) != 0 && (best < 0 || scores[i] > scores[best]))
                {
                    best = i;
                }
            }

            found[g] = Beside(crowd.All, best, best < 0 ? -1 : scores[best]);
        }

        return new Stranger(person, crowd.All.Length == 0 ? Beside([], -1, -1) : Beside(crowd.All, crowd.All[0].Person, crowd.All[0].Score),
            found);
    }

    /// <summary>The best one, and the crowd beside.</summary>
    private static Nearest Beside(ReadOnlySpan<(int Person, float Score)> nearest, int best, float score)
    {
        var (sum, count) = (0f, 0);
        foreach (var (person, each) in nearest)
        {
            if (person != best && count < Crowd.Size)
            {
                sum += each;
                count++;
            }
        }

        return new Nearest(best, score, -1, -1, count == 0 ? 0 : sum / count);
    }

    /// <summary>Partitions with the same members share a threshold.</summary>
    private static List<(List<int> Partitions, int Members)> Groups(EnrolledFace[] people)
    {
        var groups = new Dictionary<string, (List<int> Partitions, int Members)>(StringComparer.Ordinal);
        for (var partition = 0; partition < 64; partition++)
        {
            var bit = 1UL << partition;
            var members = string.Create(people.Length, (people, bit), static (letters, of) =>
            {
                for (var i = 0; i < letters.Length; i++)
                {
                    letters[i] = (of.people[i].Partitions & of.bit) == 0 ? '-' : '+';
                }
            });
            if (groups.TryGetValue(members, out var same))
            {
                same.Partitions.Add(partition);
            }
            else
            {
                groups.Add(members, ([partition], members.Count(letter => letter == '+')));
            }
        }

        return [.. groups.Values];
    }

    /// <summary>A person with a look-alike here must be nearer to their own templates than the look-alike is.</summary>
    private static (List<LookAlike> Pairs, Dictionary<string, float> Raised) LookAlikes(EnrolledFace[] people, List<Stranger> strangers,
        float? usual, float share, float threshold)
    {
        var pairs = new Dictionary<(string, string), float>();
        foreach (var (person, found, _) in strangers)
        {
            var score = Score(found, usual, share);
            if (found.Person < 0 || score < threshold)
            {
                continue;
            }

            var (one, other) = (people[person].Person, people[found.Person].Person);
            var pair = string.CompareOrdinal(one, other) < 0 ? (one, other) : (other, one);
            pairs[pair] = MathF.Max(pairs.GetValueOrDefault(pair, -1), score);
        }

        var raised = new Dictionary<string, float>(StringComparer.Ordinal);
        foreach (var ((one, other), score) in pairs)
        {
            foreach (var person in new[] { one, other })
            {
                raised[person] = MathF.Max(raised.GetValueOrDefault(person), score + Near);
            }
        }

        return ([.. pairs.OrderByDescending(pair => pair.Value).Take(MostLookAlikes).Select(pair => new LookAlike(pair.Key.Item1,
            pair.Key.Item2, pair.Value))], raised);
    }

    private static float Median(float[] values)
    {
        Array.Sort(values);
        return values[values.Length / 2];
    }
}

/// <summary>What was chosen by measuring (tests/benchmarks/run.sh accuracy), which tries others with --split.</summary>
/// <param name="Margin">See <see cref="Calibrator.Margin"/>.</param>
/// <param name="CrowdShare">See <see cref="Crowd.Share"/>.</param>
internal readonly record struct Tuning(double Margin, float CrowdShare)
{
    public static Tuning Chosen { get; } = new(Calibrator.Margin, Crowd.Share);
}

/// <summary>An enrolled face that counts as a stranger's.</summary>
/// <param name="All">The nearest of all others.</param>
/// <param name="Groups">The nearest of each group.</param>
internal readonly record struct Stranger(int Person, Nearest All, Nearest[] Groups);

/// <summary>What a search needs of a calibration.</summary>
/// <param name="Thresholds">A partition's, by its number.</param>
/// <param name="Raised">The higher threshold of people who have look-alikes.</param>
internal sealed record Calibrated(Calibration About, float[] Thresholds, Dictionary<string, float> Raised);
