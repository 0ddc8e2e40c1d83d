using System.Collections.Concurrent;
using System.Security.Cryptography;
using Zhuhui.Edge.Gateway.Accounts;
using Zhuhui.Edge.Gateway.Texts;

namespace Zhuhui.Edge.Gateway.Console.Views;

/// <summary>What became of an act, for whoever did it.</summary>
/// <param name="IsBad">It was refused, or did not come about.</param>
internal sealed record Remark(Wording Words, bool IsBad = false);

/// <summary>Carries a remark from the act to the page that is shown after it. It is kept here and not in the address: a link that somebody
/// sends could have a page say what did not happen.</summary>
internal sealed class Remarks(TimeProvider time)
{
    private const int Most = 512;

    /// <summary>A page is asked for again by going back or looking anew.</summary>
    private static readonly TimeSpan _kept = TimeSpan.FromMinutes(2);

    private readonly ConcurrentDictionary<string, (string? Account, Remark Remark, long At)> _all = new(StringComparer.Ordinal);

    /// <returns>A path that shows it.</returns>
    public string On(string path, Caller? caller, Remark remark)
    {
        foreach (var old in _all.Where(one => time.GetElapsedTime(one.Value.At) > _kept || _all.Count >= Most))
        {
            _all.TryRemove(old);
        }

        var id = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(8));
        _all[id] = (caller?.Account, remark, time.GetTimestamp());
        var (address, place) = path.Split('#', 2) is [var before, var after] ? (before, "#" + after) : (path, "");
        return $"{address}{(address.Contains('?', StringComparison.Ordinal) ? '&' : '?')}said={id}{place}";
    }

    /// <returns>Null where there is none, or it is somebody else's.</returns>
    public Remark? Of(HttpContext context, Caller? caller) => context.Request.Query["said"] is [{ } id]
        && _all.TryGetValue(id, out var kept) && kept.Account == caller?.Account
        && time.GetElapsedTime(kept.At) <= _kept ? kept.Remark : null;
}
