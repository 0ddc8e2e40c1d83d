using Zhuhui.Edge.Hub.Messages;

namespace Zhuhui.Edge.Hub.Receiver;

/// <summary>What the receiver puts in the log. Event ids 6000 to 6099; see docs/design/logging.md.</summary>
internal static partial class Log
{
    [LoggerMessage(EventId = 6000, Level = LogLevel.Error,
        Message = "There are no metrics on port {Port}: {Reason}. Events are received all the same; name another --metrics.")]
    internal static partial void NoMetrics(this ILogger logger, int port, string reason);

    [LoggerMessage(EventId = 6001, Level = LogLevel.Information, Message = "Metrics are on http://127.0.0.1:{Port}/metrics.")]
    internal static partial void MetricsServed(this ILogger logger, int port);

    [LoggerMessage(EventId = 6002, Level = LogLevel.Warning, Message = "No link to the broker {Host}:{Port}: {Reason}. Trying again.")]
    internal static partial void BrokerLost(this ILogger logger, string host, int port, string reason);

    [LoggerMessage(EventId = 6003, Level = LogLevel.Warning, Message = "{Name} leaves the broker until the store is back.")]
    internal static partial void LeavesBroker(this ILogger logger, string name);

    [LoggerMessage(EventId = 6004, Level = LogLevel.Information, Message = "{Name} receives from {Host}:{Port} into {Store}.")]
    internal static partial void Receives(this ILogger logger, string name, string host, int port, string store);

    [LoggerMessage(EventId = 6005, Level = LogLevel.Debug, Message = "Trying the store {Store} once more.")]
    internal static partial void TriesStore(this ILogger logger, string store);

    [LoggerMessage(EventId = 6006, Level = LogLevel.Warning,
        Message = "The store {Store} runs with fsync off: what is acknowledged may be lost with a power cut. Set fsync = on.")]
    internal static partial void StoreNotDurable(this ILogger logger, string store);

    [LoggerMessage(EventId = 6007, Level = LogLevel.Information, Message = "The store {Store} takes events again.")]
    internal static partial void StoreBack(this ILogger logger, string store);

    [LoggerMessage(EventId = 6008, Level = LogLevel.Error,
        Message = "The store {Store} takes no events: {Reason}. Nothing is acknowledged until it does.")]
    internal static partial void StoreLost(this ILogger logger, string store, string reason);

    [LoggerMessage(EventId = 6009, Level = LogLevel.Warning, Message = "A message on {Topic} is refused and kept aside: {Reason}.")]
    internal static partial void MessageRefused(this ILogger logger, string topic, string reason);

    [LoggerMessage(EventId = 6010, Level = LogLevel.Error,
        Message = "The chain of {Topic} is broken at {Seq} of ledger {Ledger}: a record was altered or is not the one that was sent "
            + "first.")]
    internal static partial void ChainBroken(this ILogger logger, EventTopic topic, long seq, Guid ledger);

    [LoggerMessage(EventId = 6011, Level = LogLevel.Error,
        Message = "The broker does not let {Name} publish {Topic}: gateways will send again and again until it does.")]
    internal static partial void AcknowledgementRefused(this ILogger logger, string name, string topic);

    [LoggerMessage(EventId = 6012, Level = LogLevel.Error,
        Message = "Gaps can't be looked for, though the store takes events: {Reason}. No gap is an alarm until they can.")]
    internal static partial void GapsNotRead(this ILogger logger, string reason);

    [LoggerMessage(EventId = 6013, Level = LogLevel.Error,
        Message = "{Gateway} {Stream}: {First} to {Last} of ledger {Ledger} are missing for {Minutes} minutes, and later records are "
            + "here.")]
    internal static partial void GapStays(this ILogger logger, string gateway, string stream, long first, long last, Guid ledger,
        int minutes);

    [LoggerMessage(EventId = 6014, Level = LogLevel.Information,
        Message = "{Gateway} {Stream}: the gap {First} to {Last} of ledger {Ledger} is closed.")]
    internal static partial void GapClosed(this ILogger logger, string gateway, string stream, long first, long last, Guid ledger);

    [LoggerMessage(EventId = 6015, Level = LogLevel.Error,
        Message = "The partition of {Day} can't be made: {Reason}. It is tried again every minute; without it records of that day wait in "
            + "the gateways ({Days} days from now). Somebody holds a lock on the table events: see pg_locks.")]
    internal static partial void PartitionRefused(this ILogger logger, DateOnly day, string reason, int days);

    [LoggerMessage(EventId = 6016, Level = LogLevel.Error,
        Message = "{Source} sends more than is taken: {Reason}. What is over it is not acknowledged; a gateway that is in order keeps it "
            + "and sends it again.")]
    internal static partial void OverLimit(this ILogger logger, string source, string reason);
}
