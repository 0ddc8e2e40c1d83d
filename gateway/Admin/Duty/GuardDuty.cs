using System.Text;
using Zhuhui.Edge.Gateway.Cameras;
using Zhuhui.Edge.Gateway.Care;
using Zhuhui.Edge.Gateway.Devices;
using Zhuhui.Edge.Gateway.Events;
using Zhuhui.Edge.Gateway.Journals;
using Zhuhui.Edge.Gateway.Projections;
using Zhuhui.Edge.Gateway.Projections.Duty;
using Zhuhui.Edge.Gateway.Texts;

namespace Zhuhui.Edge.Gateway.Admin.Duty;

/// <summary>Shifts of the guard post, and what one hands over to the next.</summary>
internal sealed class GuardDuty(EventLookup lookup, EventFormatter text, AlarmBoard alarms, ActiveOverrides overrides, Silences silences,
    OnDuty duty, DeviceHealth devices, CamerasService cameras, CareWatch care, EventLedger ledger)
{
    /// <summary>Of each kind; who needs more looks among the events.</summary>
    private const int MostRecords = 2000;

    private static readonly TimeSpan _usualShift = TimeSpan.FromHours(12);
    private static readonly TimeSpan _longest = TimeSpan.FromDays(7);

    /// <summary>Who is on duty.</summary>
    public IReadOnlyList<Shift> OnDuty => duty.All;

    /// <summary>Somebody begins a shift, which is on record as this returns; one that goes on goes on.</summary>
    public IReadOnlyList<Shift> Start(string who) => Change(who, onDuty: true);

    /// <summary>Somebody ends a shift.</summary>
    public IReadOnlyList<Shift> End(string who) => Change(who, onDuty: false);

    /// <param name="from">Null: since who asks began the shift, or for twelve hours.</param>
    /// <param name="to">Null: until now.</param>
    /// <param name="language">Of its lines.</param>
    /// <returns>The list, or why there is none.</returns>
    public (HandoverList? List, Wording? Refused) List(string who, DateTimeOffset? from, DateTimeOffset? to,
        Language language)
    {
        var end = to ?? ledger.Time.GetUtcNow();
        var begin = from ?? duty.All.FirstOrDefault(shift => shift.Operator == who)?.Since ?? end - _usualShift;
        if (begin >= end || end - begin > _longest)
        {
            return (null, WatchTexts.BadShift((int)_longest.TotalDays));
        }

        var (happened, areAllAlarms) = Records(begin, end, EventStream.Alarms, null);
        var (ordered, areAllOrders) = Records(begin, end, EventStream.Registry, EventTypes.CommandDone);
        var unnamed = text.Unnamed.In(language);
        return (new HandoverList(begin, end, duty.All, HandoverFold.Alarms(happened, unnamed.Format),
            [.. alarms.Newest.Select(alarm => alarm with
            {
                Text = alarms.Why(alarm).In(language),
                Place = alarms.Place(alarm).In(language),
            })], alarms.Counts,
            [.. ordered.Where(one => one.Happened is CommandDone done && CommandKinds.FromName(done.Kind) is { } kind && kind.IsForDoors())
                .Select(one => new HandoverLine(one.At, unnamed.Format(one.Happened)))],
            overrides.Unexpired(ledger.Time.GetUtcNow()), silences.Standing,
            [.. devices.Devices.Where(one => one is not { Online: true, Impaired: false, Tampered: false, PowerFailed: false,
                KeyRefused: false })],
            [.. cameras.Health.Where(one => !one.Online).Select(one => one.Id)],
            [.. care.Standing.Select(one => new HandoverNotice(one.Notice, one.At, unnamed.Notices.Format(one).In(language)))],
            !areAllAlarms || !areAllOrders), null);
    }

    private IReadOnlyList<Shift> Change(string who, bool onDuty)
    {
        if (duty.All.Any(shift => shift.Operator == who) != onDuty)
        {
            ledger.Append(new DutyChanged(who, onDuty));
        }

        return duty.All;
    }

    /// <summary>The oldest first, of those that are too many the newest.</summary>
    private (IReadOnlyList<(DateTimeOffset At, GatewayEvent Happened)> Records, bool AreAll) Records(DateTimeOffset from, DateTimeOffset to,
        EventStream stream, string? kind)
    {
        List<(DateTimeOffset, GatewayEvent)> records = [];
        string? next = null;
        do
        {
            var page = lookup.Find(new EventsRequest(null, from, to, null, null, kind, EventLedger.NameOf(stream), next,
                EventLookup.MostEvents));
            records.AddRange(page.Events.Select(one => (one.At, Happened: EventJson.ReadRecord(one.Type,
                Encoding.UTF8.GetBytes(one.Record)))).Where(one => one.Happened is not null).Select(one => (one.At, one.Happened!)));
            next = page.Next;
        }
        while (next is not null && records.Count < MostRecords);
        records.Reverse();
        return (records, next is null);
    }
}
