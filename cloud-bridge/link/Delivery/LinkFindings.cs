using Zhuhui.Edge.CloudBridge.Settings;

namespace Zhuhui.Edge.CloudBridge.Delivery;

/// <summary>What stands against the link just now, and who is told of it: of each thing once a day at most, however often it is found.
/// Confined to the link's loop, but for <see cref="Standing"/>.</summary>
internal sealed class LinkFindings(TimeProvider time)
{
    private static readonly TimeSpan _again = TimeSpan.FromDays(1);
    private readonly Dictionary<(LinkFinding, string?), LinkNote> _standing = [];
    private readonly Dictionary<(LinkFinding, string?), long> _toldAt = [];

    /// <summary>Who is told; must not wait.</summary>
    public Action<LinkNote> Told { get; set; } = _ => { };

    /// <summary>What stands, as of the last change.</summary>
    public IReadOnlyList<LinkNote> Standing { get; private set; } = [];

    /// <summary>It is so, whether it was known or not.</summary>
    public void Add(LinkNote note)
    {
        var key = (note.Finding, note.Subject);
        if (!_standing.TryGetValue(key, out var known) || known != note)
        {
            _standing[key] = note;
            Standing = [.. _standing.Values];
        }

        if (!_toldAt.TryGetValue(key, out var at) || time.GetElapsedTime(at) >= _again)
        {
            _toldAt[key] = time.GetTimestamp();
            Told(note);
        }
    }

    /// <summary>It is so no more, or will be found again where it is, whatever it was about.</summary>
    public void Remove(LinkFinding finding)
    {
        foreach (var key in _standing.Keys.Where(key => key.Item1 == finding).ToList())
        {
            _standing.Remove(key);
        }

        Standing = [.. _standing.Values];
    }
}
