using Zhuhui.Edge.Gateway.Events;

namespace Zhuhui.Edge.Gateway.Projections.Duty;

/// <summary>What people said about an alarm that stands.</summary>
/// <param name="TakenBy">Who takes care of it; null where nobody said so.</param>
/// <param name="Outcome">What it was found to be, by who acknowledged it.</param>
/// <param name="Note">What was noted last.</param>
internal sealed record AlarmHandling(string? TakenBy, DateTimeOffset? TakenAt, AlarmOutcome? Outcome = null, string? Note = null)
{
    public static AlarmHandling Taken(AlarmTaken taken, DateTimeOffset at) => new(taken.Operator, at, null, taken.Note);

    /// <summary>It was acknowledged, and goes on.</summary>
    public static AlarmHandling Over(AlarmHandling? before, AlarmOutcome? outcome, string? note) =>
        new(before?.TakenBy, before?.TakenAt, outcome, note ?? before?.Note);
}
