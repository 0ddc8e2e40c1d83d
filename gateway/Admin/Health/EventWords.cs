using Zhuhui.Edge.Gateway.Events;
using Zhuhui.Edge.Gateway.Site;
using Zhuhui.Edge.Gateway.Texts;
using Zhuhui.Edge.Gateway.Texts.Messages;

namespace Zhuhui.Edge.Gateway.Admin.Health;

/// <summary>What the words of records are called.</summary>
internal static class EventWords
{
    public static Wording DropWord(DropReason reason) => reason switch
    {
        DropReason.Age => EventTexts.DropAge,
        DropReason.Quota => EventTexts.DropQuota,
        DropReason.DiskFull => EventTexts.DropDiskFull,
        _ => EventTexts.DropUnknown,
    };

    public static Wording Method(PassageMethod method) => method switch
    {
        PassageMethod.Card => MethodTexts.Card,
        PassageMethod.Face => MethodTexts.Face,
        PassageMethod.Pin => MethodTexts.Pin,
        _ => MethodTexts.QrCode,
    };

    public static Wording Settled(TwinOutcome outcome) => outcome switch
    {
        TwinOutcome.Applied => EventTexts.TwinApplied,
        TwinOutcome.Trying => EventTexts.TwinTried,
        TwinOutcome.Refused => EventTexts.TwinRefused,
        _ => EventTexts.TwinRolledBack,
    };

    public static Wording Settled(SiteOutcome outcome) => outcome switch
    {
        SiteOutcome.Trying => SiteTexts.Tried,
        SiteOutcome.Kept => SiteTexts.Kept,
        _ => SiteTexts.GivenUp,
    };

    public static Wording SettledRelease(SiteOutcome outcome) => outcome switch
    {
        SiteOutcome.Trying => ReleaseTexts.Tried,
        SiteOutcome.Kept => ReleaseTexts.Kept,
        _ => ReleaseTexts.GivenUp,
    };

    public static Wording Mode(DoorMode mode) => mode switch
    {
        DoorMode.HeldOpen => EventTexts.ModeHeldOpen,
        DoorMode.LockedDown => EventTexts.ModeLockedDown,
        _ => EventTexts.ModeNormal,
    };

    public static Wording DoubtWord(ClockDoubtReason reason) => reason switch
    {
        ClockDoubtReason.Behind => EventTexts.ClockBehind,
        ClockDoubtReason.Ahead => EventTexts.ClockAhead,
        _ => EventTexts.ClockContradicted,
    };
}
