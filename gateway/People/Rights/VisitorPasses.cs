using Zhuhui.Edge.Gateway.Events;
using Zhuhui.Edge.Gateway.People.Credentials;
using Zhuhui.Edge.Gateway.Site;
using Zhuhui.Edge.Gateway.Texts;

namespace Zhuhui.Edge.Gateway.People.Rights;

/// <summary>Issues visitors' passes.</summary>
internal sealed class VisitorPasses(SiteFile site, ResidentDirectory residents, PassSigner passes, TimeProvider time) : RightsDrafts(site)
{
    private const int MostPassHours = 24 * 31;
    private const int MostPassUses = 255;
    private const int MostPassDoors = 16;

    public (PeopleChange? Change, RightsAnswer Answer) Issue(Resident host, RightsRequest.PassRequest request)
    {
        List<Wording> reasons = [.. UnknownDoors(request.Doors)];
        if (request.Doors.Count is 0 or > MostPassDoors)
        {
            reasons.Add(PeopleTexts.PassDoors(MostPassDoors));
        }

        var admitting = residents.DoorsOf(host);
        if (admitting.Count > 0 && request.Doors.Except(admitting, StringComparer.Ordinal).ToArray() is { Length: > 0 } beyond)
        {
            reasons.Add(PeopleTexts.HostNotAdmitted(host.Name, Wording.Join(ListTexts.Comma, beyond)));
        }

        if (request.Hours is < 1 or > MostPassHours || request.Uses is < 1 or > MostPassUses)
        {
            reasons.Add(PeopleTexts.PassLimits(MostPassHours, MostPassUses));
        }

        var now = time.GetUtcNow();
        if (host.Blocked || host.ValidTo <= now)
        {
            reasons.Add(PeopleTexts.NoVisitors(host.Name, host.Blocked ? PeopleTexts.Blocked : PeopleTexts.RightEnded));
        }

        if (reasons.Count > 0)
        {
            return Refused(reasons);
        }

        var from = DateTimeOffset.FromUnixTimeSeconds(now.ToUnixTimeSeconds());
        var pass = new VisitorPass(VisitorPass.NewId(), host.Id.Value, request.Doors, from, from.AddHours(request.Hours), request.Uses);
        return (new PeopleChange
        {
            Records = [new VisitorPassIssued(pass.Id, pass.Host, pass.Doors, pass.ValidFrom, pass.ValidTo,
            pass.MostUses)]
        },
            new RightsAnswer(passes.Sign(pass), []));
    }
}
