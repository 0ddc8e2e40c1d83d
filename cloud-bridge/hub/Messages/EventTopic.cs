using System.Text.RegularExpressions;

namespace Zhuhui.Edge.Hub.Messages;

/// <summary>The topics of the contract as the hub sees them: where an event came from, and where its acknowledgement goes.</summary>
internal readonly partial record struct EventTopic(string District, string Compound, string Gateway, string Stream)
{
    /// <summary>All gateways' events, shared among all receivers.</summary>
    public const string SharedFilter = "$share/hub/zhuhui/v1/+/+/+/events/+";

    /// <summary>The topic itself.</summary>
    public override string ToString() => $"zhuhui/v1/{District}/{Compound}/{Gateway}/events/{Stream}";

    /// <summary>All gateways' births and wills. Each receiver hears all: a shared subscription gets no retained ones.</summary>
    public const string StatusFilter = "zhuhui/v1/+/+/+/status";

    public string Acks => $"zhuhui/v1/{District}/{Compound}/{Gateway}/acks/{Stream}";

    public static EventTopic? TryParse(string topic)
    {
        var match = Pattern().Match(topic);
        return match.Success
            ? new EventTopic(match.Groups[1].Value, match.Groups[2].Value, match.Groups[3].Value, match.Groups[4].Value)
            : null;
    }

    /// <summary>Whose status a topic is; null where it is none.</summary>
    public static (string District, string Compound, string Gateway)? TryParseStatus(string topic)
    {
        var match = StatusPattern().Match(topic);
        return match.Success ? (match.Groups[1].Value, match.Groups[2].Value, match.Groups[3].Value) : null;
    }

    public static bool IsId(string text) => Id().IsMatch(text);

    [GeneratedRegex(@"\Azhuhui/v1/([a-z0-9-]{1,64})/([a-z0-9-]{1,64})/([a-z0-9-]{1,64})/events/([a-z0-9-]{1,64})\z",
        RegexOptions.CultureInvariant)]
    private static partial Regex Pattern();

    [GeneratedRegex(@"\Azhuhui/v1/([a-z0-9-]{1,64})/([a-z0-9-]{1,64})/([a-z0-9-]{1,64})/status\z", RegexOptions.CultureInvariant)]
    private static partial Regex StatusPattern();

    [GeneratedRegex(@"\A[a-z0-9-]{1,64}\z", RegexOptions.CultureInvariant)]
    private static partial Regex Id();
}
