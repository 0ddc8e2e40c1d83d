using Zhuhui.Edge.Gateway.Events;

namespace Zhuhui.Edge.Gateway.Projections.Keys;

/// <summary>An order that bore an idempotency key, and was carried out.</summary>
/// <param name="Key">The digest of whose key it was.</param>
/// <param name="Asked">The digest of all that was asked.</param>
/// <param name="Subject">Whom or what it was about or made; null for a list of people.</param>
internal sealed record OrderDone(string Key, string Asked, string? Subject, DateTimeOffset At);

/// <summary>Which orders were carried out under which idempotency keys, from the very records that stand in the journal together with what
/// they did: whatever ends the gateway, an order is done and known, or neither. What was asked and answered is not kept. Thread
/// safe.</summary>
internal sealed class OrdersDone
{
    /// <summary>How long a key is known. A clock that is put back forgets none sooner.</summary>
    public static readonly TimeSpan Kept = TimeSpan.FromHours(24);

    private const int MostKept = 10_000;

    private readonly Lock _lock = new();
    private readonly Newest<string, OrderDone> _done = new(MostKept);

    public OrdersDone(IReadOnlyList<OrderDone>? kept)
    {
        foreach (var one in kept ?? [])
        {
            _done.Set(one.Key, one);
        }
    }

    /// <returns>Null where none of that key is known.</returns>
    public OrderDone? Find(string key, DateTimeOffset now)
    {
        lock (_lock)
        {
            return _done.TryGet(key, out var done) && now - done.At < Kept ? done : null;
        }
    }

    public void Fold(GatewayEvent happened, Moment when)
    {
        if (happened is PeopleOrdered { Key: { } key, Asked: { } asked } order)
        {
            lock (_lock)
            {
                _done.Set(key, new OrderDone(key, asked, order.Subject, when.At));
            }
        }
    }

    public IReadOnlyList<OrderDone> Keep()
    {
        lock (_lock)
        {
            return [.. _done.InOrder.Select(one => one.Value)];
        }
    }
}
