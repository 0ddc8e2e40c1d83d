using System.Collections.Concurrent;
using System.Security.Cryptography;
using Zhuhui.Edge.Gateway.Accounts;
using Zhuhui.Edge.Gateway.Texts;

namespace Zhuhui.Edge.Gateway.Console.Homes;

/// <summary>What was erased, by whom and when, for whoever did it to print.</summary>
/// <param name="Said">As the act itself answered.</param>
internal sealed record Receipt(string Account, string Who, string Said, IReadOnlyList<Wording> Lines, DateTimeOffset At, long Since);

/// <summary>Receipts of what was erased. They name whom the gateway has just forgotten: they are in memory alone and shown for ten minutes;
/// that it was done is in the journal.</summary>
internal sealed class Receipts(TimeProvider time)
{
    private const int Most = 64;

    private static readonly TimeSpan _kept = TimeSpan.FromMinutes(10);

    private readonly ConcurrentDictionary<string, Receipt> _all = new(StringComparer.Ordinal);

    /// <returns>The address that shows it.</returns>
    public string Add(Caller by, string said, IReadOnlyList<Wording> lines)
    {
        Forget();
        var id = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(8));
        _all[id] = new Receipt(by.Account, by.Name, said, lines, time.GetUtcNow(), time.GetTimestamp());
        return $"/receipts/{id}";
    }

    /// <returns>Null where there is none any more, or it is somebody else's.</returns>
    public Receipt? Find(string id, Caller by)
    {
        Forget();
        return _all.TryGetValue(id, out var found) && found.Account == by.Account ? found : null;
    }

    private void Forget()
    {
        foreach (var old in _all.Where(one => time.GetElapsedTime(one.Value.Since) > _kept || _all.Count > Most))
        {
            _all.TryRemove(old);
        }
    }
}
