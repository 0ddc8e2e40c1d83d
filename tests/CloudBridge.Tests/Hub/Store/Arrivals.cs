using Zhuhui.Edge.Hub.Messages;
using Zhuhui.Edge.Tests.Support;

namespace Zhuhui.Edge.CloudBridge.Tests.Hub.Store;

/// <summary>Records of a journal as they come to the hub.</summary>
internal static class Arrivals
{
    /// <summary>The topic of one gateway's passages.</summary>
    public const string Passages = "zhuhui/v1/d-1/c-1/g-1/events/passages";

    public static InboundMessage[] Of(TestJournal journal, int first, int last, string gateway = "g-1", string compound = "c-1") =>
        [.. Enumerable.Range(first, last - first + 1).Select(seq => new InboundMessage(
            $"zhuhui/v1/d-1/{compound}/{gateway}/events/{journal.Stream}", journal.Record(seq).Payload.ToArray()))];
}
