using Zhuhui.Edge.Gateway.Texts;

namespace Zhuhui.Edge.Gateway.Outside;

internal enum SendOutcome
{
    /// <summary>The target has it.</summary>
    Delivered,

    /// <summary>Nobody knows whether it has it: to be sent again.</summary>
    Unanswered,

    /// <summary>It will not take it; sending it again soon is of no use.</summary>
    Refused,
}

/// <summary>What became of a message.</summary>
/// <param name="Why">Why it was not delivered, with what helps; null where it was.</param>
internal readonly record struct SendResult(SendOutcome Outcome, Wording? Why = null)
{
    public static SendResult Delivered => new(SendOutcome.Delivered);

    public static SendResult Unanswered(Wording why) => new(SendOutcome.Unanswered, why);

    public static SendResult Refused(Wording why) => new(SendOutcome.Refused, why);
}
