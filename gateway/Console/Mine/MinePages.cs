using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.WebUtilities;
using Zhuhui.Edge.Gateway.Accounts;
using Zhuhui.Edge.Gateway.Admin;
using Zhuhui.Edge.Gateway.Api.Access;
using Zhuhui.Edge.Gateway.Api.Operations;
using Zhuhui.Edge.Gateway.Console.Self;
using Zhuhui.Edge.Gateway.Console.Views;
using Zhuhui.Edge.Gateway.Site;
using Zhuhui.Edge.Gateway.Texts;
using Zhuhui.Edge.Gateway.Texts.Pages;

namespace Zhuhui.Edge.Gateway.Console.Mine;

/// <summary>A resident's own pages, for a phone.</summary>
internal static class MinePages
{
    public const string Path = "/me";

    private const string Passages = "passage";
    private const int Lines = 20;

    public static void MapMine(this IEndpointRouteBuilder pages)
    {
        pages.MapGet(Path, ShowPassages).For(Role.Resident);
        pages.MapMyVisitors();
        pages.MapMyConsents();
        pages.MapMyData();
    }

    public static IReadOnlyList<(string Path, string Name)> Tabs(Language language) =>
    [
        ("/me", MineTexts.Title.In(language)),
        ("/me/visitors", MineTexts.Visitors.In(language)),
        ("/me/consents", MineTexts.Consents.In(language)),
        ("/me/data", MineTexts.Data.In(language)),
    ];

    private static IResult ShowPassages(HttpContext context, Own own, EventLookup events, EventFormatter words, SiteFile site,
        PageAnswers answers, string? before)
    {
        if (own.Of(context) is not { } person || (before is not null && !EventEndpoints.IsCursor(before)))
        {
            return TypedResults.NotFound();
        }

        var page = events.Find(new EventsRequest(context.Caller().Name, null, null, null, person.Id.Value, Passages, null, before, Lines),
            searches: 1);
        return answers.Show<PassagesPage>(context, new PassagesModel(person.Name,
            [.. page.Events.Select(one => new PassageRow(site.Written(one.At),
                words.In(answers.LanguageOf(context)).Format(one.Type, one.Record)))], before is null,
            page.Next is { } next ? QueryHelpers.AddQueryString(Path, "before", next) : null,
            SelfPages.UnusedOf(Role.Resident).In(answers.LanguageOf(context))));
    }
}
