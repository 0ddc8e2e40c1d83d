using Zhuhui.Edge.Gateway.Events;
using Zhuhui.Edge.Gateway.People.Credentials;
using Zhuhui.Edge.Gateway.People.Profiles;
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

        var (phone, vehicle) = (request.Phone is { } number ? PhoneNumber.Parse(number) : null,
            request.Plate is { } plate ? Vehicle.Parse(plate) : null);
        reasons.AddRange(Unfit(request, phone, vehicle));
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
        var visit = new Visit(pass.Id, host.Id)
        {
            Name = request.Name?.Trim(),
            Phone = phone,
            Vehicle = vehicle,
            Doors = pass.Doors,
            ValidFrom = pass.ValidFrom,
            ValidTo = pass.ValidTo,
            MostUses = pass.MostUses,
        };
        return (new PeopleChange
        {
            Visits = [visit],
            Records = [new VisitorPassIssued(pass.Id, pass.Host, pass.Doors, pass.ValidFrom, pass.ValidTo, pass.MostUses)],
        }, new RightsAnswer(passes.Sign(pass), []));
    }

    public (PeopleChange? Change, RightsAnswer Answer) Cancel(RightsRequest.PassCancellation cancelled)
    {
        var id = cancelled.Pass.StartsWith("v-", StringComparison.Ordinal) ? cancelled.Pass[2..] : cancelled.Pass;
        if (residents.VisitOf(id) is not { } visit)
        {
            return Refused(PeopleTexts.NoPass(id));
        }

        var now = time.GetUtcNow();
        return (new PeopleChange
        {
            Visits = [visit with { CancelledAt = visit.CancelledAt ?? now }],
            Records = [new VisitorPassCancelled(id, visit.Host.Value, now, visit.ValidTo)],
        }, new RightsAnswer(Say(PeopleTexts.PassCancelled(id)), []));
    }

    private static IEnumerable<Wording> Unfit(RightsRequest.PassRequest request, string? phone, Vehicle? vehicle)
    {
        if (request.Name is { } name && ProfileRules.NameProblem(name) is { } wrong)
        {
            yield return wrong;
        }

        if (request.Phone is { } number && phone is null)
        {
            yield return PeopleTexts.NoPhone(number);
        }

        if (request.Plate is { } plate && vehicle is null)
        {
            yield return PeopleTexts.NoPlate(plate);
        }
    }
}
