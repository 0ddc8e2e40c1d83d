using CsCheck;
using Microsoft.Extensions.Time.Testing;
using Xunit;
using Zhuhui.Edge.Vision.Frames;
using Zhuhui.Edge.Vision.Tracking;

namespace Zhuhui.Edge.Vision.Tests.Tracking;

public sealed class CrossingPeopleTests
{
    /// <summary>200 scenes: three people walk past one another on neighbouring paths; one detection in eight is missing, one in eight is
    /// unsure, boxes tremble, a false one is somewhere in every third frame, and frames come 80 to 250 ms apart. Each must have one id from
    /// his confirmation to the end.</summary>
    [Fact]
    public void People_who_cross_keep_their_ids_among_misses_and_false_detections()
    {
        var (whole, all) = (0, 0);
        Gen.Int[0, 1_000_000].Array[200].Sample(
            seeds =>
            {
                (whole, all) = (0, 0);
                foreach (var seed in seeds)
                {
                    whole += IdsOf(seed).Count(ids => ids.Count == 1);
                    all += 3;
                }

                Assert.True(whole >= 0.97 * all, $"{whole} of {all} people kept one id");
            },
            iter: 1, threads: 1);
    }

    private static HashSet<int>[] IdsOf(int seed)
    {
        var (random, time) = (new Random(seed), new FakeTimeProvider());
        var tracks = new BoxTracks(time) { Patience = TimeSpan.FromSeconds(3) };
        var ids = new HashSet<int>[] { [], [], [] };
        var seconds = 0.0;
        while (seconds < 12)
        {
            var step = 0.08 + (0.17 * random.NextDouble());
            seconds += step;
            time.Advance(TimeSpan.FromSeconds(step));
            Box[] people = [At(80 + (55 * seconds), 300), At(780 - (50 * seconds), 330), At(420 + (15 * seconds), 365)];
            var detections = people.Where(_ => random.Next(8) != 0)
                .Select(box => new Detection(Tremble(box, random), random.Next(8) == 0 ? 0.3f : 0.8f)).ToList();
            if (random.Next(3) == 0)
            {
                detections.Add(new Detection(At(random.Next(800), random.Next(100, 200)), 0.5f));
            }

            tracks.Update(detections, time.GetTimestamp());
            foreach (var track in tracks.Confirmed.Where(track => track.LastSeen == time.GetTimestamp()))
            {
                var overlaps = people.Select(box => box.Overlap(track.Box)).ToList();
                var nearest = overlaps.IndexOf(overlaps.Max());
                if (overlaps[nearest] > 0.6)
                {
                    ids[nearest].Add(track.Id);
                }
            }
        }

        return ids;
    }

    private static Box At(double x, double foot) => new((float)x, (float)foot - 110, (float)x + 40, (float)foot);

    private static Box Tremble(in Box box, Random random)
    {
        float Off() => (random.NextSingle() - 0.5f) * 6;
        return new Box(box.Left + Off(), box.Top + Off(), box.Right + Off(), box.Bottom + Off());
    }
}
