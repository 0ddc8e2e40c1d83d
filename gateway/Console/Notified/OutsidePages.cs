using Microsoft.AspNetCore.Routing;
using Zhuhui.Edge.Gateway.Accounts;
using Zhuhui.Edge.Gateway.Api.Access;
using Zhuhui.Edge.Gateway.Console.Views;
using Zhuhui.Edge.Gateway.Outside;
using Zhuhui.Edge.Gateway.Site;
using Zhuhui.Edge.Gateway.Site.Outside;
using Zhuhui.Edge.Gateway.Texts;
using Zhuhui.Edge.Gateway.Texts.Messages;

namespace Zhuhui.Edge.Gateway.Console.Notified;

/// <summary>Who is told of alarms outside the console: how that fares, and a test of each.</summary>
internal static class OutsidePages
{
    internal const string Path = "/outside";

    public static void MapOutsidePages(this IEndpointRouteBuilder pages)
    {
        pages.MapGet(Path, (HttpContext context, OutsideBoard board, SiteFile site, PageAnswers answers) =>
            answers.Show<OutsidePage>(context, ModelOf(board.Now, site, answers.LanguageOf(context)))).For(Roles.Technics);
        pages.MapPost(Path + "/{target}/test", async (string target, HttpContext context, OutsideBoard board, PageAnswers answers) =>
        {
            var answer = await board.TestAsync(new OutsideTestRequest(target, context.Caller().Name));
            return answer switch
            {
                { Delivered: true } => answers.Go(Path, context, target == SirenOptions.Id ? OutsideTexts.Sounded
                    : OutsideTexts.Arrived(target)),
                { Code: not null } => answers.Go(Path, context, answer.Why!, isBad: true),
                _ => answers.Go(Path, context, OutsideTexts.Failed(target, answer.Why!), isBad: true),
            };
        }).For(Roles.Technics);
    }

    internal static OutsideModel ModelOf(OutsideStatus status, SiteFile site, Language language)
    {
        var words = new OutsideWords(site);
        return new OutsideModel([.. status.Targets.Select(one => new OutsideRow(one.Id, OutsideWords.Kind(one.Kind).In(language), one.Where,
                OutsideWords.State(one).In(language), words.Details(one).In(language), one.Problem is not null))],
            status.Siren is not { } siren ? null : new OutsideRow(SirenOptions.Id, OutsideTexts.Siren.In(language), "",
                OutsideWords.State(siren).In(language), "", siren.Problem is not null));
    }
}
