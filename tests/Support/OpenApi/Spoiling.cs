using System.Text;
using System.Text.Json.Nodes;

namespace Zhuhui.Edge.Tests.Support.OpenApi;

/// <summary>Makes a body or a text wrong in one of the ways in which senders get it wrong.</summary>
internal static class Spoiling
{
    private static readonly string[] _texts =
    [
        "", " ", "null", "undefined", "-1", "0", "99999999999999999999", "1e999", "NaN", "../../etc", "%00", "\u0000", "\u202e", "'; --",
        "${x}", "{{x}}", "<b>", "a\r\nb: c", "2026-02-30", "0000-00-00T00:00:00Z", "9999-12-31T23:59:59.9999999+14:00", "\ufeff", "\ud800",
    ];

    public static string Text(Random random) => random.Next(6) == 0 ? new string((char)random.Next('!', 0x3000), random.Next(1, 5000))
        : _texts[random.Next(_texts.Length)];

    /// <summary>One value somewhere in it becomes another, is left out or is doubled.</summary>
    public static JsonNode? Value(JsonNode? body, Random random)
    {
        List<Action<JsonNode?>> places = [];
        List<Action> removals = [];
        Gather(body, places, removals);
        if (places.Count == 0)
        {
            return Other(random);
        }

        if (removals.Count > 0 && random.Next(3) == 0)
        {
            removals[random.Next(removals.Count)]();
        }
        else
        {
            places[random.Next(places.Count)](Other(random));
        }

        return body;
    }

    /// <summary>Bytes that are no JSON, or hardly.</summary>
    public static byte[] Bytes(byte[] body, Random random) => random.Next(8) switch
    {
        0 => [],
        1 => body[..random.Next(body.Length + 1)],
        2 => [.. body, .. "}"u8],
        3 => [0xff, 0xfe, .. body],
        4 => Encoding.UTF8.GetBytes(new string('[', 2000)),
        5 => "{\"a\":1,\"a\":2}"u8.ToArray(),
        6 => Encoding.UTF8.GetBytes("\"" + new string('x', random.Next(200_000)) + "\""),
        _ => [.. body.Select(one => random.Next(20) == 0 ? (byte)random.Next(256) : one)],
    };

    private static JsonNode? Other(Random random) => random.Next(8) switch
    {
        0 => null,
        1 => true,
        2 => new JsonArray(),
        3 => new JsonObject { ["x"] = 1 },
        4 => long.MaxValue,
        5 => -1.5,
        6 => new JsonArray(Enumerable.Range(0, 300).Select(i => (JsonNode)i).ToArray()),
        _ => Text(random),
    };

    private static void Gather(JsonNode? node, List<Action<JsonNode?>> places, List<Action> removals)
    {
        switch (node)
        {
            case JsonObject thing:
                foreach (var (name, value) in thing)
                {
                    places.Add(other => thing[name] = other);
                    removals.Add(() => thing.Remove(name));
                    Gather(value, places, removals);
                }

                places.Add(other => thing["nobodyKnowsThis"] = other);
                break;
            case JsonArray list:
                for (var i = 0; i < list.Count; i++)
                {
                    var at = i;
                    places.Add(other => list[at] = other);
                    Gather(list[i], places, removals);
                }

                break;
        }
    }
}
