namespace Zhuhui.Edge.Gateway.Journals;

/// <summary>Which alarms go on, by all that was ever journaled: so one that an earlier run began is neither begun again nor left without an
/// end, however much has happened since. What remembers them stands in a room after this one.</summary>
/// <param name="Has">Asked with <see cref="Events.AlarmSign.Alarm"/>; knows what was just appended.</param>
internal sealed record OpenAlarms(Func<string, bool> Has);
