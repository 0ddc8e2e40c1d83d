using static Zhuhui.Edge.Gateway.Texts.TextResource;

namespace Zhuhui.Edge.Gateway.Texts.Pages;

/// <summary>The guard post's pages.</summary>
internal static class DutyTexts
{
    public static Wording SoundOff => Words("duty.soundOff");
    public static Wording SoundOn => Words("duty.soundOn");
    public static Wording NoAlarm => Words("duty.noAlarm");
    public static Wording Orders => Words("duty.orders");
    public static Wording Acknowledge => Words("duty.acknowledge");
    public static Wording Acknowledged(long count) => Words("duty.acknowledged", ("count", count));
    public static Wording Pick(string what, string where) => Words("duty.pick", ("what", what), ("where", where));
    public static Wording SeenBy(string who) => Words("duty.seenBy", ("who", who));
    public static Wording ClockDoubted => Words("duty.clockDoubted");
    public static Wording DeviceOut(string device, Wording state) => Words("duty.deviceOut", ("device", device), ("state", state));
    public static Wording Impaired => Words("duty.impaired");
}
