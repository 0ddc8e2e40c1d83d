using Zhuhui.Edge.Gateway.Admin;
using Zhuhui.Edge.Gateway.Events;
using Zhuhui.Edge.Gateway.Site.Outside;
using Zhuhui.Edge.Gateway.Texts;
using Zhuhui.Edge.Gateway.Texts.Messages;

namespace Zhuhui.Edge.Gateway.Outside;

/// <summary>What happened, in words that may leave the compound.</summary>
internal sealed class HappeningWriter(EventFormatter text)
{
    /// <param name="isNamed">false: nobody is in them, and no word that an operator wrote.</param>
    public string Text(GatewayEvent happened, bool isNamed, Language language) => happened switch
    {
        AlarmAcknowledged e when !isNamed => SeenTo(WatchFormatter.Where(e.Camera, e.Zone), WatchFormatter.Format(e.Kind), e.Outcome)
            .In(language),
        AlarmSeenTo e when !isNamed => SeenTo(WatchFormatter.Place(e.Place, text.DoorName), WatchFormatter.FormatType(e.Kind), e.Outcome)
            .In(language),

        // Who agreed to be looked after agreed to the guard post, and to nobody's servers.
        NoticeRaised => text.Unnamed.In(language).Format(happened),
        _ => (isNamed ? text : text.Unnamed).In(language).Format(happened),
    };

    public static Wording Kind(OutsideEvent what, GatewayEvent happened) => what switch
    {
        { IsFollowUp: true } => OutsideTexts.FollowUps,
        { Subject: OutsideSubject.Notices } => OutsideTexts.Notices,
        { Subject: OutsideSubject.Faults } => OutsideTexts.Faults,
        { Alarm.Kind: { } kind } => WatchFormatter.Format(kind),
        _ => WatchFormatter.FormatType(happened.Type),
    };

    /// <returns>Null where it is nowhere.</returns>
    public Wording? Place(OutsideEvent what) => what.Alarm switch
    {
        null => null,
        { Camera: { } camera } => WatchFormatter.Where(camera, what.Alarm.Zone),
        _ => WatchFormatter.Place(what.Alarm.Where, text.DoorName),
    };

    private static Wording SeenTo(Wording place, Wording kind, AlarmOutcome? outcome) => outcome == AlarmOutcome.False
        ? OutsideTexts.FoundFalse(place, kind) : OutsideTexts.SeenTo(place, kind);
}
