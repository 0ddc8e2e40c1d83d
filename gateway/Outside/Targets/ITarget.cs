namespace Zhuhui.Edge.Gateway.Outside.Targets;

/// <summary>The way to a target. Safe to use from several threads.</summary>
internal interface ITarget : IDisposable
{
    /// <summary>The host that it is at, without any key.</summary>
    string Where { get; }

    /// <summary>What must stand in no log, record or answer.</summary>
    IReadOnlyList<string> Secrets { get; }

    /// <summary>How often it may be sent to.</summary>
    Pace CreatePace(TimeProvider time);

    /// <summary>Sends a message and waits for the answer, so long and no longer.</summary>
    /// <returns>Never throws for what is at the other end.</returns>
    Task<SendResult> SendAsync(OutsideMessage message, CancellationToken cancellationToken);
}

/// <summary>What another program answers may hold what it was sent.</summary>
internal static class Masking
{
    private const int LongestShown = 200;

    /// <summary>The same without any secret of the target's.</summary>
    public static SendResult Masked(this ITarget target, SendResult result) => result.Why is not { } why ? result
        : result with { Why = new Texts.Wording(Mask(target, why.En), Mask(target, why.Zh)) };

    /// <summary>The beginning of what another program says, in one line.</summary>
    public static string Shown(string text)
    {
        var line = string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        return line.Length <= LongestShown ? line : string.Concat(line.AsSpan(0, LongestShown), "…");
    }

    private static string Mask(ITarget target, string text) => target.Secrets.Where(secret => secret.Length > 0)
        .SelectMany(secret => new[] { secret, Uri.EscapeDataString(secret) }).Aggregate(text,
            (masked, secret) => masked.Replace(secret, "…", StringComparison.OrdinalIgnoreCase));
}
