using Microsoft.AspNetCore.Routing;
using Zhuhui.Edge.Gateway.Accounts;
using Zhuhui.Edge.Gateway.Admin.Office;
using Zhuhui.Edge.Gateway.Api.Access;
using Zhuhui.Edge.Gateway.Api.Office;
using Zhuhui.Edge.Gateway.Console.Residents;
using Zhuhui.Edge.Gateway.Console.Views;
using Zhuhui.Edge.Gateway.People.Finding;
using Zhuhui.Edge.Gateway.Site;
using Zhuhui.Edge.Gateway.Texts;

namespace Zhuhui.Edge.Gateway.Console.Newcomers;

/// <summary>A card, found by what is printed on it.</summary>
/// <param name="Text">As it was typed.</param>
internal sealed record CardModel(string Text, CardRow? Card, PersonRow? Holder, string? Problem);

/// <summary>Whose a card is.</summary>
internal static class CardPages
{
    public static void MapCardPages(this IEndpointRouteBuilder pages) => pages.MapGet("/cards", Show).For(Roles.Desk);

    private static IResult Show(HttpContext context, PeopleLookup lookup, OfficeRecords records, PageAnswers answers, SiteFile site,
        TimeProvider time, string? card = null)
    {
        var (text, language) = (card?.Trim() ?? "", answers.LanguageOf(context));
        if (text.Length == 0)
        {
            return answers.Show<CardPage>(context, new CardModel("", null, null, null));
        }

        if (CardPrint.Read(text) is not { } print)
        {
            return answers.Show<CardPage>(context, new CardModel(text, null, null, RecordTexts.NoCard(text).In(language)));
        }

        var answer = lookup.Find(new PeopleRequest.Card(context.Caller().Name, print.Card.Number, print.Card.Format, print.Or));
        return answers.Show<CardPage>(context, answer.Card is not { } found ? new CardModel(text, null, null, answer.Refused)
            : new CardModel(text, new CardRow(text, found.Card.Number, found.Card.Lost, records.Card(print)?.Tag ?? ""),
                new PersonWords(site, language, time.GetUtcNow()).RowOf(found.Person), null));
    }
}
