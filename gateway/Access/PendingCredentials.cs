using Zhuhui.Edge.Gateway.Events;
using Zhuhui.Edge.Gateway.Site;

namespace Zhuhui.Edge.Gateway.Access;

/// <summary>What was presented at a door that asks for two things or two people, while it waits for the second. Belongs to the door's
/// loop.</summary>
internal sealed class PendingCredentials(int withinSeconds, TimeProvider time)
{
    private readonly TimeSpan _within = TimeSpan.FromSeconds(withinSeconds);
    private IReadOnlyList<PresentedCredential> _held = [];

    /// <summary>What still counts beside something presented now. A card begins anew beside another card, a face beside another face: a
    /// third person's never completes what somebody began.</summary>
    public IReadOnlyList<PresentedCredential> Before(PresentedCredential what, Verification asks)
    {
        _held = [.. _held.Where(p => p.Side == what.Side && time.GetElapsedTime(p.At) <= _within)];
        if (asks == Verification.One)
        {
            // All that waits for a second thing here is a face that did not seem live, and what it waits for is a card.
            return what.Method == PassageMethod.Card ? [.. _held.Where(p => p.LookUp().Finding == CredentialFinding.FaceNotLive)] : [];
        }

        return asks == Verification.TwoPersons || what.Method == PassageMethod.Pin ? _held : [.. _held.Where(p => p.Method != what.Method)];
    }

    /// <summary>The card that a PIN entered now belongs to; null where none waits.</summary>
    public PresentedCredential? Card(DoorSide side) => _held.LastOrDefault(p => p.Method == PassageMethod.Card && p.Side == side
        && time.GetElapsedTime(p.At) <= _within);

    public bool HasFaceOf(string person) => _held.Any(p => p.Seen?.Person == person);

    /// <param name="before">What counted beside the last thing.</param>
    public void Decided(Decision decision, IReadOnlyList<PresentedCredential> before, PresentedCredential what) => _held = decision switch
    {
        Decision.Granted => [],
        Decision.MoreNeeded => [.. before, what],

        // Somebody else walked past the camera: the card's owner can still show the face.
        Decision.Denied { Reason: DenialReason.DifferentPersons } => [.. before.Append(what).Where(p => p.Method == PassageMethod.Card)],
        _ => before,
    };
}
