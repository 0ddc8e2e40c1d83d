namespace Zhuhui.Edge.Gateway.Events;

/// <summary>The streams the journal keeps apart, so that an alarm never waits behind a thousand passages.</summary>
internal enum EventStream
{
    Alarms,
    Passages,
    Registry,
    Health,
}

/// <summary>Something that happened here and must never be lost. The record is what the journal keeps and what the hub reads; there is no
/// second set. Persons are named by their id alone.</summary>
internal abstract record GatewayEvent
{
    public abstract EventStream Stream { get; }

    /// <summary>The event's type in the contract, for example <c>passage.granted</c>.</summary>
    public abstract string Type { get; }
}
