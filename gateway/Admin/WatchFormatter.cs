using System.Globalization;
using Zhuhui.Edge.Gateway.Events;
using Zhuhui.Edge.Gateway.Perimeter;
using Zhuhui.Edge.Gateway.Site;
using Zhuhui.Edge.Gateway.Texts;
using Zhuhui.Edge.Vision.Options;
using Zhuhui.Edge.Vision.Sightings;

namespace Zhuhui.Edge.Gateway.Admin;

/// <summary>What cameras see and what becomes of it, in words.</summary>
internal static class WatchFormatter
{
    public static Wording Format(Ring ring) => ring switch
    {
        Ring.Entrance => WatchTexts.Entrance,
        Ring.CommonArea => WatchTexts.CommonArea,
        Ring.UnitDoor => WatchTexts.UnitDoor,
        _ => WatchTexts.Perimeter,
    };

    public static Wording Format(AlarmKind kind) => kind switch
    {
        AlarmKind.LineCrossed => WatchTexts.LineCrossed,
        AlarmKind.Intrusion => WatchTexts.Intrusion,
        AlarmKind.Loitering => WatchTexts.Loitering,
        AlarmKind.Crowding => WatchTexts.Crowding,
        AlarmKind.ObjectLeft => WatchTexts.ObjectLeft,
        AlarmKind.CameraCovered => WatchTexts.CameraCovered,
        AlarmKind.CameraDefocused => WatchTexts.CameraDefocused,
        AlarmKind.CameraTurned => WatchTexts.CameraTurned,
        AlarmKind.CameraFrozen => WatchTexts.CameraFrozen,
        _ => WatchTexts.NoPicture,
    };

    /// <summary>An alarm that is no camera's, by the type of the event that began it.</summary>
    public static Wording FormatType(string type) => type switch
    {
        EventTypes.DoorForced => WatchTexts.DoorForced,
        EventTypes.DoorHeldOpen => WatchTexts.DoorHeldOpen,
        EventTypes.LockFault => WatchTexts.LockFault,
        EventTypes.DoorNotLocked => WatchTexts.NotLocked,
        EventTypes.ReleaseFailed => WatchTexts.ReleaseFailed,
        EventTypes.DeviceTampered => WatchTexts.Tampered,
        EventTypes.FireReleased => WatchTexts.Fire,
        EventTypes.StorageFilling => WatchTexts.Storage,
        EventTypes.ClockDoubted => WatchTexts.ClockDoubted,
        EventTypes.InputLineFault => WatchTexts.LineFault,
        EventTypes.Duress => WatchTexts.Duress,
        EventTypes.PinLockedOut => WatchTexts.PinLockout,
        EventTypes.Guessing => WatchTexts.Guessing,
        EventTypes.LostCardShown => WatchTexts.LostCard,
        EventTypes.RegistryRestored => WatchTexts.RegistryRestored,
        _ => Wording.Same(type),
    };

    /// <summary>Where an alarm is; null is the whole compound.</summary>
    /// <param name="doorName">A door's name; of any other place what it is called.</param>
    public static Wording Place(string? place, Func<string, string> doorName) => place is null ? WatchTexts.Compound
        : Wording.Same(doorName(place));

    public static Wording Format(WatchOrder order) => order switch
    {
        WatchOrder.Arm => WatchTexts.Arm,
        WatchOrder.Disarm => WatchTexts.Disarm,
        _ => WatchTexts.Usual,
    };

    public static Wording Where(string camera, string? zone) => zone is null ? WatchTexts.Camera(camera) : WatchTexts.Zone(camera, zone);

    /// <summary>What the guard post did beside alarms.</summary>
    public static Wording Format(RegistryEvent happened, Func<string, string> doorName, Func<DateTimeOffset?, Wording> until) =>
        happened switch
        {
            DeviceSilenced { Until: null } e => WatchTexts.SoundsAgain(doorName(e.Device), e.Operator),
            DeviceSilenced e => WatchTexts.Silenced(doorName(e.Device), until(e.Until), e.Operator, Noted(e.Reason)),
            DutyChanged { OnDuty: true } e => WatchTexts.DutyBegan(e.Operator),
            DutyChanged e => WatchTexts.DutyEnded(e.Operator),
            _ => Wording.Same(happened.Type),
        };

    public static Wording Format(AlarmRaised e) => WatchTexts.Raised(
        Format(e.Ring), Where(e.Camera, e.Zone), Format(e.Kind), Seen(e.Count, e.Direction), Roles(e.Hears), e.Alarm);

    public static Wording Format(AlarmEnded e) => WatchTexts.Ended(Format(e.Ring), Where(e.Camera, e.Zone), e.Alarm, Format(e.Kind),
        Format(e.Reason),
        Figures(e.Seconds, e.Most, e.Repeats, e.LeftToRight, e.RightToLeft));

    /// <summary>What became of an alarm, whatever it is of.</summary>
    public static Wording Format(AlarmEvent happened, Func<string, string> doorName) => happened switch
    {
        AlarmAcknowledged e => WatchTexts.Acknowledged(Where(e.Camera, e.Zone), e.Alarm, Format(e.Kind), e.Operator, Found(e.Outcome),
            Noted(e.Note)),
        AlarmSeenTo e => WatchTexts.Acknowledged(Place(e.Place, doorName), e.Alarm, FormatType(e.Kind), e.Operator, Found(e.Outcome),
            Noted(e.Note)),
        AlarmTaken e => WatchTexts.Taken(Place(e.Place, doorName), e.Alarm, e.Operator, e.From is { } before ? WatchTexts.TakenFrom(before)
            : Wording.Empty, Noted(e.Note)),
        AlarmLapsed e => WatchTexts.Lapsed(Place(e.Place, doorName), e.Alarm, FormatType(e.Kind), WatchTexts.GatewayRestarted),
        _ => Wording.Same(happened.Type),
    };

    /// <summary>Why an act on an alarm was not done.</summary>
    public static Wording Format(AlarmRefusal refusal, Func<DateTimeOffset, string> timeOfDay) => refusal switch
    {
        { Code: AlarmRefusalCode.AlreadyEnded, By: { } by, At: { } at } => WatchTexts.AlreadyEnded(refusal.Alarm, by, timeOfDay(at)),
        { Code: AlarmRefusalCode.AlreadyTaken, By: { } by, At: { } at } => WatchTexts.AlreadyTaken(refusal.Alarm, by, timeOfDay(at)),
        _ => WatchTexts.NoSuchAlarm(refusal.Alarm),
    };

    public static Wording Format(IncidentNoted e) => WatchTexts.Noted(
        Format(e.Ring), Where(e.Camera, e.Zone), Format(e.Kind), Seen(e.Count, e.Direction), e.Incident);

    public static Wording Format(IncidentOver e) => WatchTexts.NotedOver(Format(e.Ring), Where(e.Camera, e.Zone), Format(e.Kind),
        Format(e.Reason),
        Figures(e.Seconds, e.Most, e.Repeats, e.LeftToRight, e.RightToLeft), e.Incident);

    public static Wording Format(StreamFigures s)
    {
        var role = s.Role == StreamRole.Main ? "main" : "sub";
        return s.Online ? EventTexts.StreamFigures(role, Figure(s.FramesPerSecond), Figure(s.AnalysedPerSecond), s.Reconnects)
            : EventTexts.StreamOffline(role, s.Reconnects);

        static string Figure(double value) => value.ToString("0.#", CultureInfo.InvariantCulture);
    }

    private static Wording Found(AlarmOutcome? outcome) => outcome switch
    {
        AlarmOutcome.Done => WatchTexts.OutcomeDone,
        AlarmOutcome.False => WatchTexts.OutcomeFalse,
        _ => Wording.Empty,
    };

    private static Wording Noted(string? note) => note is null ? Wording.Empty : WatchTexts.Note(note);

    private static Wording Format(AlarmEndReason reason) => reason switch
    {
        AlarmEndReason.Over => WatchTexts.Over,
        AlarmEndReason.CameraLost => WatchTexts.CameraGone,
        AlarmEndReason.Disarmed => WatchTexts.Disarmed,
        AlarmEndReason.ScheduleOver => WatchTexts.ScheduleOver,
        AlarmEndReason.GatewayStopped => WatchTexts.GatewayStops,
        AlarmEndReason.SiteChanged => WatchTexts.SiteChanged,
        _ => WatchTexts.GatewayRestarted,
    };

    /// <summary>Of a role that this program has no word for, the name as it is.</summary>
    private static Wording Roles(IReadOnlyList<string> roles) => roles.Count == 0 ? WatchTexts.ForNobody : Wording.Join(ListTexts.Comma,
        roles.Select(role => role switch
    {
        "guards" => WatchTexts.Guards,
        "staff" => WatchTexts.Staff,
        _ => Wording.Same(role),
    }));

    private static Wording Seen(int count, CrossingDirection? direction) => (count < 2 ? Wording.Empty : WatchTexts.People(count))
        + direction switch
        {
            CrossingDirection.LeftToRight => WatchTexts.LeftToRight,
            CrossingDirection.RightToLeft => WatchTexts.RightToLeft,
            _ => Wording.Empty,
        };

    /// <summary>What an end tells; nothing of what is nothing.</summary>
    private static Wording Figures(double? seconds, int most, int repeats, int leftToRight, int rightToLeft) =>
        (seconds is { } s ? WatchTexts.Lasted(s.ToString("0.#", CultureInfo.InvariantCulture)) : Wording.Empty)
        + (most < 2 ? Wording.Empty : WatchTexts.AtMost(most))
        + (leftToRight + rightToLeft > 0 ? WatchTexts.Crossings(leftToRight, rightToLeft) : repeats == 0 ? Wording.Empty
            : WatchTexts.Repeats(repeats));
}
