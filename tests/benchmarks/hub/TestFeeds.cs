using Zhuhui.Edge.CloudBridge.Topics;
using Zhuhui.Edge.Tests.Support;

namespace Zhuhui.Edge.Benchmarks.Hub;

/// <summary>A journal in memory as the link reads one.</summary>
internal static class TestFeeds
{
    extension(TestJournal journal)
    {
        public OutboxFeed Feed => new(
            journal.Stream, journal.Ledger, (after, count) => [.. journal.ReadAfter(after, count).Select(Sent)], () => (1, journal.Count),
            journal.GrownAsync);
    }

    private static OutboxRecord Sent(TestRecord record) => new(record.Seq, record.Type, record.Payload);
}
