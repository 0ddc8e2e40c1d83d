using Zhuhui.Edge.Gateway.Site;

namespace Zhuhui.Edge.Gateway.Events;

/// <summary>What somebody found an alarm to be.</summary>
internal enum AlarmOutcome
{
    /// <summary>It was what it said, and has been seen to.</summary>
    Done,

    /// <summary>There was nothing to be alarmed about.</summary>
    False,
}

/// <summary>An operator has taken notice of an alarm: for people it is over, or goes on under that name.</summary>
/// <param name="Outcome">Null where nothing was said about it, as in every record of before.</param>
/// <param name="Note">In the operator's own words.</param>
internal sealed record AlarmAcknowledged(string Alarm, AlarmKind Kind, string Camera, string? Zone, string Operator,
    AlarmOutcome? Outcome = null, string? Note = null) : AlarmEvent
{
    public override string Type => EventTypes.AlarmAcknowledged;
}

/// <summary>An operator has taken notice of an alarm that is no camera's: of all its beginnings so far.</summary>
/// <param name="Alarm">As <see cref="AlarmSign.Alarm"/>.</param>
/// <param name="Kind">The type of the event that began it last.</param>
/// <param name="Place">The door, device or store; null for the whole compound.</param>
/// <param name="Outcome">Null where nothing was said about it, as in every record of before.</param>
/// <param name="Note">In the operator's own words.</param>
internal sealed record AlarmSeenTo(string Alarm, string Kind, string? Place, string Operator, AlarmOutcome? Outcome = null,
    string? Note = null) : AlarmEvent
{
    public override string Type => EventTypes.AlarmSeenTo;
}

/// <summary>An operator takes care of an alarm, which stands as before until somebody acknowledges it. A type of its own, for to whoever
/// reads an acknowledgement the alarm is over.</summary>
/// <param name="Alarm">As the alarm's own events have it.</param>
/// <param name="Kind">The type of the event that began it last; of a camera's <c>alarm.raised</c>.</param>
/// <param name="Place">The door, device or store, or <c>camera/zone</c>; null for the whole compound.</param>
/// <param name="From">Who had it before.</param>
/// <param name="Note">In the operator's own words.</param>
internal sealed record AlarmTaken(string Alarm, string Kind, string? Place, string Operator, string? From = null, string? Note = null)
    : AlarmEvent
{
    public override string Type => EventTypes.AlarmTaken;
}

/// <summary>Alarms of a device that floods the guard post are recorded and do not sound for a while; or they sound again.</summary>
/// <param name="Device">A camera, <c>camera/zone</c>, a door or a reader.</param>
/// <param name="Until">When it ends by itself; null where an operator ended it.</param>
/// <param name="Reason">Why, in the operator's own words; null where it ends.</param>
internal sealed record DeviceSilenced(string Device, DateTimeOffset? Until, string Operator, string? Reason) : RegistryEvent
{
    public override string Type => EventTypes.DeviceSilenced;
}

/// <summary>Somebody began or ended a shift at the guard post.</summary>
internal sealed record DutyChanged(string Operator, bool OnDuty) : RegistryEvent
{
    public override string Type => EventTypes.DutyChanged;
}

/// <summary>Somebody tried whether what goes outside arrives, or sounded the siren for a second.</summary>
/// <param name="Target">A target of the site file, or <c>siren</c>.</param>
/// <param name="Delivered">It was taken; of the siren, that its relay was seen to move.</param>
/// <param name="Reason">Why not.</param>
internal sealed record OutsideTested(string Target, string Operator, bool Delivered, string? Reason = null) : RegistryEvent
{
    public override string Type => EventTypes.OutsideTested;
}
