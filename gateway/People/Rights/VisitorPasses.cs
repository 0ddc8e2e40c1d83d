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
    internal const int MostOwnHours = 24;
    internal const int MostOwnUses = 4;
    internal const int MostOwnPasses = 8;

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

        if (request.ByHost && (request.Hours > MostOwnHours || request.Uses > MostOwnUses || Standing(host) >= MostOwnPasses))
        {
            reasons.Add(PeopleTexts.OwnPassLimits(MostOwnHours, MostOwnUses, MostOwnPasses));
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
        }, new RightsAnswer(passes.Sign(pass), [], pass.Id));
    }

    /// <summary>A pass's id from how events call its holder, or from itself.</summary>
    public static string IdOf(string pass) => pass.StartsWith("v-", StringComparison.Ordinal) ? pass[2..] : pass;

    /// <summary>The text of a pass that was issued: the same as then.</summary>
    /// <returns>Null for a pass that opens nothing any more.</returns>
    public string? TextOf(Visit visit) => visit.CancelledAt is not null || visit.ValidTo <= time.GetUtcNow() ? null
        : passes.Sign(new VisitorPass(visit.Pass, visit.Host.Value, visit.Doors, visit.ValidFrom, visit.ValidTo, visit.MostUses));

    private int Standing(Resident host) => residents.Visits.Count(visit => visit.Host == host.Id && visit.CancelledAt is null
        && visit.ValidTo > time.GetUtcNow());

    public (PeopleChange? Change, RightsAnswer Answer) Cancel(RightsRequest.PassCancellation cancelled)
    {
        var id = IdOf(cancelled.Pass);
        if (residents.VisitOf(id) is not { } visit)
        {
            return Refused(PeopleTexts.NoPass(id));
        }

        var now = time.GetUtcNow();
        return (new PeopleChange
        {
            Visits = [visit with { CancelledAt = visit.CancelledAt ?? now }],
            Records = [new VisitorPassCancelled(id, visit.Host.Value, now, visit.ValidTo)],
        }, new RightsAnswer(Say(PeopleTexts.PassCancelled(id)), [], id));
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
