using Zhuhui.Edge.Gateway.Devices;
using Zhuhui.Edge.Gateway.Events;
using Zhuhui.Edge.Gateway.Perimeter;
using Zhuhui.Edge.Gateway.Projections;
using Zhuhui.Edge.Gateway.Projections.Duty;

namespace Zhuhui.Edge.Gateway.Admin.Duty;

/// <summary>What somebody said about an alarm.</summary>
/// <param name="Act">mine, done or false; acknowledged where nothing was said.</param>
internal sealed record HandoverAct(DateTimeOffset At, string By, string Act, string? Note);

/// <summary>An alarm of the shift.</summary>
/// <param name="Text">What began it first, in words that name nobody.</param>
/// <param name="Began">When it began first within the shift; null where it began before and was only handled in it.</param>
/// <param name="Times">How often it began.</param>
internal sealed record HandoverAlarm(string Alarm, string? Text, DateTimeOffset? Began, int Times, IReadOnlyList<HandoverAct> Acts);

/// <summary>Something that was done by hand.</summary>
internal sealed record HandoverLine(DateTimeOffset At, string Text);

/// <summary>A notice that nobody has seen to; of whom is told to who may see it, on record.</summary>
internal sealed record HandoverNotice(string Notice, DateTimeOffset At, string Text);

/// <summary>What whoever takes over has to know.</summary>
/// <param name="OnDuty">Now.</param>
/// <param name="Alarms">Of the shift, with their handling, the oldest first.</param>
/// <param name="Standing">Alarms that stand now: they go on, or nobody has acknowledged them, however old.</param>
/// <param name="Doors">What was ordered of doors by hand in the shift.</param>
/// <param name="Holds">Doors that are held open or locked down now.</param>
/// <param name="Silenced">Devices that are silenced now.</param>
/// <param name="Devices">Boards, buses and readers that are not in order now.</param>
/// <param name="Cameras">Cameras that give no picture now.</param>
/// <param name="IsCut">More happened than is listed; the events have all of it.</param>
internal sealed record HandoverList(DateTimeOffset From, DateTimeOffset To, IReadOnlyList<Shift> OnDuty,
    IReadOnlyList<HandoverAlarm> Alarms, IReadOnlyList<AlarmStatus> Standing, AlarmCounts Counts, IReadOnlyList<HandoverLine> Doors,
    IReadOnlyList<ActiveOverride> Holds, IReadOnlyList<Silence> Silenced, IReadOnlyList<DeviceStatus> Devices,
    IReadOnlyList<string> Cameras, IReadOnlyList<HandoverNotice> Notices, bool IsCut);

/// <summary>The alarms of a shift, made of the records of their stream in order.</summary>
internal static class HandoverFold
{
    /// <param name="records">The oldest first.</param>
    /// <param name="text">Names nobody.</param>
    public static IReadOnlyList<HandoverAlarm> Alarms(IEnumerable<(DateTimeOffset At, GatewayEvent Happened)> records,
        Func<GatewayEvent, string> text)
    {
        Dictionary<string, HandoverAlarm> alarms = new(StringComparer.Ordinal);
        foreach (var (at, happened) in records)
        {
            switch (happened)
            {
                case AlarmRaised raised:
                    Began(raised.Alarm, at, text(raised));
                    break;
                case AlarmTaken e:
                    Acted(e.Alarm, new HandoverAct(at, e.Operator, "mine", e.Note));
                    break;
                case AlarmAcknowledged e:
                    Acted(e.Alarm, new HandoverAct(at, e.Operator, Word(e.Outcome), e.Note));
                    break;
                case AlarmSeenTo e:
                    Acted(e.Alarm, new HandoverAct(at, e.Operator, Word(e.Outcome), e.Note));
                    break;
                default:
                    if (AlarmSign.Of(happened) is { Edge: not AlarmEdge.Ends } sign)
                    {
                        Began(sign.Alarm, at, text(happened));
                    }

                    break;
            }
        }

        return [.. alarms.Values];

        void Began(string alarm, DateTimeOffset at, string words)
        {
            var known = alarms.GetValueOrDefault(alarm) ?? new HandoverAlarm(alarm, null, null, 0, []);
            alarms[alarm] = known with { Text = known.Text ?? words, Began = known.Began ?? at, Times = known.Times + 1 };
        }

        void Acted(string alarm, HandoverAct act)
        {
            var known = alarms.GetValueOrDefault(alarm) ?? new HandoverAlarm(alarm, null, null, 0, []);
            alarms[alarm] = known with { Acts = [.. known.Acts, act] };
        }
    }

    private static string Word(AlarmOutcome? outcome) => outcome switch
    {
        AlarmOutcome.Done => "done",
        AlarmOutcome.False => "false",
        _ => "acknowledged",
    };
}
