using Zhuhui.Edge.Gateway.Events;

namespace Zhuhui.Edge.Gateway.People;

/// <summary>Who orders a change of people, told with it in one step; and what must still be so when it is made.</summary>
/// <param name="Order">What, in one word, for example <c>card-lost</c>.</param>
/// <param name="Subject">Whom or what it is about; null where that is made by it.</param>
/// <param name="Holds">Asked while nobody else changes anything; null where nothing must.</param>
/// <param name="Key">See <see cref="PeopleOrdered"/>.</param>
/// <param name="Asked">The same.</param>
internal sealed record PeopleOrder(string Operator, string Order, string? Subject = null, Func<bool>? Holds = null, string? Key = null,
    string? Asked = null)
{
    /// <summary>What was to be changed is not as it was seen.</summary>
    public bool IsStale => Holds is not null && !Holds();

    public PeopleOrdered Told(string? made = null) => new(Operator, Order, made ?? Subject, Key, Asked);
}
