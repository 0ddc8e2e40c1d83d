using Zhuhui.Edge.Gateway.Events;
using Zhuhui.Edge.Gateway.Projections.Duty;
using Zhuhui.Edge.Gateway.Site;

namespace Zhuhui.Edge.Gateway.Perimeter;

/// <summary>An alarm for people: open, or ended and not acknowledged.</summary>
/// <param name="Kind">Null, as ring and camera, where it is no camera's.</param>
/// <param name="Count">The most people at once; for a line, crossings; where it is no camera's, how often it began.</param>
/// <param name="GoesOn">What raised it goes on at this moment.</param>
/// <param name="AcknowledgedBy">Who ended it for people; it goes on under that name.</param>
/// <param name="Type">The type of the event that began it.</param>
/// <param name="Where">The door, device or store; null for a camera's, and for the whole compound.</param>
internal sealed record AlarmStatus(string Alarm, AlarmKind? Kind, Ring? Ring, string? Camera, string? Zone, IReadOnlyList<string> Hears,
    DateTimeOffset Since, int Count, int Repeats,
    bool GoesOn, string? AcknowledgedBy, DateTimeOffset? AcknowledgedAt, DateTimeOffset? EndedAt, string Type = EventTypes.AlarmRaised,
    string? Where = null)
{
    /// <summary>Who takes care of it; null where nobody said so.</summary>
    public string? TakenBy { get; init; }

    public DateTimeOffset? TakenAt { get; init; }

    /// <summary>What who acknowledged it found it to be.</summary>
    public AlarmOutcome? Outcome { get; init; }

    /// <summary>What was noted last.</summary>
    public string? Note { get; init; }

    /// <summary>It does not sound until then, for its device is silenced; null where it sounds.</summary>
    public DateTimeOffset? SilencedUntil { get; init; }

    /// <summary>When it began last, where it is no camera's.</summary>
    public DateTimeOffset? LastAt { get; init; }

    /// <summary>Why, where and how often, in a sentence that names nobody.</summary>
    public string? Text { get; init; }

    /// <summary>Where, in words: the door by its name, or camera and zone.</summary>
    public string? Place { get; init; }

    /// <summary>Cameras that look at the place, whose pictures of this moment show it: none is kept of the alarm's own moment.</summary>
    public IReadOnlyList<string>? Cameras { get; init; }

    /// <param name="handling">Null where nobody said anything about it.</param>
    public AlarmStatus With(AlarmHandling? handling) => handling is null ? this : this with
    {
        TakenBy = handling.TakenBy,
        TakenAt = handling.TakenAt,
        Outcome = handling.Outcome,
        Note = handling.Note,
    };
}
