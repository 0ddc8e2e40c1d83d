using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Zhuhui.Edge.Gateway.Accounts;
using Zhuhui.Edge.Gateway.Admin.Office;
using Zhuhui.Edge.Gateway.Api.Access;
using Zhuhui.Edge.Gateway.Console.Views;
using Zhuhui.Edge.Gateway.People.Notices;
using Zhuhui.Edge.Gateway.People.Rights;
using Zhuhui.Edge.Gateway.Site;
using Zhuhui.Edge.Gateway.Texts;
using Zhuhui.Edge.Gateway.Texts.Pages;

namespace Zhuhui.Edge.Gateway.Console.Mine;

/// <summary>What a resident agreed to, with the notice's own words, and how it is withdrawn. To agree takes the notice on paper and, for a
/// face, the camera: that is the office's.</summary>
internal static class ConsentPages
{
    private const string Path = "/me/consents";

    public static void MapMyConsents(this IEndpointRouteBuilder pages)
    {
        pages.MapGet(Path, (HttpContext context, Own own, SiteFile site, PageAnswers answers) => own.FileOf(context) is var (file, seen)
            ? answers.Show<ConsentsPage>(context, new ConsentsModel([.. CardsOf(file, site, answers.LanguageOf(context))], seen))
            : (IResult)TypedResults.NotFound()).For(Role.Resident);
        Withdraw(pages, "face", "face-clear", id => new RightsRequest.FacesClearing(id), MineTexts.FaceWithdrawn);
        Withdraw(pages, "photos", "photos-clear", id => new RightsRequest.PhotosClearing(id), MineTexts.PhotosWithdrawn);
        Withdraw(pages, "care", "care-withdraw", id => new RightsRequest.CareWithdrawal(id), MineTexts.CareWithdrawn);
    }

    private static void Withdraw(IEndpointRouteBuilder pages, string what, string word, Func<string, RightsRequest> request,
        Wording done) => pages.MapPost($"{Path}/{what}/withdraw", async ([FromForm] IFormCollection form, HttpContext context, Own own,
            PageAnswers answers) => await own.OrderAsync(context, form, word, person => request(person.Id.Value)) is { } outcome
                ? answers.Go(Path, context, outcome.IsDone ? done : Wording.Same(outcome.Problem), isBad: !outcome.IsDone)
                : (IResult)TypedResults.NotFound()).For(Role.Resident);

    private static IEnumerable<ConsentCard> CardsOf(PersonFile file, SiteFile site, Language language)
    {
        var face = Notice.InForce(site);
        yield return file is { Notice: { } version, ConsentAt: { } at }
            ? new ConsentCard(Say(MineTexts.Face), Say(version == face.Version ? MineTexts.Agreed(site.Written(at), version)
                : MineTexts.AgreedToOlder(site.Written(at), version, face.Version)), face.Text, $"{Path}/face/withdraw",
                Say(MineTexts.FaceThen))
            : new ConsentCard(Say(MineTexts.Face), Say(MineTexts.NotAgreed), face.Text, null, "");
        if (file.Photos > 0)
        {
            yield return new ConsentCard(Say(MineTexts.Photos), Say(MineTexts.PhotosKept(file.Photos)), null, $"{Path}/photos/withdraw",
                Say(MineTexts.PhotosThen));
        }

        yield return file.Care is { Count: > 0 } care
            ? new ConsentCard(Say(MineTexts.Care), string.Join('\n', care), Notice.InForce(site, NoticeOn.Care).Text,
                $"{Path}/care/withdraw", Say(MineTexts.CareThen))
            : new ConsentCard(Say(MineTexts.Care), Say(MineTexts.NotAgreed), Notice.InForce(site, NoticeOn.Care).Text, null, "");

        string Say(Wording words) => words.In(language);
    }
}
