using Zhuhui.Edge.Gateway.People.Profiles;
using Zhuhui.Edge.Gateway.Site;
using Zhuhui.Edge.Gateway.Texts;

namespace Zhuhui.Edge.Gateway.People.Enrolments;

/// <summary>Whether an enrolment may be, as far as its words alone tell: before anybody looks at a face.</summary>
internal sealed class EnrolmentRules(Func<IReadOnlyList<SiteCamera>> cameras, ResidentDirectory residents, bool hasCameras,
    Func<DateOnly> today)
{
    public const int OfAge = 14;

    private const int LeastQrLetters = 16;
    private const int MostQrLetters = 500;

    /// <summary>Personal Information Protection Law, art. 31: for a child under fourteen a guardian consents.</summary>
    public static bool NeedsGuardian(DateOnly? born, string? guardian, DateOnly today) => string.IsNullOrWhiteSpace(guardian)
        && ProfileRules.IsUnder(OfAge, born, today);

    /// <summary>Whom the request means, null for somebody new, and all that speaks against it.</summary>
    public (Resident? Known, IReadOnlyList<Wording> Problems) Check(EnrolmentRequest request)
    {
        var (known, problem) = Find(request);
        return (known, [.. problem is null ? [] : new[] { problem }, .. Problems(request, known)]);
    }

    private (Resident? Known, Wording? Problem) Find(EnrolmentRequest request)
    {
        if (request.Person is { } id)
        {
            var meant = residents.WithId(new PersonId(id));
            return (meant, meant is null ? PeopleTexts.NoPerson(id) : null);
        }

        // Two people of one name are two: a card is given to another person of a known name by the clerk's word alone.
        Resident[] named = request.IsNew ? []
            : [.. residents.All.Where(one => string.Equals(one.Name, request.Name, StringComparison.Ordinal))];
        return (named.FirstOrDefault(), named.Length switch
        {
            0 => null,
            1 => EnrolmentTexts.AlreadyThere(request.Name, named[0].Id.Value),
            _ => EnrolmentTexts.SeveralNamed(named.Length, request.Name, Wording.Join(ListTexts.Comma, named.Select(one => one.Id.Value))),
        });
    }

    private IEnumerable<Wording> Problems(EnrolmentRequest request, Resident? known)
    {
        if ((known is null || request.Name.Length > 0) && ProfileRules.NameProblem(request.Name) is { } wrong)
        {
            yield return wrong;
        }

        if (request.QrCodes.Any(code => code.Length is < LeastQrLetters or > MostQrLetters))
        {
            yield return EnrolmentTexts.QrLength(LeastQrLetters, MostQrLetters);
        }

        if (request.Camera is { } camera && (!hasCameras || cameras().All(c => c.Id != camera)))
        {
            yield return !hasCameras
                ? EnrolmentTexts.NeedsRunningGateway
                : EnrolmentTexts.NoCamera(camera, Wording.Join(ListTexts.Comma, cameras().Select(c => c.Id)));
        }

        var isForFace = request.Photos.Count > 0 || request.Camera is not null;
        if (isForFace && request.IsOnRecord && known?.Consent is null)
        {
            yield return EnrolmentTexts.NoConsentOnRecord;
        }
        else if (isForFace && !request.IsOnRecord && string.IsNullOrWhiteSpace(request.ConsentWitness))
        {
            // Personal Information Protection Law, art. 29: a face is taken only with separate consent, and somebody can attest to it.
            yield return EnrolmentTexts.ConsentNeeded;
        }

        if (isForFace && NeedsGuardian(request.Born ?? known?.Details.BirthDate, request.IsOnRecord ? known?.Consent?.Guardian
            : request.Guardian, today()))
        {
            yield return EnrolmentTexts.GuardianNeeded(OfAge);
        }

        if (request.Born > today())
        {
            yield return EnrolmentTexts.NotBorn;
        }

        if (request.KeepPhotosWitness is { } keeper && (string.IsNullOrWhiteSpace(keeper) || !isForFace))
        {
            yield return EnrolmentTexts.KeepingNeeds;
        }

        foreach (var card in request.Cards)
        {
            if (residents.CardsOf(card.Number).FirstOrDefault(held => held.Card.MayBeTakenFor(card)).Resident is { } owner
                && owner.Id != known?.Id)
            {
                yield return EnrolmentTexts.CardTaken($"{card.Number}", owner.Name, owner.Id.Value);
            }
        }

        foreach (var code in request.QrCodes)
        {
            if (residents.WithQrCode(code) is { } owner && owner.Id != known?.Id)
            {
                yield return EnrolmentTexts.QrTaken(owner.Name, owner.Id.Value);
            }
        }
    }
}
