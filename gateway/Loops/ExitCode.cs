namespace Zhuhui.Edge.Gateway.Loops;

/// <summary>How this process ends.</summary>
internal sealed class ExitCode
{
    /// <summary>0 after an orderly stop.</summary>
    public int Value { get; private set; }

    /// <summary>It stopped in order, to be started again: whatever restarts a failed service does.</summary>
    public void SetRestart() => Value = Value == 0 ? 75 : Value;

    /// <summary>A loop met what must not happen: systemd is to start the gateway anew.</summary>
    public void SetBug() => Value = 70;
}
