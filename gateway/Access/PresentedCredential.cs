using Zhuhui.Edge.Gateway.Events;
using Zhuhui.Edge.Gateway.Site;
using Zhuhui.Edge.Vision.Sightings;

namespace Zhuhui.Edge.Gateway.Access;

/// <summary>Whose a thing is, as of now.</summary>
/// <param name="Pass">Under what its uses are counted; null where they are not.</param>
internal readonly record struct CredentialLookup(CredentialFinding Finding, Holder? Holder, string? Pass = null);

/// <summary>Something read at a door.</summary>
/// <param name="Reader">The reader or camera.</param>
/// <param name="At">When it was read, as <see cref="TimeProvider.GetTimestamp"/>: its age decides.</param>
/// <param name="Since">When the person first could have been let in; null for somebody who was let in and stayed.</param>
/// <param name="LookUp">Whose it is. Asked again whenever it counts: a card reported lost while the door waits for the PIN opens
/// nothing.</param>
/// <param name="Card">The card's number where it is one.</param>
internal sealed record PresentedCredential(PassageMethod Method, DoorSide Side, string Reader, long At, long? Since,
    Func<CredentialLookup> LookUp, string? Card = null, FaceEvidence? Face = null, FaceMatched? Seen = null);
