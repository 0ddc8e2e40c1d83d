namespace Zhuhui.Edge.Drivers.Boards;

/// <summary>What became of a device.</summary>
public enum DeviceCondition
{
    /// <summary>It answers.</summary>
    Online,

    /// <summary>It does not answer, or its bus is gone.</summary>
    Offline,

    /// <summary>Its case was opened or it was taken off the wall.</summary>
    Tampered,

    /// <summary>Its case is closed again.</summary>
    TamperCleared,

    /// <summary>It reports a failure of its supply.</summary>
    PowerFailed,

    /// <summary>Its supply is well again.</summary>
    PowerRestored,

    /// <summary>It says something of itself, or does what it was not told, that staff must know; whether it answers is another
    /// matter.</summary>
    Noted,

    /// <summary>It answers, and something that the site counts on is not there: Detail says what. Ends when it is mended, or comes back
    /// after an outage.</summary>
    Impaired,

    /// <summary>All that the site counts on is there again.</summary>
    Mended,

    /// <summary>It answers, but not with the site's key: nothing it says is acted upon.</summary>
    KeyRefused,
}

/// <summary>A change in a board's, bus's or reader's condition.</summary>
/// <param name="Device">The device's id in the site file.</param>
/// <param name="Detail">What was seen, in words an installer understands; null where the condition says it all.</param>
public readonly record struct DeviceReport(string Device, DeviceCondition Condition, string? Detail = null);
