namespace Zhuhui.Edge.Vision.Codes;

/// <summary>Remembers which codes are being shown, so that each showing is told once: a code counts as new when it has not been seen for a
/// while.</summary>
internal sealed class CodesShown(TimeProvider time, TimeSpan away)
{
    private readonly Dictionary<string, long> _lastSeen = [];

    public bool IsNew(string code, long at)
    {
        foreach (var (gone, seen) in _lastSeen)
        {
            if (time.GetElapsedTime(seen, at) >= away)
            {
                _lastSeen.Remove(gone);
            }
        }

        var isNew = !_lastSeen.ContainsKey(code);
        _lastSeen[code] = at;
        return isNew;
    }
}
