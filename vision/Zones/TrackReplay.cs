using System.Numerics;
using Zhuhui.Edge.Vision.Frames;
using Zhuhui.Edge.Vision.Options;
using Zhuhui.Edge.Vision.Sightings;

namespace Zhuhui.Edge.Vision.Zones;

/// <summary>What a camera would have told.</summary>
/// <param name="At">By the monotonic clock of the tracks.</param>
/// <param name="X">Where it was, in fractions of the picture; of an end it is nowhere.</param>
public sealed record ReplayedSighting(TimeSpan At, Sighting Sighting, float X, float Y);

/// <summary>Goes through where people walked once more, with other zones, lines and masks: by the same code that watches them when they
/// walk. Somebody whose foot and middle are in a mask was not seen; things left behind are not among tracks, and are not told.</summary>
public static class TrackReplay
{
    /// <summary>As often as pictures are looked at; what is over is told that often.</summary>
    private static readonly TimeSpan _beat = TimeSpan.FromSeconds(0.25);

    public static IReadOnlyList<ReplayedSighting> Run(TrackHistory history, CameraOptions camera)
    {
        ArgumentNullException.ThrowIfNull(history);
        ArgumentNullException.ThrowIfNull(camera);
        var clock = new ReplayClock();
        List<ReplayedSighting> told = [];
        TrackLook? look = null;

        // Who is told of may be hidden in the very look that tells: they were where they were last.
        Dictionary<string, TrackPoint> last = [];
        var watches = new ZoneWatches(camera, sighting => told.Add(Placed(sighting)), clock);
        var masks = new List<Polygon>();
        Dictionary<string, Polygon> areas = [];
        foreach (var next in history.Looks)
        {
            ExpireUntil(next.At);
            clock.Now = next.At;
            var isAnother = look is null || next.IsBreak || (look.Width, look.Height) != (next.Width, next.Height);
            look = next;
            if (isAnother)
            {
                watches.Lay(look.Width, look.Height, clock.GetTimestamp());
                masks = [.. camera.Masks.Select(mask => new Polygon(mask.Points, look.Width, look.Height))];
                areas = camera.Zones.ToDictionary(zone => zone.Id, zone => new Polygon(zone.Points, look.Width, look.Height));
            }

            foreach (var (zone, area) in areas)
            {
                TrackPoint[] there = [.. look.People.Where(point => area.Contains(Person(point).Foot))];
                if (there.Length > 0)
                {
                    last[zone] = there.MaxBy(point => point.Y);
                }
            }

            watches.Step([.. look.People.Select(Person).Where(person => !IsMasked(person))], look.Ended, clock.GetTimestamp());
            watches.Expire(clock.GetTimestamp());
        }

        ExpireUntil(history.Until);
        return told;

        void ExpireUntil(TimeSpan until)
        {
            while (watches.AnyOpen && clock.Now + _beat < until)
            {
                clock.Now += _beat;
                watches.Expire(clock.GetTimestamp());
            }
        }

        PersonInView Person(TrackPoint point) => new(point.Track, new Vector2((float)(point.X * look.Width),
            (float)(point.Y * look.Height)), (float)(point.Height * look.Height), point.Score);

        bool IsMasked(PersonInView person) => masks.Exists(mask => mask.Contains(person.Foot)
            && mask.Contains(person.Foot - new Vector2(0, person.Height / 2)));

        ReplayedSighting Placed(Sighting sighting)
        {
            var there = sighting switch
            {
                LineCrossed crossed => look!.People.FirstOrDefault(point => point.Track == crossed.Track),
                IncidentBegan began => last.GetValueOrDefault(began.Zone),
                _ => default,
            };
            return new ReplayedSighting(clock.Now, sighting, (float)there.X, (float)there.Y);
        }
    }
}
