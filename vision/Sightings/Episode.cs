namespace Zhuhui.Edge.Vision.Sightings;

/// <summary>Something that is so now and then becomes one thing with a beginning and an end: it begins once it has been so for a while with
/// no long gap, and ends once it has not been so for a while. One caller at a time.</summary>
/// <param name="settle">How long it must have been so.</param>
/// <param name="gap">How long it may meanwhile have been otherwise.</param>
/// <param name="linger">How long it must have been otherwise to be over.</param>
internal sealed class Episode(TimeSpan settle, TimeSpan gap, TimeSpan linger, TimeProvider time)
{
    private long? _since;
    private long _began;
    private long _last;

    public bool Open { get; private set; }

    /// <summary>From its beginning to the last frame that showed it.</summary>
    public TimeSpan Lasted => time.GetElapsedTime(_began, _last);

    /// <summary>It is so in this frame.</summary>
    /// <returns>Whether it has begun by that.</returns>
    public bool Show(long at) => Show(at, gap, mayBegin: true);

    /// <param name="longestGap">In place of the usual one: a slow camera looks seldom.</param>
    /// <param name="mayBegin">Whether enough speaks for it besides the time.</param>
    public bool Show(long at, TimeSpan longestGap, bool mayBegin)
    {
        if (_since is null || (!Open && time.GetElapsedTime(_last, at) > longestGap))
        {
            _since = at;
        }

        _last = at;
        if (Open || !mayBegin || time.GetElapsedTime(_since.Value, at) < settle)
        {
            return false;
        }

        (Open, _began) = (true, at);
        return true;
    }

    /// <returns>Whether it has ended by now.</returns>
    public bool Expire(long at) => Open && time.GetElapsedTime(_last, at) >= linger && Close();

    /// <returns>Whether there was something to end.</returns>
    public bool Close()
    {
        var was = Open;
        (Open, _since) = (false, null);
        return was;
    }
}
