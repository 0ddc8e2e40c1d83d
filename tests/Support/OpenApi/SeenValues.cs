using System.Collections.Concurrent;
using System.Text.Json.Nodes;

namespace Zhuhui.Edge.Tests.Support.OpenApi;

/// <summary>What answers said, by the names it had there: ids, doors, cards. Bounded; may be used by several at once.</summary>
/// <param name="avoided">Values that are never to be used: what else is measured meanwhile must not be changed.</param>
public sealed class SeenValues(IReadOnlySet<string> avoided)
{
    private const int MostOfOne = 200;

    private readonly ConcurrentDictionary<string, ConcurrentQueue<JsonNode>> _seen = new(StringComparer.OrdinalIgnoreCase);

    public bool IsAvoided(string text) => avoided.Any(one => text.Contains(one, StringComparison.Ordinal));

    public void Add(string name, JsonNode value)
    {
        if (IsAvoided(value.ToString()))
        {
            return;
        }

        var queue = _seen.GetOrAdd(name, _ => new ConcurrentQueue<JsonNode>());
        queue.Enqueue(value.DeepClone());
        while (queue.Count > MostOfOne)
        {
            queue.TryDequeue(out _);
        }
    }

    /// <summary>All that an answer says; a thing's <c>id</c> by the name of the list it stands in, too.</summary>
    /// <param name="from">The last word of the path that answered: <c>people</c>.</param>
    public void Learn(JsonNode? answer, string from)
    {
        switch (answer)
        {
            case JsonArray list:
                foreach (var one in list.Take(MostOfOne))
                {
                    Learn(one, from);
                }

                break;
            case JsonObject thing:
                foreach (var (name, value) in thing)
                {
                    if (value is JsonValue single && single.ToString().Length is > 0 and < 200)
                    {
                        Add(name, single);
                        if (name == "id")
                        {
                            Add(from, single);
                        }
                    }
                    else
                    {
                        Learn(value, name);
                    }
                }

                break;
        }
    }

    /// <returns>Null where nothing of that name was seen.</returns>
    public JsonNode? Of(string name, Random random) => _seen.TryGetValue(name, out var queue) && queue.ToArray() is { Length: > 0 } all
        ? all[random.Next(all.Length)]
        : null;
}
