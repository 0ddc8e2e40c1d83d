using Zhuhui.Edge.Gateway.Events;
using Zhuhui.Edge.Gateway.People.Credentials;
using Zhuhui.Edge.Gateway.People.Registry;
using Zhuhui.Edge.Gateway.Site;
using Zhuhui.Edge.Gateway.Storage;
using Zhuhui.Edge.Gateway.Texts;

namespace Zhuhui.Edge.Gateway.People.Rights;

/// <summary>Changes what people may: says what is to be, or why not. All doors know it, and it is on the disk and in the journal, when a
/// call returns.</summary>
internal sealed class RightsChanges(SiteFile site, RegistryStore registry, ResidentDirectory residents, PeopleWriter writer,
    PinDigests pins, PassSigner passes, TimeProvider time)
{
    private const int MostPassHours = 24 * 31;
    private const int MostPassUses = 255;
    private const int MostPassDoors = 16;

    /// <param name="orderedBy">The command that ordered it, to be told together with what it changes; null where nobody's did.</param>
    /// <exception cref="StorageException">The disk refuses it; what takes a right away holds until the next start all the same.</exception>
    public RightsAnswer Handle(RightsRequest request, CommandDone? orderedBy = null) => writer.Write(() =>
    {
        var (change, answer) = Draft(request);
        return (change is null || orderedBy is null ? change : change with { Records = [orderedBy, .. change.Records] }, answer);
    });

    private (PeopleChange? Change, RightsAnswer Answer) Draft(RightsRequest request) => request switch
    {
        RightsRequest.CardReport report => Report(report),
        RightsRequest.PersonBlocking block => With(block.Person, person => Keep(person with { Blocked = block.Blocked },
            new PersonBlocked(person.Id.Value, block.Blocked),
            block.Blocked ? PeopleTexts.OnBlockList : PeopleTexts.OffBlockList)),
        RightsRequest.PersonRemoval removal => Remove(new PersonId(removal.Person)),
        RightsRequest.FacesClearing clearing => With(clearing.Person, ClearFaces),
        RightsRequest.PhotosClearing clearing => With(clearing.Person, ClearPhotos),
        RightsRequest.RightsChange change => With(change.Person, person => Change(person, change)),
        RightsRequest.PinChange change => With(change.Person, person => SetPin(person, change)),
        RightsRequest.PassRequest pass => With(pass.Host, host => Issue(host, pass)),
        _ => throw new InvalidOperationException(request.GetType().Name),
    };

    private (PeopleChange? Change, RightsAnswer Answer) With(string person, Func<Resident, (PeopleChange? Change,
        RightsAnswer Answer)> then) =>
        residents.WithId(new PersonId(person)) is { } known ? then(known) : Refused(PeopleTexts.NoPerson(person));

    private (PeopleChange? Change, RightsAnswer Answer) Report(RightsRequest.CardReport report)
    {
        var held = residents.CardsOf(report.Number).Where(h => report.Format is null || h.Card.Format == report.Format).ToArray();
        switch (held)
        {
            case []:
                return Refused(PeopleTexts.NobodyHasCard($"{report.Number}"));
            case [var (owner, card)]:
                return Keep(owner with { Cards = [.. owner.Cards.Select(c => c == card ? c with { Lost = report.Lost } : c)] },
                    new CardReported(owner.Id.Value, $"{report.Number}", report.Lost, card.Format),
                    report.Lost ? PeopleTexts.CardClosed($"{report.Number}") : PeopleTexts.CardOpens($"{report.Number}"));
            default:
                return Refused(PeopleTexts.SeveralCards($"{report.Number}",
                    Wording.Join(ListTexts.Comma, held.Select(h => $"{h.Card.Format}:{h.Card.Number}"))));
        }
    }

    /// <summary>Where the disk refused before, the person is out of the doors' memory and on the disk still.</summary>
    private (PeopleChange? Change, RightsAnswer Answer) Remove(PersonId id)
    {
        var person = residents.WithId(id);
        return person is null && !registry.Holds(id) ? Refused(PeopleTexts.NoPerson(id.Value)) : (
            new PeopleChange { Gone = [id], Records = [new PersonRemoved(id.Value)] },
            Done(id, person?.Name ?? Say(PeopleTexts.Somebody), PeopleTexts.Removed));
    }

    /// <summary>Consent is withdrawn. Cards and rights stay as they are.</summary>
    private (PeopleChange? Change, RightsAnswer Answer) ClearFaces(Resident person)
    {
        var change = new PeopleChange() { People = [person with { Consent = null, PhotoConsent = null }], FacesErased = [person.Id] };
        var (templates, photos) = (registry.Stored(change).GetValueOrDefault(person.Id)?.Templates ?? 0,
            registry.Photos.PhotosOf(person.Id).Count);
        return (change with { Records = [new ConsentWithdrawn(person.Id.Value, templates, photos)] },
            Done(person.Id, person.Name, PeopleTexts.ConsentWithdrawn(templates, photos)));
    }

    /// <summary>The agreement to keep the photos is withdrawn; the face stays enrolled until the model pack changes.</summary>
    private (PeopleChange? Change, RightsAnswer Answer) ClearPhotos(Resident person)
    {
        var photos = registry.Photos.PhotosOf(person.Id).Count;
        return (PeopleChange.Of(person with { PhotoConsent = null }, new PhotosErased(person.Id.Value, photos))
            with
        { PhotosErased = [person.Id] },
            Done(person.Id, person.Name, PeopleTexts.PhotosErased(photos)));
    }

    private (PeopleChange? Change, RightsAnswer Answer) Change(Resident person, RightsRequest.RightsChange change)
    {
        List<Wording> reasons = [.. UnknownDoors(change.Doors ?? [])];
        if (change.Schedule is { Length: > 0 } schedule && site.Schedules.All(s => s.Id != schedule))
        {
            reasons.Add(PeopleTexts.NoSchedule(schedule, Listed(site.Schedules.Select(s => s.Id))));
        }

        var changed = person with
        {
            Schedule = change.Schedule is null ? person.Schedule : change.Schedule.Length == 0 ? null : change.Schedule,
            Doors = change.Doors ?? person.Doors,
            NeedsLonger = change.Longer ?? person.NeedsLonger,
            ValidFrom = change.From ?? person.ValidFrom,
            ValidTo = change.To ?? person.ValidTo,
            MostUses = change.MostUses ?? person.MostUses,
        };
        if (changed.ValidFrom >= changed.ValidTo)
        {
            reasons.Add(PeopleTexts.EndsBeforeItBegins);
        }

        (bool Is, RightsPart Part, Wording Words)[] what =
        [
            .. new[]
            {
                (Is: change.Schedule is not null, Part: RightsPart.Schedule, Words: PeopleTexts.Schedule),
                (Is: change.Doors is not null, Part: RightsPart.Doors, Words: PeopleTexts.Doors),
                (Is: change.Longer is not null, Part: RightsPart.Longer, Words: PeopleTexts.Longer),
                (Is: change.From is not null, Part: RightsPart.From, Words: PeopleTexts.From),
                (Is: change.To is not null, Part: RightsPart.To, Words: PeopleTexts.To),
                (Is: change.MostUses is not null, Part: RightsPart.Uses, Words: PeopleTexts.Uses),
            }.Where(c => c.Is),
        ];
        return reasons.Count > 0 ? Refused(reasons)
            : what.Length == 0 ? Refused(PeopleTexts.NothingToChange)
            : Keep(changed, RightsChanged.Of(person.Id.Value, [.. what.Select(c => c.Part)], changed.Rights),
                PeopleTexts.Changed(Wording.Join(ListTexts.Comma, what.Select(c => c.Words))));
    }

    private (PeopleChange? Change, RightsAnswer Answer) SetPin(Resident person, RightsRequest.PinChange change)
    {
        var digest = change.Pin is null ? null : pins.Compute(change.Pin.Length <= PinDigests.MostDigits ? change.Pin : "");
        if (change.Pin is not null && (PinRules.Problem(change.Pin, site.Credentials.PinDigits) ?? PinTaken(person, digest!,
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
            || (others > 0 && site.Doors.Any(d => d.Accepts.Contains(PassageMethod.Pin)))
            ? PeopleTexts.PinTaken
            : null;
    }

    private (PeopleChange? Change, RightsAnswer Answer) Issue(Resident host, RightsRequest.PassRequest request)
    {
        List<Wording> reasons = [.. UnknownDoors(request.Doors)];
        if (request.Doors.Count is 0 or > MostPassDoors)
        {
            reasons.Add(PeopleTexts.PassDoors(MostPassDoors));
        }

        if (host.Doors.Count > 0 && request.Doors.Except(host.Doors, StringComparer.Ordinal).ToArray() is { Length: > 0 } beyond)
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

    private (PeopleChange? Change, RightsAnswer Answer) Keep(Resident person, RegistryEvent happened, Wording done) =>
        (PeopleChange.Of(person, happened), Done(person.Id, person.Name, done));

    private IEnumerable<Wording> UnknownDoors(IReadOnlyList<string> doors) =>
        doors.Where(d => site.Doors.All(known => known.Id != d)).Select(d => PeopleTexts.NoDoor(d, Listed(site.Doors.Select(k => k.Id))));

    private static Wording Listed(IEnumerable<string> names) => Wording.Join(ListTexts.Comma, names) is { En.Length: > 0 } listed ? listed
        : ListTexts.None;

    private RightsAnswer Done(PersonId person, string name, Wording done) => new(Say(PeopleTexts.Done(name, person.Value, done)), []);

    private (PeopleChange? Change, RightsAnswer Answer) Refused(params IEnumerable<Wording> reasons) =>
        (null, new RightsAnswer(null, [.. reasons.Select(Say)]));

    private string Say(Wording words) => words.In(site.Language);
}
