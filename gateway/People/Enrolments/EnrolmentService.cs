using System.Globalization;
using Zhuhui.Edge.Gateway.Events;
using Zhuhui.Edge.Gateway.People.Faces;
using Zhuhui.Edge.Gateway.People.Notices;
using Zhuhui.Edge.Gateway.People.Registry;
using Zhuhui.Edge.Gateway.Site;
using Zhuhui.Edge.Gateway.Site.Edits;
using Zhuhui.Edge.Gateway.Site.Rules;
using Zhuhui.Edge.Gateway.Texts;
using Zhuhui.Edge.Vision.Faces;
using Zhuhui.Edge.Vision.Frames;
using Zhuhui.Edge.Vision.Gallery;

namespace Zhuhui.Edge.Gateway.People.Enrolments;

/// <summary>Adds people, cards and faces: checks everything first, changes nothing where anything is refused, and has it on the disk and in
/// the doors' memory when it returns. One enrolment at a time.</summary>
/// <param name="faces">Made at the first photo.</param>
/// <param name="inForce">Null where the site can't change while this is there.</param>
/// <param name="frames">Gives a camera's next frame; null where no cameras run.</param>
internal sealed class EnrolmentService(SiteFile site, RegistryStore registry, ResidentDirectory residents, FaceGallery gallery,
    PeopleWriter writer, Func<FaceEnroller> faces, Func<string, CancellationToken, Task<Frame?>>? frames, TimeProvider time,
    SiteInForce? inForce = null) : IDisposable
{
    private readonly SemaphoreSlim _turn = new(1, 1);
    private readonly EnrolmentRules _rules = new(() => (inForce?.Now ?? site).Cameras, residents, hasCameras: frames is not null,
        () => site.DayOf(time.GetUtcNow()));

    /// <param name="tell">What the person before the camera should do; null where nobody hears it.</param>
    /// <param name="order">By somebody with an account.</param>
    /// <param name="looks">What was taken before the request's camera already; null: it looks now.</param>
    public async Task<EnrolmentOutcome> EnrolAsync(EnrolmentRequest request, CancellationToken cancellationToken,
        Action<Wording>? tell = null, PeopleOrder? order = null, IReadOnlyList<Enrolment.Accepted>? looks = null)
    {
        var began = await BeginAsync(cancellationToken);
        try
        {
            var (known, problems) = _rules.Check(request);
            List<Wording> reasons = [.. problems];
            if (reasons.Count == 0 && known is not null && IsThere(request, known))
            {
                return new EnrolmentOutcome.Enrolled(known, registry.TemplatesOf(known.Id).Count, WasThere: true);
            }

            var found = reasons.Count == 0 ? await FacesAsync(request, looks, reasons, tell ?? (static _ => { }), cancellationToken)
                : [];
            var alike = reasons.Count == 0 ? Alike(request, known, found, reasons) : null;
            return reasons.Count > 0 ? Refused(reasons) : Keep(request, known, found, alike, order);
        }
        finally
        {
            await EndAsync(began, request, cancellationToken);
        }
    }

    /// <summary>Whether a person's photos would do. Nothing is changed, and what is made of them is dropped.</summary>
    /// <param name="request">By its <see cref="EnrolmentRequest.Person"/>, null for somebody who is not here yet, and its photos.</param>
    public async Task<EnrolmentOutcome> CheckAsync(EnrolmentRequest request, CancellationToken cancellationToken)
    {
        var began = await BeginAsync(cancellationToken);
        try
        {
            var (known, problems) = request.Person is null ? (null, []) : _rules.Check(request);
            List<Wording> reasons = [.. problems];
            if (reasons.Count == 0 && !(known is not null && IsThere(request, known)))
            {
                var found = await FacesAsync(request, null, reasons, static _ => { }, cancellationToken);
                _ = reasons.Count == 0 ? Alike(request, known, found, reasons) : null;
            }

            return reasons.Count > 0 ? Refused(reasons) : new EnrolmentOutcome.Fit();
        }
        finally
        {
            await EndAsync(began, request, cancellationToken);
        }
    }

    /// <summary>One look at whoever stands before a camera, for an enrolment that may come: nothing is kept but in
    /// <paramref name="taken"/>.</summary>
    public Task<EnrolmentNews> LookAsync(string camera, IList<Enrolment.Accepted> taken, CancellationToken cancellationToken) =>
        frames is null ? Task.FromResult<EnrolmentNews>(new EnrolmentNews.NoPicture())
        : faces().NextAsync(stop => frames(camera, stop), taken, time, keepPicture: true, cancellationToken);

    public void Dispose() => _turn.Dispose();

    /// <returns>When it began.</returns>
    private async Task<long> BeginAsync(CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        return time.GetTimestamp();
    }

    private async Task EndAsync(long began, EnrolmentRequest request, CancellationToken cancellationToken)
    {
        _turn.Release();
        if (request.IsOnRecord && frames is not null)
        {
            // One of many: half of the time is the cameras'. Whoever stands at the desk has their turn meanwhile.
            await Task.Delay(time.GetElapsedTime(began), time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>Whether the person has templates of exactly these photos, and a camera can use them.</summary>
    private bool IsThere(EnrolmentRequest request, Resident known) => request is { IsOnRecord: true, Photos.Count: > 0 }
        && request.Photos.All(photo => known.PhotoMarks.Contains(PhotoMark.Of(known.Id, photo.Content), StringComparer.Ordinal))
        && registry.TemplatesOf(known.Id).Any(template => template.Pack == faces().Pack);

    private EnrolmentOutcome.Refused Refused(IReadOnlyList<Wording> reasons) => new(reasons, site.Language);

    private async Task<List<FoundFace>> FacesAsync(EnrolmentRequest request, IReadOnlyList<Enrolment.Accepted>? taken,
        List<Wording> reasons, Action<Wording> tell, CancellationToken cancellationToken)
    {
        var (found, keeps) = (new List<FoundFace>(), request.KeepPhotosWitness is not null);
        foreach (var photo in request.Photos)
        {
            switch (await faces().FromPictureAsync(photo.Content, keeps, cancellationToken))
            {
                case Enrolment.Accepted accepted:
                    found.Add(new FoundFace(FaceTemplate.From(accepted), accepted.Picture));
                    break;
                case Enrolment.Refused refused:
                    reasons.Add(EnrolmentTexts.PhotoRefused(photo.Name, EnrolmentFormatter.Format(refused)));
                    break;
            }
        }

        if (request.Camera is { } camera && reasons.Count == 0)
        {
            var last = EnrolmentTexts.NobodyCame;
            var looks = taken ?? await faces().FromCameraAsync(stop => frames!(camera, stop), TemplateChoice.Most,
                TimeSpan.FromSeconds(request.Seconds), time, keeps, Tell, cancellationToken);
            found.AddRange(looks.Select(look => new FoundFace(FaceTemplate.From(look), keeps ? look.Picture : null)));
            if (looks.Count == 0)
            {
                reasons.Add(EnrolmentTexts.NoFaceGoodEnough(camera, request.Seconds, last));
            }

            void Tell(EnrolmentNews news) => tell(last = EnrolmentFormatter.Format(news));
        }

        return found;
    }

    /// <summary>Whom the face could be taken for at a door: enrolling it would let each of the two in as the other. The clerk decides
    /// whether they are one or two.</summary>
    private (string Person, float Score)? Alike(EnrolmentRequest request, Resident? known, List<FoundFace> found, List<Wording> reasons)
    {
        if (found.Count > 0 && TemplateChoice.IsOnePerson([.. found.Select(face => face.Template)], known is null ? []
            : registry.TemplatesOf(known.Id)) == false)
        {
            reasons.Add(EnrolmentTexts.NotOnePerson);
            return null;
        }

        (string Person, float Score)? nearest = null;
        foreach (var (template, _) in found)
        {
            for (var door = 0; door < Math.Min(site.Doors.Count, SiteRules.MostDoors); door++)
            {
                var match = gallery.Search(template.Vector, door);
                var (other, score) = match.Person == known?.Id.Value ? (match.RunnerUp, match.RunnerUpScore) : (match.Person, match.Score);
                if (other is not null && score >= match.Threshold && !(nearest?.Score >= score))
                {
                    nearest = (other, score);
                }
            }
        }

        if (nearest is { } alike && !request.LookAlikeOk)
        {
            var who = known?.Name ?? request.Name;
            var similarity = alike.Score.ToString("0.00", CultureInfo.InvariantCulture);
            reasons.Add(EnrolmentTexts.LooksLike(who, residents.NameOf(alike.Person), alike.Person, similarity));
        }

        return nearest;
    }

    private EnrolmentOutcome Keep(EnrolmentRequest request, Resident? known, List<FoundFace> found, (string Person, float Score)? alike,
        PeopleOrder? order) =>
        writer.Write<EnrolmentOutcome>(() =>
        {
            // While the photos were looked at, a card may have been reported lost or the person removed.
            var still = known is null ? null : residents.WithId(known.Id);
            if (known is not null && still is null)
            {
                return (null, Refused([PeopleTexts.RemovedMeanwhile]));
            }

            if (request.IsOnRecord && still?.Consent is null)
            {
                return (null, Refused([EnrolmentTexts.NoConsentOnRecord]));
            }

            if (order is { IsStale: true })
            {
                return (null, new EnrolmentOutcome.Stale());
            }

            var resident = Enrolled(request, still ?? new Resident(PersonId.Create(), request.Name), hasFace: found.Count > 0);
            var before = registry.TemplatesOf(resident.Id);
            var templates = found.Count == 0 ? before : TemplateChoice.Choose([.. found.Select(face => face.Template)], before);
            byte[][] pictures = resident.PhotoConsent is null ? [] : [.. found.Select(face => face.Picture).OfType<byte[]>()];
            byte[][] photos = resident.PhotoConsent is null ? [] : [.. pictures.Concat(registry.Photos.PhotosOf(resident.Id))
                .Take(TemplateChoice.Most)];
            resident = resident with { PhotoMarks = Marks(request, resident, found, before) };
            return (PeopleChange.Of(resident, [new ResidentEnrolled(resident.Id.Value, resident.Cards.Count, templates.Count,
                resident.Consent?.NoticeVersion,
                alike?.Person, alike is { } like ? Math.Round(like.Score, 4) : null, photos.Length, still is null ? true : null),
                .. order is null ? Array.Empty<RegistryEvent>() : [order.Told(resident.Id.Value)]]) with
            {
                Faces = Of(resident.Id, templates, found.Count > 0),
                PhotosKept = Of<byte[]>(resident.Id, photos, pictures.Length > 0),
            }, new EnrolmentOutcome.Enrolled(resident, templates.Count, photos.Length));
        });

    private Resident Enrolled(EnrolmentRequest request, Resident before, bool hasFace)
    {
        var (now, notice) = (time.GetUtcNow(), hasFace ? Notice.InForce(site) : null);
        return before with
        {
            Cards = [.. before.Cards, .. request.Cards.Distinct().Where(c => !before.Cards.Any(held => held.MayBeTakenFor(c)))],
            QrCodes = [.. before.QrCodes.Union(request.QrCodes, StringComparer.Ordinal)],
            ValidTo = request.Days is { } days ? now.AddDays(days) : before.ValidTo,
            Details = request.Born is { } born ? before.Details with { BirthDate = born } : before.Details,
            Consent = hasFace && !request.IsOnRecord ? Agreed(request.ConsentWitness!) : before.Consent,
            PhotoConsent = hasFace && request.KeepPhotosWitness is { } witness ? Agreed(witness) : before.PhotoConsent,
        };

        Consent Agreed(string witness) => new(now, notice!.Version, witness, notice.Digest, request.Guardian);
    }

    /// <summary>Those of another pack's templates go with them.</summary>
    private static IReadOnlyList<string> Marks(EnrolmentRequest request, Resident resident, List<FoundFace> found,
        IReadOnlyList<FaceTemplate> before) => found.Count == 0 ? resident.PhotoMarks
        : [.. (before.Any(template => template.Pack == found[0].Template.Pack) ? resident.PhotoMarks : [])
            .Concat(request.Photos.Select(photo => PhotoMark.Of(resident.Id, photo.Content))).Distinct(StringComparer.Ordinal)
            .TakeLast(PhotoMark.Most)];

    private static Dictionary<PersonId, IReadOnlyList<T>> Of<T>(PersonId person, IReadOnlyList<T> things, bool isNew) => isNew
        ? new() { [person] = things } : [];

    /// <param name="Picture">Where it is to be kept.</param>
    private sealed record FoundFace(FaceTemplate Template, byte[]? Picture);
}
