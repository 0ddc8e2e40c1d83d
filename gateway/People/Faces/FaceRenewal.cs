using Zhuhui.Edge.Gateway.Events;
using Zhuhui.Edge.Gateway.Loops;
using Zhuhui.Edge.Gateway.People.Enrolments;
using Zhuhui.Edge.Gateway.People.Registry;
using Zhuhui.Edge.Gateway.Storage;
using Zhuhui.Edge.Vision.Faces;
using Zhuhui.Edge.Vision.Gallery;
using Zhuhui.Edge.Vision.Models;

namespace Zhuhui.Edge.Gateway.People.Faces;

/// <summary>After a change of the model pack: makes the templates anew, in the background, of those who agreed to have their photos kept,
/// and knows who has to be enrolled again. Cards, codes and PINs do not wait for it. It also erases photos that nobody's agreement is on
/// record for.</summary>
internal sealed class FaceRenewal(VisionModels models, RegistryStore registry, ResidentDirectory residents, FaceGallery gallery,
    PeopleWriter writer,
    Func<FaceEnroller> faces, TimeProvider time, ILogger<FaceRenewal> logger, ExitCode exit) : LoopService(exit)
{
    private volatile HashSet<PersonId>? _waiting;

    /// <summary>Consented to face recognition, and known to no camera: without a template of the pack in use, and without a photo that
    /// gives one. Nobody where no pack is in use.</summary>
    public IReadOnlyList<Resident> MustEnrolAgain
    {
        get
        {
            var known = gallery.Known;
            return models.Pack is null ? [] : [.. residents.All.Where(r => r.Consent is not null && !known.Contains(r.Id.Value)
                && !Waits(r)).OrderBy(r => r.Id.Value, StringComparer.Ordinal)];
        }
    }

    /// <summary>How many people's templates are still to be made.</summary>
    public int Waiting => _waiting?.Count ?? 0;

    /// <summary>Whether a pack can't tell that person: consented, and no template is of that pack.</summary>
    public static bool IsDue(Resident resident, IReadOnlyList<FaceTemplate> templates, string pack) => resident.Consent is not null
        && templates.All(t => t.Pack != pack);

    /// <summary>Does all there is to do. A disk or a model that refuses ends it until the next start.</summary>
    internal async Task RenewAllAsync(CancellationToken cancellationToken)
    {
        try
        {
            ErasePhotosWithoutConsent();
            var known = gallery.Known;
            var waiting = models.Pack is null ? []
                : residents.All.Where(r => r is { Consent: not null, PhotoConsent: not null } && !known.Contains(r.Id.Value)
                    && registry.Photos.Holds(r.Id)).Select(r => r.Id).ToHashSet();
            _waiting = waiting;
            foreach (var person in waiting.ToArray())
            {
                var started = time.GetTimestamp();
                await RenewAsync(person, models.Pack!.Id, cancellationToken);
                _waiting = waiting = [.. waiting.Where(other => other != person)];

                // Half of a core is the cameras'.
                await Task.Delay(time.GetElapsedTime(started), time, cancellationToken);
            }
        }
        catch (Exception refusal) when (refusal is StorageException or ModelPackException)
        {
            logger.RenewalFailed(refusal.Message);
        }
        finally
        {
            _waiting = [];
        }
    }

    protected override Task KeepAsync(CancellationToken cancellationToken) => RenewAllAsync(cancellationToken);

    /// <summary>Until it is known, the people who agreed to it wait.</summary>
    private bool Waits(Resident resident) => _waiting?.Contains(resident.Id) ?? resident.PhotoConsent is not null;

    private void ErasePhotosWithoutConsent()
    {
        foreach (var person in registry.Photos.People)
        {
            writer.Write(() => (residents.WithId(person)?.PhotoConsent is not null ? null : new PeopleChange
            {
                PhotosErased = [person],
                Records = [new PhotosErased(person.Value, registry.Photos.PhotosOf(person).Count)],
            }, person));
        }
    }

    private async Task RenewAsync(PersonId person, string pack, CancellationToken cancellationToken)
    {
        var found = new List<FaceTemplate>();
        foreach (var photo in registry.Photos.PhotosOf(person))
        {
            switch (await faces().FromPictureAsync(photo, keepPicture: false, cancellationToken))
            {
                case Enrolment.Accepted accepted:
                    found.Add(FaceTemplate.From(accepted));
                    break;
                case Enrolment.Refused refused:
                    logger.PhotoRefused(person, pack, refused.Detail ?? $"{refused.Reason}");
                    break;
            }
        }

        writer.Write(() =>
        {
            // Meanwhile the person may have been removed, have withdrawn, or been enrolled again.
            if (found.Count == 0 || residents.WithId(person) is not { PhotoConsent: not null } still
                || !IsDue(still, registry.TemplatesOf(person), pack))
            {
                return (null, person);
            }

            var templates = TemplateChoice.Choose(found, []);
            return (PeopleChange.Of(still, new FacesRenewed(person.Value, templates.Count, pack)) with
            {
                Faces = new Dictionary<PersonId, IReadOnlyList<FaceTemplate>> { [person] = templates },
            }, person);
        });
    }
}
