using Zhuhui.Edge.Gateway.Api.Access;
using Zhuhui.Edge.Gateway.Api.Office;
using Zhuhui.Edge.Gateway.Api.Records;
using Zhuhui.Edge.Gateway.Console.Forms;
using Zhuhui.Edge.Gateway.People;
using Zhuhui.Edge.Gateway.People.Enrolments;
using Zhuhui.Edge.Gateway.Site;
using Zhuhui.Edge.Gateway.Texts;
using Zhuhui.Edge.Gateway.Texts.Pages;
using Zhuhui.Edge.Vision.Models;

namespace Zhuhui.Edge.Gateway.Console.Newcomers;

/// <summary>Takes a face from the photo of a form, with the consent that stands beside it. The clerk who is logged in is the
/// witness.</summary>
internal sealed class FaceTaking(EnrolmentService enrolling, FaceTakes takes, UploadGate gate, SiteFile site, TimeProvider time)
{
    /// <summary>As large as a phone makes them; it waits in memory while it is looked at.</summary>
    public const int MostMegabytes = 12;

    /// <summary>Whoever sends more than that is told so with all that was typed; beyond twice as much the form is not read.</summary>
    public const long MostBytes = 2 * (MostMegabytes << 20);

    public const string PhotoField = "photo";

    /// <summary>What speaks against the photo before anything is done: consent that is not there, a face that is not good enough, somebody
    /// who looks alike.</summary>
    /// <param name="born">As known; null where it is not.</param>
    /// <param name="person">Null for somebody who is not here yet.</param>
    public async Task<IReadOnlyList<string>> ProblemsAsync(HttpContext context, IFormCollection form, string name, DateOnly? born,
        string? person, Language language, CancellationToken cancellationToken)
    {
        if (LackOf(form, born) is { } lack)
        {
            return [lack.In(language)];
        }

        var (problems, _) = await GatedAsync(language, async () => await enrolling.CheckAsync(
            await RequestAsync(context, form, name, born, person, cancellationToken), cancellationToken));
        return problems;
    }

    /// <summary>Takes the face.</summary>
    /// <returns>Why it was not taken; none where it was.</returns>
    public async Task<(IReadOnlyList<string> Problems, bool IsStale)> TakeAsync(HttpContext context, IFormCollection form, string person,
        DateOnly? born, Func<bool>? holds, Language language, CancellationToken cancellationToken) =>
        await GatedAsync(language, async () => await enrolling.EnrolAsync(await RequestAsync(context, form, "", born, person,
            cancellationToken), cancellationToken, order: new PeopleOrder(context.Caller().Name, "face", person, holds)));

    /// <summary>Takes the face that stands before a camera now, by what was agreed to before anybody looked.</summary>
    /// <returns>Why it was not taken; none where it was.</returns>
    public Task<(IReadOnlyList<string> Problems, bool IsStale)> TakeAsync(HttpContext context, IFormCollection form, FaceTake take,
        Func<bool> holds, Language language, CancellationToken cancellationToken)
    {
        var by = context.Caller().Name;
        return GatedAsync(language, async () =>
        {
            var views = await takes.TakeAsync(take.Id, by, cancellationToken);
            if (views.Count == 0)
            {
                var now = takes.Find(take.Id, by);
                return new EnrolmentOutcome.Refused([now is { IsOpen: true } ? FaceTakeTexts.NotGood(FaceHints.Of(now.News, now.Views))
                    : FaceTakeTexts.Over((long)FaceTakes.Longest.TotalSeconds)], language);
            }

            return await enrolling.EnrolAsync(new EnrolmentRequest("", take.Person, false, [], [], [], by, null, take.Camera,
                LookAlikeOk: form.IsTicked("alike"), KeepPhotosWitness: take.Agreement.KeepsPhotos ? by : null, Born: take.Agreement.Born,
                Guardian: take.Agreement.Guardian), cancellationToken, order: new PeopleOrder(by, "face", take.Person, holds),
                looks: views);
        });
    }

    /// <summary>What the form has of the agreement.</summary>
    public static FaceAgreement AgreementOf(IFormCollection form, DateOnly? born) => new(form.IsTicked("keep"), form.Said("guardian"),
        born);

    /// <summary>What the agreement lacks.</summary>
    public Wording? LackOf(IFormCollection form, DateOnly? born) => Lack(form) ?? (EnrolmentRules.NeedsGuardian(born,
        form.Said("guardian"), site.DayOf(time.GetUtcNow())) ? EnrolmentTexts.GuardianNeeded(EnrolmentRules.OfAge) : null);

    private async Task<(IReadOnlyList<string> Problems, bool IsStale)> GatedAsync(Language language, Func<Task<EnrolmentOutcome>> take)
    {
        IReadOnlyList<string> problems = [];
        var isStale = false;
        var gated = await gate.EnterAsync(site, async () =>
        {
            try
            {
                var outcome = await take();
                problems = outcome is EnrolmentOutcome.Refused refused ? [.. refused.Words.Select(words => words.In(language))] : [];
                isStale = outcome is EnrolmentOutcome.Stale;
            }
            catch (Exception inTheWay) when (inTheWay is ModelPackException or IOException)
            {
                problems = [ResidentTexts.NoFaces(inTheWay.Message).In(language)];
            }

            return new ActOutcome.Done(null, null);
        });
        return gated is ActOutcome.Answered full ? (FormActs.Read(full.Answer, language).Problems, false) : (problems, isStale);
    }

    private static async Task<EnrolmentRequest> RequestAsync(HttpContext context, IFormCollection form, string name, DateOnly? born,
        string? person, CancellationToken cancellationToken)
    {
        var witness = context.Caller().Name;
        return new EnrolmentRequest(name, person, person is null, [], [], await PhotosAsync(form, cancellationToken), witness, null,
            LookAlikeOk: form.IsTicked("alike"), KeepPhotosWitness: form.IsTicked("keep") ? witness : null, Born: born,
            Guardian: form.Said("guardian"));
    }

    /// <summary>An empty file field is a file without a name.</summary>
    public static bool HasPhoto(IFormCollection form) => form.Files.Any(file => file.Name == PhotoField && file.Length > 0);

    /// <summary>What the form itself lacks.</summary>
    public static Wording? Lack(IFormCollection form) => !form.IsTicked("agree") ? ResidentTexts.AgreeNeeded
        : form.NoDay("born") is { } problem ? problem
        : form.Files.Sum(file => file.Length) > MostMegabytes << 20 ? ResidentTexts.PhotosTooLarge(MostMegabytes) : null;

    private static async Task<IReadOnlyList<EnrolmentPhoto>> PhotosAsync(IFormCollection form, CancellationToken cancellationToken)
    {
        List<EnrolmentPhoto> photos = [];
        foreach (var file in form.Files.Where(file => file.Name == PhotoField && file.Length > 0))
        {
            using var content = new MemoryStream();
            await file.CopyToAsync(content, cancellationToken);
            photos.Add(new EnrolmentPhoto(Path.GetFileName(file.FileName), content.ToArray()));
        }

        return photos;
    }
}
