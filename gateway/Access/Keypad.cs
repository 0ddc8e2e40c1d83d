using Zhuhui.Edge.Drivers.Readers;
using Zhuhui.Edge.Gateway.People.Credentials;

namespace Zhuhui.Edge.Gateway.Access;

/// <summary>The digits somebody is entering at one reader. <c>#</c> enters them, <c>*</c> clears them; after one that could not be read the
/// rest is no PIN, for it could be another's. Belongs to the door's loop.</summary>
internal sealed class Keypad(PinDigests digests, TimeProvider time)
{
    /// <summary>A person who stops for longer begins anew: the next person's digits must not follow the last one's.</summary>
    public static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(10);

    private static readonly TimeSpan _oldestKey = TimeSpan.FromMilliseconds(AccessRules.OldestReadMs);

    private readonly char[] _digits = new char[PinDigests.MostDigits];
    private int _count;
    private long _last;

    /// <returns>The digest of what was entered, once it is; empty for more digits than a PIN can have, and for a key that came too late.
    /// Null otherwise.</returns>
    public string? Press(KeyPressed key)
    {
        if (time.GetElapsedTime(key.ReadAt) > _oldestKey)
        {
            var entered = key.Key == '#' && _count > 0;
            Clear();
            return entered ? "" : null;
        }

        if (_count > 0 && time.GetElapsedTime(_last, key.ReadAt) > LongestPause)
        {
            Clear();
        }

        _last = key.ReadAt;
        switch (key.Key)
        {
            case '#' when _count > 0:
                var digest = _count <= _digits.Length ? digests.Compute(_digits.AsSpan(0, _count)) : "";
                Clear();
                return digest;
            case >= '0' and <= '9':
                if (_count < _digits.Length)
                {
                    _digits[_count] = key.Key;
                }

                _count = Math.Min(_count + 1, _digits.Length + 1);
                return null;
            case KeyPressed.Unreadable:
                _count = _digits.Length + 1;
                return null;
            default:
                Clear();
                return null;
        }
    }

    /// <summary>Forgets what was entered.</summary>
    public void Clear()
    {
        Array.Clear(_digits);
        _count = 0;
    }
}
