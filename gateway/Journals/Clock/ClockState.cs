namespace Zhuhui.Edge.Gateway.Journals.Clock;

/// <summary>Whether the wall clock can be believed.</summary>
internal enum ClockState
{
    /// <summary>A time source disciplines it.</summary>
    Synchronised,

    /// <summary>Nobody does: it shows what it was set to, or what it began with.</summary>
    Unsynchronised,
}
