using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Zhuhui.Edge.Gateway.Accounts;
using Zhuhui.Edge.Gateway.Admin.Office;
using Zhuhui.Edge.Gateway.Api.Access;
using Zhuhui.Edge.Gateway.Api.Office;
using Zhuhui.Edge.Gateway.Console.Views;
using Zhuhui.Edge.Gateway.People.Profiles;
using Zhuhui.Edge.Gateway.People.Rights;
using Zhuhui.Edge.Gateway.Site;
using Zhuhui.Edge.Gateway.Texts;
using Zhuhui.Edge.Gateway.Texts.Pages;

namespace Zhuhui.Edge.Gateway.Console.Mine;

/// <summary>What is known of a resident, all of it as a file, and the wish to be erased. The page erases nobody: who is erased stands
/// before closed doors, and whether it was the resident who asked, the office can see.</summary>
internal static class DataPages
{
    private const string Path = "/me/data";

    public static void MapMyData(this IEndpointRouteBuilder pages)
    {
        pages.MapGet(Path, (HttpContext context, Own own, SiteFile site, PageAnswers answers) => own.FileOf(context) is var (file, seen)
            ? answers.Show<DataPage>(context, new DataModel([.. LinesOf(file, site, answers.LanguageOf(context))], seen,
                ErasureWish.Stands(file.Notes), site.Privacy.EraseAfterDays))
            : (IResult)TypedResults.NotFound()).For(Role.Resident);
        pages.MapGet(Path + "/file", async (HttpContext context, Own own, PersonFiles files) =>
        {
            if (own.Of(context) is not { } person)
            {
                return TypedResults.NotFound();
            }

            context.Response.Headers.ContentDisposition = "attachment; filename=\"my-data.json\"";
            return await files.OfAsync(context.Caller().Name, person.Id.Value);
        }).For(Role.Resident);
        pages.MapPost(Path + "/erasure", async ([FromForm] IFormCollection form, HttpContext context, Own own, SiteFile site,
            TimeProvider time, PageAnswers answers) => await own.OrderAsync(context, form, "erasure-ask", person =>
                new RightsRequest.DetailsChange(person.Id.Value, Notes: ErasureWish.In(person.Details.Notes, site,
                    time.GetUtcNow()))) is { } outcome
                ? answers.Go(Path, context, outcome.IsDone ? MineTexts.ErasureAsked : Wording.Same(outcome.Problem),
                    isBad: !outcome.IsDone)
                : (IResult)TypedResults.NotFound()).For(Role.Resident);
    }

    private static IEnumerable<DataLine> LinesOf(PersonFile file, SiteFile site, Language language)
    {
        (Wording Name, string? Value)[] all =
        [
            (PageTexts.Person, file.Line.Name),
            (MineTexts.Home, file.Line.Home),
            (MineTexts.Phone, file.Phone),
            (MineTexts.BirthDate, file.BirthDate?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)),
            (MineTexts.Cards, Listed(file.Cards.Select(card => card.Number))),
            (MineTexts.Plates, Listed(file.Vehicles.Select(vehicle => vehicle.Plate))),
            (MineTexts.DoorsOpen, file.Doors is { } doors ? Listed(doors) : MineTexts.AllDoors.In(language)),
            (MineTexts.ValidTo, file.Line.ValidTo is { } end ? site.Written(end) : null),
            (MineTexts.FaceTemplates, file.Templates > 0 ? file.Templates.ToString(CultureInfo.InvariantCulture) : null),
            (MineTexts.Pin, file.HasPin ? MineTexts.PinSet.In(language) : null),
            (MineTexts.Notes, file.Notes),
        ];
        return all.Where(one => !string.IsNullOrEmpty(one.Value)).Select(one => new DataLine(one.Name.In(language), one.Value!));

        string Listed(IEnumerable<string> words) => Wording.Join(ListTexts.Comma, words.Select(Wording.Same)).In(language);
    }
}
