using Zhuhui.Edge.Gateway.Events;
using Zhuhui.Edge.Gateway.People.Credentials;
using Zhuhui.Edge.Gateway.Site;
using Zhuhui.Edge.Gateway.Texts;

namespace Zhuhui.Edge.Gateway.People.Rights;

/// <summary>Sets PINs and takes them away.</summary>
internal sealed class PinChanges(SiteFile site, ResidentDirectory residents, PinDigests pins) : RightsDrafts(site)
{
    public (PeopleChange? Change, RightsAnswer Answer) Set(Resident person, RightsRequest.PinChange change)
    {
        var digest = change.Pin is null ? null : pins.Compute(change.Pin.Length <= PinDigests.MostDigits ? change.Pin : "");
        if (change.Pin is not null && (PinRules.Problem(change.Pin, Site.Credentials.PinDigits) ?? PinTaken(person, digest!,
            change.Duress)) is { } problem)
        {
            return Refused(problem);
        }

        return Keep(change.Duress ? person with { DuressPinDigest = digest } : person with { PinDigest = digest },
            RightsChanged.Of(person.Id.Value, [change.Duress ? RightsPart.DuressPin : RightsPart.Pin]),
            (change.Duress, digest) switch
            {
                (false, null) => PeopleTexts.PinCleared,
                (false, _) => PeopleTexts.PinSet,
                (true, null) => PeopleTexts.DuressPinCleared,
                (true, _) => PeopleTexts.DuressPinSet,
            });
    }

    /// <summary>Says neither whose it is nor as which.</summary>
    private Wording? PinTaken(Resident person, string digest, bool duress)
    {
        var own = duress ? person.DuressPinDigest : person.PinDigest;
        var others = residents.PinOwners(digest) - (own == digest ? 1 : 0);
        return (duress ? person.PinDigest : person.DuressPinDigest) == digest
            || (others > 0 && Site.Doors.Any(d => d.Accepts.Contains(PassageMethod.Pin)))
            ? PeopleTexts.PinTaken
            : null;
    }
}
