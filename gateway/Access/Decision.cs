using Zhuhui.Edge.Gateway.Events;

namespace Zhuhui.Edge.Gateway.Access;

/// <summary>What the rules said. The outcome of every request; never an exception.</summary>
/// <param name="Rules">The rules that were asked, in order; where denied, the last one said no.</param>
internal abstract record Decision(IReadOnlyList<string> Rules)
{
    /// <param name="With">The other person, where two pass together.</param>
    /// <param name="Duress">The person is being forced: a silent alarm goes out.</param>
    /// <param name="PassedBack">Soft anti-passback: the person is inside already by this gateway's record.</param>
    internal sealed record Granted(Holder Holder, Holder? With, int UnlockSeconds, bool Duress, bool PassedBack,
        IReadOnlyList<string> Rules) : Decision(Rules);

    internal sealed record Denied(DenialReason Reason, Holder? Holder, IReadOnlyList<string> Rules) : Decision(Rules);

    internal sealed record MoreNeeded(StillNeeded Needed, Holder Holder, IReadOnlyList<string> Rules) : Decision(Rules);
}
