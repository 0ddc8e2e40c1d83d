using Zhuhui.Edge.Gateway.Texts;

namespace Zhuhui.Edge.Gateway.Console.Self;

/// <summary>Which form of the page something is wrong with.</summary>
internal enum SelfForm
{
    None,
    Password,
    Totp,
    TotpEnd,
}

/// <summary>What somebody sees of the own account.</summary>
/// <param name="EndsAt">When the session ends, however much it is used; null for a machine, which has none.</param>
/// <param name="Unused">After how long without a request it ends before that.</param>
internal sealed record SelfModel(string Name, Wording Role, DateTimeOffset? EndsAt, Wording Unused, bool HasTotp,
    SelfForm Wrong = SelfForm.None, Wording? Problem = null)
{
    public Wording? ProblemOf(SelfForm form) => form == Wrong ? Problem : null;
}

/// <summary>A secret for somebody's phone.</summary>
/// <param name="Picture">The QR code as an address that holds it; null where it was shown before.</param>
/// <param name="Secret">To be typed in where no camera reads the picture.</param>
internal sealed record TotpModel(string? Picture, string? Secret, Wording? Problem = null);

/// <param name="Codes">Told this once.</param>
internal sealed record RecoveryModel(IReadOnlyList<string> Codes);
