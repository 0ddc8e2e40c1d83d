using static Zhuhui.Edge.Gateway.Texts.TextResource;

namespace Zhuhui.Edge.Gateway.Texts.Rules;

/// <summary>What must hold between buses, boards, readers and pins; each after the path it is about.</summary>
internal static class DeviceRuleTexts
{
    public static Wording NoBusHost(string kind) => Words("deviceRule.noBusHost", ("kind", kind));
    public static Wording NoBusDevice => Words("deviceRule.noBusDevice");
    public static Wording OsdpParity => Words("deviceRule.osdpParity");
    public static Wording OneScanner => Words("deviceRule.oneScanner");
    public static Wording DeviceTaken(string device, string bus) => Words("deviceRule.deviceTaken", ("device", device), ("bus", bus));
    public static Wording UnitTaken(long unit, string bus) => Words("deviceRule.unitTaken", ("unit", unit), ("bus", bus));
    public static Wording TooManyRelays(long most) => Words("deviceRule.tooManyRelays", ("most", most));
    public static Wording NoPulseWithRegisters => Words("deviceRule.noPulseWithRegisters");

    public static Wording WatchdogOnRelay(long register, long relay) =>
        Words("deviceRule.watchdogOnRelay", ("register", register), ("relay", relay));

    public static Wording NoFormat(string format, Wording known) => Words("deviceRule.noFormat", ("format", format), ("known", known));
    public static Wording NoReaderBoard => Words("deviceRule.noReaderBoard");
    public static Wording ModbusTooSlow(string board) => Words("deviceRule.modbusTooSlow", ("board", board));
    public static Wording NoReaderKey => Words("deviceRule.noReaderKey");
    public static Wording NoAnalogInput(string board) => Words("deviceRule.noAnalogInput", ("board", board));

    public static Wording NoBus(Wording kinds, string bus, Wording known) =>
        Words("deviceRule.noBus", ("kinds", kinds), ("bus", bus), ("known", known));

    public static Wording NoBoard(string board, Wording known) => Words("deviceRule.noBoard", ("board", board), ("known", known));

    public static Wording PinTaken(long pin, string board, string by) =>
        Words("deviceRule.pinTaken", ("pin", pin), ("board", board), ("by", by));

    public static Wording NoRelayPin(string board, long pin, long count) =>
        Words("deviceRule.noRelayPin", ("board", board), ("pin", pin), ("count", count));

    public static Wording NoInputPin(string board, long pin, long count) =>
        Words("deviceRule.noInputPin", ("board", board), ("pin", pin), ("count", count));
}
