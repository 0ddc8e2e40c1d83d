using Zhuhui.Edge.Gateway.Events;

namespace Zhuhui.Edge.Gateway.Journals.Clock;

/// <summary>The machine's clock is not believed.</summary>
/// <param name="Shown">What it showed when that began.</param>
/// <param name="Counted">What the time was then, counted on from the last moment that is certain.</param>
internal sealed record ClockDoubt(ClockDoubtReason Reason, DateTimeOffset Shown, DateTimeOffset Counted);
