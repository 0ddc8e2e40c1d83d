using Microsoft.AspNetCore.Routing;
using Zhuhui.Edge.Gateway.Accounts;
using Zhuhui.Edge.Gateway.Admin.Office;
using Zhuhui.Edge.Gateway.Api.Access;
using Zhuhui.Edge.Gateway.Console.Views;
using Zhuhui.Edge.Gateway.People;
using Zhuhui.Edge.Gateway.People.Profiles;
using Zhuhui.Edge.Gateway.Site;
using Zhuhui.Edge.Gateway.Texts.Pages;

namespace Zhuhui.Edge.Gateway.Console.Residents;

/// <summary>A page of people.</summary>
/// <param name="Text">What was looked for.</param>
/// <param name="Show">Of whom alone; empty for everybody.</param>
/// <param name="Next">The address of the next page; null at the end.</param>
/// <param name="Problem">Why nobody is shown.</param>
/// <param name="AskErasure">So many asked to be erased.</param>
internal sealed record PeopleModel(string Text, string Show, IReadOnlyList<PersonRow> Rows, int Total, string? Next, bool IsFirst,
    string? Problem, int AskErasure);

/// <summary>People, found and listed.</summary>
internal static class PeoplePages
{
    public const int PageSize = 50;

    private const string Blocked = "blocked";
    private const string Ended = "ended";
    private const string Homeless = "homeless";
    private const string Erasure = "erasure";

    public static void MapPeoplePages(this IEndpointRouteBuilder pages) => pages.MapGet("/people", List).For(Roles.Desk);

    private static IResult List(HttpContext context, PeopleLookup lookup, ResidentDirectory residents, PageAnswers answers,
        SiteFile site, TimeProvider time, string? q = null, string? show = null, string? cursor = null)
    {
        var text = q?.Trim() ?? "";
        if (show is not (null or "" or Blocked or Ended or Homeless or Erasure))
        {
            return answers.Show<PeoplePage>(context, new PeopleModel(text, "", [], 0, null, cursor is null,
                ResidentTexts.NoSuchShow(show).In(answers.LanguageOf(context)), 0), StatusCodes.Status422UnprocessableEntity);
        }

        var answer = lookup.Find(new PeopleRequest.List(context.Caller().Name, text.Length == 0 ? null : text, null, null, null,
            show == Blocked, show == Ended, show == Homeless, cursor, PageSize, ByName: true, AskErasure: show == Erasure));
        var words = new PersonWords(site, answers.LanguageOf(context), time.GetUtcNow());
        var next = answer.Next is { } last ? $"/people?q={Uri.EscapeDataString(text)}&show={Uri.EscapeDataString(show ?? "")}&cursor="
            + Uri.EscapeDataString(last) : null;
        return answers.Show<PeoplePage>(context, new PeopleModel(text, show ?? "", [.. answer.People.Select(words.RowOf)], answer.Total,
            next, cursor is null, answer.Refused, residents.All.Count(person => ErasureWish.Stands(person.Details.Notes))));
    }
}
