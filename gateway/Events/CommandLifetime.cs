namespace Zhuhui.Edge.Gateway.Events;

/// <summary>How long an operator's command may be carried out after it was issued.</summary>
internal static class CommandLifetime
{
    public static readonly TimeSpan Unlock = TimeSpan.FromSeconds(10);
    public static readonly TimeSpan Other = TimeSpan.FromMinutes(5);

    /// <summary>So far the sender's clock may be ahead of this one.</summary>
    public static readonly TimeSpan ClockSkew = TimeSpan.FromSeconds(5);

    /// <summary>How long a mode may be ordered for.</summary>
    public static readonly TimeSpan LongestMode = TimeSpan.FromHours(24);
}
