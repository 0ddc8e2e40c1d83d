using Zhuhui.Edge.Gateway.Events;
using Zhuhui.Edge.Gateway.People.Credentials;
using Zhuhui.Edge.Gateway.People.Finding;
using Zhuhui.Edge.Gateway.People.Profiles;
using Zhuhui.Edge.Gateway.People.Registry;
using Zhuhui.Edge.Gateway.Site;
using Zhuhui.Edge.Gateway.Storage;
using Zhuhui.Edge.Gateway.Texts;

namespace Zhuhui.Edge.Gateway.People.Rights;

/// <summary>Changes what people may: says what is to be, or why not. All doors know it, and it is on the disk and in the journal, when a
/// call returns.</summary>
internal sealed class RightsChanges(SiteFile site, RegistryStore registry, ResidentDirectory residents, PeopleWriter writer,
    PinDigests pins, PassSigner passes, TimeProvider time) : RightsDrafts(site)
{
    private readonly PersonFinder _finder = new(residents);
    private readonly CardChanges _cards = new(site, residents);
    private readonly PinChanges _pins = new(site, residents, pins);
    private readonly VisitorPasses _passes = new(site, residents, passes, time);
    private readonly DetailsChanges _details = new(site);
    private readonly CareChanges _care = new(site, residents, time);
    private readonly HouseholdChanges _households = new(site, residents, registry, time);

    private PersonDrafts Drafts => field ??= new PersonDrafts(Site, residents, _households, Change);

    /// <param name="orderedBy">The command that ordered it, to be told together with what it changes; null where nobody's did.</param>
    /// <exception cref="StorageException">The disk refuses it; what takes a right away holds until the next start all the same.</exception>
    public RightsAnswer Handle(RightsRequest request, CommandDone? orderedBy = null) => writer.Write(() =>
    {
        var (change, answer) = Draft(orderedBy is null ? Named(request) : request);
        return (change is null || orderedBy is null ? change : change with { Records = [orderedBy, .. change.Records] }, answer);
    });

    /// <summary>By somebody with an account, who names people, households and passes by their ids alone.</summary>
    /// <inheritdoc cref="Handle(RightsRequest, CommandDone?)"/>
    public RightsAnswer Handle(RightsRequest request, PeopleOrder order) => writer.Write(() =>
    {
        var (change, answer) = order.IsStale ? (null, RightsAnswer.Stale) : Draft(request);
        return (change is null ? null : change with { Records = [.. change.Records, order.Told(answer.Subject)] }, answer);
    });

    /// <inheritdoc cref="VisitorPasses.TextOf"/>
    public string? TextOf(Visit visit) => _passes.TextOf(visit);

    private (PeopleChange? Change, RightsAnswer Answer) Draft(RightsRequest request) => request switch
    {
        RightsRequest.CardReport report => _cards.Report(report),
        RightsRequest.PersonBlocking block => With(block.Person, person => Keep(person with { Blocked = block.Blocked },
            new PersonBlocked(person.Id.Value, block.Blocked),
            block.Blocked ? PeopleTexts.OnBlockList : PeopleTexts.OffBlockList)),
        RightsRequest.PersonRemoval removal => Remove(new PersonId(removal.Person)),
        RightsRequest.FacesClearing clearing => With(clearing.Person, ClearFaces),
        RightsRequest.PhotosClearing clearing => With(clearing.Person, ClearPhotos),
        RightsRequest.RightsChange change => With(change.Person, person => Change(person, change)),
        RightsRequest.PinChange change => With(change.Person, person => _pins.Set(person, change)),
        RightsRequest.PassRequest pass => With(pass.Host, host => _passes.Issue(host, pass)),
        RightsRequest.PassCancellation cancelled => _passes.Cancel(cancelled),
        RightsRequest.CardGift gift => With(gift.Person, person => _cards.Give(person, new HeldCard(gift.Number, gift.Format))),
        RightsRequest.CardWithdrawal taken => _cards.Take(taken),
        RightsRequest.DetailsChange change => With(change.Person, person => _details.Draft(person, change)),
        RightsRequest.PersonMove move => With(move.Person, person => _households.Move(person, move)),
        RightsRequest.PersonAddition asked => Drafts.Add(asked),
        RightsRequest.PersonEdit asked => With(asked.Person, person => Drafts.Edit(person, asked)),
        RightsRequest.HouseholdEdit asked => _households.Edit(asked),
        RightsRequest.HouseholdMove move => _households.Move(move),
        RightsRequest.HouseholdEnd end => _households.End(end),
        RightsRequest.CareAgreement agreed => With(agreed.Person, person => _care.Agree(person, agreed)),
        RightsRequest.CareChange change => With(change.Person, person => _care.Change(person, change)),
        RightsRequest.CareAway { Person: { } who } away => With(who, person => _care.Away([person], away)),
        RightsRequest.CareAway away => _care.Away(away),
        RightsRequest.CareWithdrawal withdrawal => With(withdrawal.Person, person => _care.Withdraw(person, withdrawal)),
        _ => throw new InvalidOperationException(request.GetType().Name),
    };

    private (PeopleChange? Change, RightsAnswer Answer) With(string person, Func<Resident, (PeopleChange? Change,
        RightsAnswer Answer)> then) =>
        residents.WithId(new PersonId(person)) is { } known ? then(known) : Refused(_finder.NotOne(person));

    /// <summary>Who works at this gateway may name people by their names. What comes from afar names ids alone.</summary>
    private RightsRequest Named(RightsRequest request) => request switch
    {
        RightsRequest.PersonBlocking one => one with { Person = IdOf(one.Person) },
        RightsRequest.PersonRemoval one => one with { Person = IdOf(one.Person) },
        RightsRequest.FacesClearing one => one with { Person = IdOf(one.Person) },
        RightsRequest.PhotosClearing one => one with { Person = IdOf(one.Person) },
        RightsRequest.RightsChange one => one with { Person = IdOf(one.Person) },
        RightsRequest.PinChange one => one with { Person = IdOf(one.Person) },
        RightsRequest.PassRequest one => one with { Host = IdOf(one.Host) },
        RightsRequest.CardGift one => one with { Person = IdOf(one.Person) },
        RightsRequest.DetailsChange one => one with { Person = IdOf(one.Person) },
        RightsRequest.PersonMove one => one with { Person = IdOf(one.Person) },
        RightsRequest.CareAgreement one => one with { Person = IdOf(one.Person) },
        RightsRequest.CareChange one => one with { Person = IdOf(one.Person) },
        RightsRequest.CareAway { Person: { } person } one => one with { Person = IdOf(person) },
        RightsRequest.CareWithdrawal one => one with { Person = IdOf(one.Person) },
        RightsRequest.PersonEdit one => one with { Person = IdOf(one.Person) },
        _ => request,
    };

    private string IdOf(string person) => _finder.Resolve(person).Person?.Id.Value ?? person;

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
        var change = new PeopleChange
        {
            People = [person with { Consent = null, PhotoConsent = null, PhotoMarks = [] }],
            FacesErased = [person.Id],
        };
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
        List<Wording> reasons = [.. UnknownDoors([.. change.Doors ?? [], .. change.MoreDoors ?? [], .. change.NotDoors ?? []])];
        if (change.Schedule is { Length: > 0 } schedule && Site.Schedules.All(s => s.Id != schedule))
        {
            reasons.Add(PeopleTexts.NoSchedule(schedule, Listed(Site.Schedules.Select(s => s.Id))));
        }

        var changed = person with
        {
            Schedule = change.Schedule is null ? person.Schedule : change.Schedule.Length == 0 ? null : change.Schedule,
            Doors = change.Doors is { } doors ? [.. doors.Distinct(StringComparer.Ordinal)] : person.Doors,
            NeedsLonger = change.Longer ?? person.NeedsLonger,
            ValidFrom = IsWithout(RightsPart.From) ? null : change.From ?? person.ValidFrom,
            ValidTo = IsWithout(RightsPart.To) ? null : change.To ?? person.ValidTo,
            MostUses = IsWithout(RightsPart.Uses) ? null : change.MostUses ?? person.MostUses,
            MoreDoors = change.MoreDoors is { } more ? [.. more.Distinct(StringComparer.Ordinal)] : person.MoreDoors,
            NotDoors = change.NotDoors is { } not ? [.. not.Distinct(StringComparer.Ordinal)] : person.NotDoors,
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
                (Is: change.From is not null || IsWithout(RightsPart.From), Part: RightsPart.From, Words: PeopleTexts.From),
                (Is: change.To is not null || IsWithout(RightsPart.To), Part: RightsPart.To, Words: PeopleTexts.To),
                (Is: change.MostUses is not null || IsWithout(RightsPart.Uses), Part: RightsPart.Uses, Words: PeopleTexts.Uses),
                (Is: change.MoreDoors is not null, Part: RightsPart.MoreDoors, Words: PeopleTexts.MoreDoors),
                (Is: change.NotDoors is not null, Part: RightsPart.NotDoors, Words: PeopleTexts.NotDoors),
            }.Where(c => c.Is),
        ];
        return reasons.Count > 0 ? Refused(reasons)
            : what.Length == 0 ? Refused(PeopleTexts.NothingToChange)
            : Keep(changed, RightsChanged.Of(person.Id.Value, [.. what.Select(c => c.Part)], changed.Rights),
                PeopleTexts.Changed(Wording.Join(ListTexts.Comma, what.Select(c => c.Words))));

        bool IsWithout(RightsPart part) => change.Without?.Contains(part) == true;
    }
}
