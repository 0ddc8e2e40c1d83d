using System.Buffers;
using System.Text.RegularExpressions;

namespace Zhuhui.Edge.Hub.Messages;

/// <summary>The topics of the contract as the hub sees them: where an event came from, and where its acknowledgement goes.</summary>
internal readonly partial record struct EventTopic(string District, string Compound, string Gateway, string Stream)
{
    /// <summary>All gateways' events, shared among all receivers.</summary>
    public const string SharedFilter = "$share/hub/zhuhui/v1/+/+/+/events/+";

    private const int MostId = 64;
    private static readonly SearchValues<char> _ofIds = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789-");

    /// <summary>The topic itself.</summary>
    public override string ToString() => $"zhuhui/v1/{District}/{Compound}/{Gateway}/events/{Stream}";

    /// <summary>All gateways' births and wills. Each receiver hears all: a shared subscription gets no retained ones.</summary>
    public const string StatusFilter = "zhuhui/v1/+/+/+/status";

    public string Acks => $"zhuhui/v1/{District}/{Compound}/{Gateway}/acks/{Stream}";

    public static EventTopic? TryParse(string topic)
    {
        Span<Range> levels = stackalloc Range[8];
        var text = topic.AsSpan();
        return text.Split(levels, '/') == 7 && text[levels[0]] is "zhuhui" && text[levels[1]] is "v1" && text[levels[5]] is "events"
            && IsId(text[levels[2]]) && IsId(text[levels[3]]) && IsId(text[levels[4]]) && IsId(text[levels[6]])
            ? new EventTopic(topic[levels[2]], topic[levels[3]], topic[levels[4]], topic[levels[6]])
            : null;
    }

    /// <summary>Whose status a topic is; null where it is none.</summary>
    public static (string District, string Compound, string Gateway)? TryParseStatus(string topic)
    {
        var match = StatusPattern().Match(topic);
        return match.Success ? (match.Groups[1].Value, match.Groups[2].Value, match.Groups[3].Value) : null;
    }

    public static bool IsId(string text) => IsId(text.AsSpan());

    private static bool IsId(ReadOnlySpan<char> text) => text.Length is >= 1 and <= MostId && !text.ContainsAnyExcept(_ofIds);

    [GeneratedRegex(@"\Azhuhui/v1/([a-z0-9-]{1,64})/([a-z0-9-]{1,64})/([a-z0-9-]{1,64})/status\z", RegexOptions.CultureInvariant)]
    private static partial Regex StatusPattern();
}
