using System.Numerics;
using Zhuhui.Edge.Vision.Options;

namespace Zhuhui.Edge.Vision.Zones;

/// <summary>Watches tracks for crossing one line. A track has crossed when it has settled on the other side, clear of the line, and on the
/// way there it went through the line on balance: trembling on the line is one crossing, walking round its end is none. One crossing a
/// track and direction within
/// <see cref="Pause"/>. One caller at a time.</summary>
internal sealed class LineWatch(DirectedLine line, TimeProvider time)
{
    /// <summary>So long a track's further crossing in the same direction counts as the same.</summary>
    public static readonly TimeSpan Pause = TimeSpan.FromSeconds(3);

    private readonly Dictionary<int, Walk> _walks = [];

    public string Line => line.Id;

    /// <param name="foot">Where the track stands, in pixels.</param>
    /// <param name="clear">How far from the line, in pixels, a track counts as settled on a side.</param>
    /// <param name="at">The frame's arrival.</param>
    /// <returns>The way the line was crossed, where that way counts.</returns>
    public CrossingDirection? Step(int track, Vector2 foot, float clear, long at)
    {
        if (!_walks.TryGetValue(track, out var walk))
        {
            _walks.Add(track, walk = new Walk(foot));
        }

        walk.Balance += line.Through(walk.Foot, foot) switch
        {
            CrossingDirection.LeftToRight => 1,
            CrossingDirection.RightToLeft => -1,
            _ => 0,
        };
        walk.Foot = foot;

        var right = line.RightOf(foot);
        if (MathF.Abs(right) <= clear)
        {
            return null;
        }

        var side = MathF.Sign(right);
        var crossed = walk.Side == -side && MathF.Sign(walk.Balance) == side;
        (walk.Side, walk.Balance) = (side, 0);
        return crossed ? Count(walk, side > 0 ? CrossingDirection.LeftToRight : CrossingDirection.RightToLeft, at) : null;
    }

    /// <summary>The track will not come back.</summary>
    public void Forget(int track) => _walks.Remove(track);

    private CrossingDirection? Count(Walk walk, CrossingDirection direction, long at)
    {
        if (line.Direction != CrossingDirection.Either && line.Direction != direction)
        {
            return null;
        }

        var last = direction == CrossingDirection.LeftToRight ? walk.LastToRight : walk.LastToLeft;
        if (last is { } before && time.GetElapsedTime(before, at) < Pause)
        {
            return null;
        }

        if (direction == CrossingDirection.LeftToRight)
        {
            walk.LastToRight = at;
        }
        else
        {
            walk.LastToLeft = at;
        }

        return direction;
    }

    /// <summary>What is known of one track.</summary>
    private sealed class Walk(Vector2 foot)
    {
        public Vector2 Foot { get; set; } = foot;

        /// <summary>The side it last settled on: 1 right, -1 left, 0 none yet.</summary>
        public int Side { get; set; }

        /// <summary>Steps through the line since then, to the right less to the left.</summary>
        public int Balance { get; set; }

        public long? LastToRight { get; set; }

        public long? LastToLeft { get; set; }
    }
}
