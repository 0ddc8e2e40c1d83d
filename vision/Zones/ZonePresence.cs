using System.Numerics;
using Zhuhui.Edge.Vision.Frames;

namespace Zhuhui.Edge.Vision.Zones;

/// <summary>Who is in one zone and since when. Trembling on its border is one stay; so is stepping out, or not being seen, for a short
/// while, and a person who is lost and soon found again at the same place under another track. One caller at a time.</summary>
internal sealed class ZonePresence(Polygon area, TimeProvider time)
{
    /// <summary>Somebody so close to the border that he isn't clear of it is inside after this.</summary>
    private static readonly TimeSpan _settled = TimeSpan.FromSeconds(0.5);

    private static readonly TimeSpan _sameStay = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan _remembered = TimeSpan.FromSeconds(10);

    /// <summary>A person found again stands within this many of his heights of where he was lost.</summary>
    private const float SamePlace = 0.8f;

    private readonly Dictionary<int, Stay> _stays = [];
    private readonly List<Stay> _lost = [];

    /// <summary>Those inside, the one who was lost to sight a moment ago among them.</summary>
    public IEnumerable<Stay> Inside => _stays.Values.Where(stay => stay.Inside);

    public void Step(in PersonInView person, long at)
    {
        var inside = area.Contains(person.Foot);
        if (!_stays.TryGetValue(person.Track, out var stay))
        {
            _stays.Add(person.Track, stay = inside ? FoundAgain(person, at) ?? new Stay() : new Stay());
        }

        (stay.Foot, stay.Height, stay.Score, stay.LastSeen) = (person.Foot, person.Height, person.Score, at);
        if (!inside)
        {
            stay.InSince = null;
            if (stay.Inside && area.ToBorder(person.Foot) > person.Clear)
            {
                (stay.Inside, stay.LeftAt) = (false, at);
            }

            return;
        }

        stay.InSince ??= at;
        if (stay.Inside || (area.ToBorder(person.Foot) <= person.Clear && time.GetElapsedTime(stay.InSince.Value, at) < _settled))
        {
            return;
        }

        stay.Inside = true;
        if (stay.LeftAt is not { } left || time.GetElapsedTime(left, at) > _sameStay)
        {
            stay.Since = stay.InSince.Value;
        }
    }

    /// <summary>The track will not come back; the person may.</summary>
    public void Forget(int track, long at)
    {
        _lost.RemoveAll(stay => time.GetElapsedTime(stay.LastSeen, at) > _remembered);
        if (_stays.Remove(track, out var stay) && stay.Inside)
        {
            _lost.Add(stay);
        }
    }

    public void Clear()
    {
        _stays.Clear();
        _lost.Clear();
    }

    private Stay? FoundAgain(in PersonInView person, long at)
    {
        var place = person.Foot;
        var best = -1;
        for (var i = 0; i < _lost.Count; i++)
        {
            if (time.GetElapsedTime(_lost[i].LastSeen, at) <= _remembered
                && Vector2.Distance(_lost[i].Foot, place) <= SamePlace * _lost[i].Height
                && (best < 0 || Vector2.Distance(_lost[i].Foot, place) < Vector2.Distance(_lost[best].Foot, place)))
            {
                best = i;
            }
        }

        if (best < 0)
        {
            return null;
        }

        var stay = _lost[best];
        _lost.RemoveAt(best);
        return stay;
    }

    /// <summary>What is known of one person's being in the zone.</summary>
    internal sealed class Stay
    {
        public Vector2 Foot { get; set; }

        public float Height { get; set; }

        public float Score { get; set; }

        public long LastSeen { get; set; }

        public bool Inside { get; set; }

        /// <summary>When he came in; holds while he is inside.</summary>
        public long Since { get; set; }

        /// <summary>Since when his foot has been in without a break; null while it is out.</summary>
        public long? InSince { get; set; }

        public long? LeftAt { get; set; }
    }
}
