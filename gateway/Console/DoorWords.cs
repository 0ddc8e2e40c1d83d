using Zhuhui.Edge.Gateway.Texts;

namespace Zhuhui.Edge.Gateway.Console;

/// <summary>What people call the states of doors and barriers.</summary>
internal static class DoorWords
{
    /// <param name="state">The state's name in the door's or barrier's table.</param>
    public static Wording Of(string state) => state switch
    {
        "locked" => PageTexts.Locked,
        "unlocking" => PageTexts.Unlocking,
        "unlocked" => PageTexts.Unlocked,
        "open" => PageTexts.Open,
        "heldOpen" => PageTexts.HeldOpen,
        "forced" => PageTexts.Forced,
        "closedButUnlocked" => PageTexts.ClosedButUnlocked,
        "lockFault" => PageTexts.LockFault,
        "down" => PageTexts.BoomDown,
        "opening" => PageTexts.BoomOpening,
        "up" => PageTexts.BoomUp,
        "closing" => PageTexts.BoomClosing,
        _ => PageTexts.Unknown,
    };
}
