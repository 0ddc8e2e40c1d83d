using System.Globalization;
using System.Text;
using Zhuhui.Edge.Gateway.Admin.Office;
using Zhuhui.Edge.Gateway.Events;
using Zhuhui.Edge.Gateway.People;
using Zhuhui.Edge.Gateway.People.Profiles;
using Zhuhui.Edge.Gateway.Search;
using Zhuhui.Edge.Gateway.Site;
using Zhuhui.Edge.Gateway.Texts;
using Zhuhui.Edge.Gateway.Texts.Messages;
using static Zhuhui.Edge.Gateway.Admin.Health.EventWords;

namespace Zhuhui.Edge.Gateway.Admin;

/// <summary>Events in words that guards and staff understand, in the site's language.</summary>
/// <param name="isNamed">false: nobody's name, home, card or id is in them.</param>
internal sealed class EventFormatter(SiteFile site, ResidentDirectory residents, bool isNamed = true)
{
    private readonly TimeZoneInfo _zone = TimeZoneInfo.FindSystemTimeZoneById(site.TimeZone);

    public Language Language => site.Language;

    public NoticeFormatter Notices { get; } = new(site, residents, isNamed);

    /// <summary>The site's time of day, in whose zone all lines are.</summary>
    public string TimeOfDay(DateTimeOffset at) => TimeZoneInfo.ConvertTime(at, _zone).ToString("HH:mm:ss", CultureInfo.InvariantCulture);

    /// <summary>One line: what happened, where, to whom.</summary>
    public string Format(GatewayEvent happened) => (happened switch
    {
        NoticeRaised or NoticeAcknowledged or CareAgreed or CareWithdrawn => Notices.Format(happened),
        PassageEvent passage => Format(passage),
        RegistryEvent change => Format(change),
        AlarmEvent alarm => Format(alarm),
        _ => FormatHealth(happened),
    }).In(site.Language);

    /// <summary>The line of an event out of the buffer; its bare type where this version does not know it.</summary>
    public string Format(BufferedEvent row) => Format(row.Type, row.Json);

    public string Format(string type, string record) => EventJson.ReadRecord(type, Encoding.UTF8.GetBytes(record)) is { } happened
        ? Format(happened) : type;

    /// <summary>The same words with nobody in them.</summary>
    public EventFormatter Unnamed => field ??= new EventFormatter(site, residents, isNamed: false);

    /// <summary>The same for whoever reads another language than the site's.</summary>
    public EventFormatter In(Language language) => language == Language ? this : InOther;

    private EventFormatter InOther => field ??= new EventFormatter(site with
    {
        Language = Language == Language.En ? Language.Zh : Language.En,
    }, residents, isNamed);

    public string NameOf(string person) => isNamed ? residents.NameOf(person) : ApiTexts.Somebody.In(site.Language);

    private Wording Doors(IReadOnlyList<string> doors) => doors.Count == 0 ? CommandTexts.AllDoors
        : doors.All(door => door == GroupPolicy.Nowhere) ? ListTexts.None
        : Wording.Join(ListTexts.Comma, doors.Select(DoorName));

    private string HomeOf(string household) => !isNamed ? ApiTexts.SomeHome.In(site.Language)
        : residents.WithId(new HouseholdId(household))?.Home?.ToString() ?? household;

    /// <summary>Whom an order is about: a person, a household, or what has no name but its id.</summary>
    private string About(string id) => id switch
    {
        ['p', '-', ..] => NameOf(id),
        ['h', '-', ..] => HomeOf(id),
        _ => id,
    };

    public string DoorName(string id) => site.DoorName(id);

    private Wording Format(PassageEvent happened) => happened switch
    {
        PassageGranted e => EventTexts.Opened(DoorName(e.Door), NameOf(e.Person), Method(e.Method), CardNumber(e.Card) + Face(e.Face)),
        PassageDenied e => EventTexts.NotOpened(DoorName(e.Door), For(e.Person), e.Because, Method(e.Method),
            CardNumber(e.Card) + Face(e.Face)),
        DenialsCounted { Different: { } cards } e => EventTexts.CardsCounted(DoorName(e.Door), e.Count, cards, e.Reader, Clock(e.To)),
        DenialsCounted e => EventTexts.DenialsCounted(DoorName(e.Door), e.Count, Method(e.Method), e.Reader, Clock(e.To)),
        PassageBegun e => EventTexts.Waiting(DoorName(e.Door), For(e.Person), e.Because, Method(e.Method), CardNumber(e.Card)),
        PassageCompleted { Side: DoorSide.Entry } e => EventTexts.WentIn(DoorName(e.Door), NameOf(e.Person)),
        PassageCompleted e => EventTexts.WentOut(DoorName(e.Door), NameOf(e.Person)),
        ExitRequested e => EventTexts.ExitButton(DoorName(e.Door)),
        HeldOpenWarned e => EventTexts.PleaseClose(DoorName(e.Door), e.Seconds),
        _ => Wording.Same(happened.Type),
    };

    private Wording Format(AlarmEvent happened) => happened switch
    {
        DoorForced e => EventTexts.Forced(DoorName(e.Door)),
        DoorHeldOpen e => EventTexts.HeldOpen(DoorName(e.Door), e.Seconds),
        DoorSecured e => EventTexts.Secured(DoorName(e.Door)),
        LockFaulted e => EventTexts.LockFaulted(DoorName(e.Door)),
        LockRestored e => EventTexts.LockRestored(DoorName(e.Door)),
        ReleaseFailed { Fire: true } e => EventTexts.FireReleaseFailed(DoorName(e.Door), e.Relay, Because(e.Reason)),
        ReleaseFailed e => EventTexts.ReleaseFailed(DoorName(e.Door), e.Relay, Because(e.Reason)),
        ReleaseRestored e => EventTexts.ReleaseRestored(DoorName(e.Door)),
        DoorNotLocked e => EventTexts.NotLocked(DoorName(e.Door)),
        DeviceTampered e => EventTexts.Tampered(DoorName(e.Device)),
        TamperCleared e => EventTexts.TamperCleared(DoorName(e.Device)),
        InputLineFaulted e => EventTexts.LineFaulted(DoorName(e.Door), e.Input, e.Fault),
        FireReleased e => EventTexts.FireReleased(Listed(e.Doors.Select(DoorName))),
        FireReset => EventTexts.FireReset,
        DuressRaised e => EventTexts.Duress(DoorName(e.Door), NameOf(e.Person)),
        PinLockedOut e => EventTexts.PinLockedOut(DoorName(e.Door), e.Tries, For(e.Person), Clock(e.Until)),
        GuessingBegan e => EventTexts.Guessing(DoorName(e.Door), e.Reader),
        GuessingOver e => EventTexts.GuessingOver(DoorName(e.Door), e.Count),
        LostCardShown e => EventTexts.LostCardShown(DoorName(e.Door), Card(e.Card), NameOf(e.Person)) + LookFormatter.Often(e.Times),
        AlarmRaised e => WatchFormatter.Format(e),
        AlarmEnded e => WatchFormatter.Format(e),
        AlarmAcknowledged or AlarmSeenTo or AlarmTaken or AlarmLapsed => WatchFormatter.Format(happened, DoorName),
        RegistryRestored e => EventTexts.RegistryRestored(e.Finding, Listed(EventTexts.EnrolAgain, e.Missing),
            Listed(EventTexts.LookAt, e.Check)),
        ClockDoubted e => EventTexts.ClockDoubted(Clock(e.Shown, year: true), Clock(e.Counted, year: true), DoubtWord(e.Reason)),
        ClockTrusted { Operator: { } who } => EventTexts.ClockConfirmed(who),
        ClockTrusted => EventTexts.ClockTrusted,
        StorageFilling e => EventTexts.Filling(PlaceWord(e.Place), e.UsedPercent),
        StorageRelieved e => EventTexts.Relieved(PlaceWord(e.Place), e.UsedPercent),
        _ => Wording.Same(happened.Type),
    };

    private Wording Format(RegistryEvent happened) => happened switch
    {
        ResidentEnrolled e => EventTexts.Enrolled(NameOf(e.Person), e.Cards, e.Templates, e.KeptPhotos == 0 ? Wording.Empty
            : EventTexts.PhotosKept(e.KeptPhotos), e.LookAlike is { } like ? EventTexts.LooksLike(NameOf(like)) : Wording.Empty),
        PolicyAdopted e => EventTexts.PolicyAdopted(e.Version),
        CardReported { Lost: true } e => EventTexts.CardLost(Card(e.Card), NameOf(e.Person)),
        CardReported e => EventTexts.CardFound(Card(e.Card), NameOf(e.Person)),
        CardWithdrawn e => EventTexts.CardWithdrawn(Card(e.Card), NameOf(e.Person)),
        PersonBlocked e => e.Blocked ? EventTexts.Blocked(NameOf(e.Person)) : EventTexts.Unblocked(NameOf(e.Person)),
        RightsChanged e => EventTexts.RightsChanged(NameOf(e.Person), Parts(e.Changed)),
        ConsentWithdrawn e => EventTexts.ConsentWithdrawn(NameOf(e.Person), e.Templates, e.KeptPhotos == 0 ? Wording.Empty
            : EventTexts.AndPhotos(e.KeptPhotos)),
        PhotosErased e => EventTexts.PhotosErased(NameOf(e.Person), e.Count),
        FacesRenewed e => EventTexts.FacesRenewed(NameOf(e.Person), e.Templates, e.Pack),
        PersonRemoved { Cards: { } cards, Templates: { } faces, KeptPhotos: { } photos } e => EventTexts.PersonRemoved(NameOf(e.Person),
            EventTexts.WithErased(cards, faces, photos)),
        PersonRemoved e => EventTexts.PersonRemoved(NameOf(e.Person), Wording.Empty),
        DetailsChanged e => EventTexts.DetailsChanged(NameOf(e.Person), Parts(e.Changed)),
        PeopleLookedUp e => LookFormatter.Format(e),
        PeopleOrdered or PeopleImported or CardAwaited => OrderFormatter.Format(happened, at => Clock(at), Card, About),
        FaceAwaited e => PeopleTexts.FaceAwaited(e.Operator, NameOf(e.Person), e.Camera, Clock(e.Until)),
        HouseholdChanged e => EventTexts.HouseholdChanged(HomeOf(e.Household), Doors(e.Doors)),
        HouseholdRemoved e => EventTexts.HouseholdRemoved(HomeOf(e.Household)),
        VisitorPassCancelled e => EventTexts.PassCancelled(e.Pass, NameOf(e.Host)),
        VisitorPassIssued e => EventTexts.PassIssued(e.Pass, NameOf(e.Host), e.MostUses, Clock(e.ValidTo)),
        DoorModeChanged e => EventTexts.DoorMode(DoorName(e.Door), Mode(e.Mode), Until(e.Until), e.Operator is { } who
            ? EventTexts.OrderedBy(who) : Wording.Empty),
        KeyInstallationBegun e => EventTexts.KeyInstallation(e.Operator, Clock(e.Until), Listed(e.Readers)),
        CommandDone e => EventTexts.CommandDone(At(e.Door), e.Kind, e.Subject is { } what && isNamed ? $" {what}" : "", e.Operator,
            By(e.Key), e.Reason is { } why ? WatchTexts.Note(why) : Wording.Empty),
        CommandRefused e => EventTexts.CommandRefused(At(e.Door), e.Kind, e.Operator, By(e.Key), e.Because),
        RosterApplied e => EventTexts.RosterApplied(e.Version, By(e.Key), e.Added, e.Changed, e.Removed, e.Groups),
        SiteSettled e => SiteTexts.Settled(Settled(e.Outcome), e.Operator is { } who ? EventTexts.OrderedBy(who) : Wording.Empty,
            e.Parts.Count == 0 ? Wording.Empty : SiteTexts.PartsBeside(Listed(e.Parts)),
            e.Reason is { } because ? SiteTexts.Because(because) : Wording.Empty),
        ReleaseSettled e => ReleaseTexts.Settled(e.Version, SettledRelease(e.Outcome), e.Operator is { } whose ? EventTexts.OrderedBy(whose)
            : Wording.Empty, e.Reason is { } given ? SiteTexts.Because(given) : Wording.Empty),
        ReleaseStalled e => ReleaseTexts.Stalled(e.Version, EventTexts.OrderedBy(e.Operator), e.Ended ? ReleaseTexts.FetchEnded
            : ReleaseTexts.FetchWaits, SiteTexts.Because(e.Reason)),
        TwinSettled e => EventTexts.TwinSettled(e.Version, By(e.Key), Settled(e.Outcome), Because(e.Reason)),
        RefusalsCounted e => EventTexts.RefusalsCounted(e.Count, By(e.Key), e.Code, Clock(e.To)),
        DeviceSilenced or DutyChanged => WatchFormatter.Format(happened, DoorName, Until),
        OutsideTested { Delivered: true } e => OutsideTexts.TestedEvent(e.Target, e.Operator),
        OutsideTested e => OutsideTexts.TestFailedEvent(e.Target, e.Operator, Because(e.Reason)),
        WatchOrdered e => WatchTexts.Ordered(WatchFormatter.Format(e.Order), e.Operator, Until(e.Until), Listed(e.Places)),
        RegistryBackedUp e => EventTexts.RegistryBackedUp(e.Backup, e.People),
        RecoveryKeyMade e => SealedTexts.KeyMade(e.Recovery, e.Operator),
        RegistryPutBack e => EventTexts.RegistryPutBack(e.Backup, e.Operator, e.People,
            Listed(EventTexts.NoLongerIn, e.Missing), Listed(EventTexts.InItAgain, e.Returned), Listed(EventTexts.LookAt, e.Check)),
        EventsLookedUp e => EventTexts.LookedUp(e.Operator, e.Count, e.People.Count),
        JournalDropped { First: { } first, Last: { } last } e => EventTexts.RecordsDropped(e.Journal ?? "", first, last,
            DropWord(e.Reason)),
        JournalDropped e => EventTexts.EventsLost(e.Count),
        AccountChanged or AccountLoggedIn or AccountLoginRefused => AccountFormatter.Format(happened, NameOf, at => Clock(at)),
        ClockCorrected e => EventTexts.ClockCorrected(e.OffsetMs.ToString("F0", CultureInfo.InvariantCulture)),
        _ => Wording.Same(happened.Type),
    };

    private Wording FormatHealth(GatewayEvent happened) => happened switch
    {
        GatewayStarted e => EventTexts.GatewayStarted(e.Version, e.Doors, e.Cameras, e.Residents),
        GatewayStopped => EventTexts.GatewayStopped,
        DeviceFound e => EventTexts.DeviceFound(e.Device),
        DeviceLost e => EventTexts.DeviceLost(e.Device, Because(e.Reason)),
        DevicePower { Failed: true } e => EventTexts.SupplyFailed(e.Device),
        DevicePower e => EventTexts.SupplyRestored(e.Device),
        DeviceNoted { Times: 1 } e => EventTexts.DeviceNoted(e.Device, e.Detail),
        DeviceNoted e => EventTexts.DeviceNotedOften(e.Device, e.Detail, e.Times),
        DeviceUnsteady e => EventTexts.DeviceUnsteady(e.Device, e.Times),
        LinkNoted e => LinkFormatter.Format(e, _zone),
        ReaderKeyRefused e => EventTexts.ReaderKeyRefused(e.Reader, Because(e.Reason)),
        ReaderFaulted e => EventTexts.ReaderFaulted(e.Reader, e.Reason) + LookFormatter.Often(e.Times),
        ExitButtonFault { Stuck: true } e => EventTexts.ExitButtonStuck(DoorName(e.Door)),
        ExitButtonFault e => EventTexts.ExitButtonFree(DoorName(e.Door)),
        CameraFound e => EventTexts.CameraFound(e.Camera, e.Width, e.Height, e.Codec),
        CameraLost e => EventTexts.CameraLost(e.Camera, e.Reason),
        CameraFigures e => EventTexts.CameraFigures(e.Camera, Wording.Join(ListTexts.Semicolon, e.Streams.Select(WatchFormatter.Format))),
        VisionOff e => EventTexts.VisionOff(e.Reason),
        IncidentNoted e => WatchFormatter.Format(e),
        IncidentOver e => WatchFormatter.Format(e),
        JournalRecovered e => EventTexts.JournalRecovered(e.Journal ?? "", e.Finding),
        RegistryBackupFailed e => EventTexts.BackupFailed(e.Reason),
        _ => Wording.Same(happened.Type),
    };

    private Wording Listed(Wording what, IReadOnlyList<string>? ids) => ids is null or [] || !isNamed ? Wording.Empty
        : EventTexts.Listed(what, Listed(ids));

    private static Wording Parts(IReadOnlyList<string> words) => Wording.Join(ListTexts.Comma, words.Select(PartFormatter.Format));

    private static Wording Listed(IEnumerable<string> names) => Wording.Join(ListTexts.Comma, names);

    private static Wording PlaceWord(string place) => place == StorageFilling.Disk ? EventTexts.Disk : EventTexts.JournalForHub(place);

    private Wording For(string? person) => person is null ? Wording.Empty : EventTexts.ForPerson(NameOf(person));

    private Wording CardNumber(string? card) => card is null || !isNamed ? Wording.Empty : Wording.Same($" {card}");

    private string Card(string card) => isNamed ? card : "…";

    private static Wording Face(FaceEvidence? face) => face is null ? Wording.Empty : EventTexts.Similarity(face.Score.ToString("0.00",
        CultureInfo.InvariantCulture));

    /// <summary>The door that something was ordered of, before what was; nothing where it is no door.</summary>
    private Wording At(string door) => door == CommandDone.NoDoor ? Wording.Empty : EventTexts.AtDoor(DoorName(door));

    private static Wording By(string? key) => key is null ? Wording.Empty : EventTexts.ByKey(key);

    private Wording Until(DateTimeOffset? at) => at is { } until ? EventTexts.Until(Clock(until)) : Wording.Empty;

    /// <summary>Day and time at the site.</summary>
    public string Clock(DateTimeOffset at, bool year = false) => TimeZoneInfo.ConvertTime(at, _zone)
        .ToString(year ? "yyyy-MM-dd HH:mm" : "MM-dd HH:mm", CultureInfo.InvariantCulture);

    private static Wording Because(string? reason) => reason is null ? Wording.Empty : EventTexts.Because(reason);
}
