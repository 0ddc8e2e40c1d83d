namespace Zhuhui.Edge.Gateway.Loops;

/// <summary>How this process ends.</summary>
internal sealed class ExitCode
{
    private const int Restart = 75;

    /// <summary>0 after an orderly stop.</summary>
    public int Value { get; private set; }

    /// <summary>Somebody waits for it to be there again.</summary>
    public bool IsRestart => Value == Restart;

    /// <summary>It stopped in order, to be started again: whatever restarts a failed service does.</summary>
    public void SetRestart() => Value = Value == 0 ? Restart : Value;

    /// <summary>A loop met what must not happen: systemd is to start the gateway anew.</summary>
    public void SetBug() => Value = 70;
}
