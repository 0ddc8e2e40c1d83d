using Microsoft.AspNetCore.Routing;
using Zhuhui.Edge.Gateway.Accounts;
using Zhuhui.Edge.Gateway.Admin;
using Zhuhui.Edge.Gateway.Api.Access;
using Zhuhui.Edge.Gateway.Console.Views;
using Zhuhui.Edge.Gateway.Doors.Commands;
using Zhuhui.Edge.Gateway.Site;
using Zhuhui.Edge.Gateway.Texts;
using Zhuhui.Edge.Gateway.Texts.Pages.Technics;

namespace Zhuhui.Edge.Gateway.Console.Wiring;

/// <summary>The door whose relay is to be tested.</summary>
internal sealed record RelayTestModel(string Id, string Name);

/// <summary>The wires, live, and the test of a door's relay: the first press leads to its page, the second one is an order to the door, on
/// record as any other.</summary>
internal static class WiringPages
{
    public const string Path = "/wiring";

    public static void MapWiring(this IEndpointRouteBuilder pages)
    {
        pages.MapGet(Path, (HttpContext context, WiringSource wiring, PageAnswers answers) =>
            answers.Show<WiringPage>(context, wiring.Now(answers.LanguageOf(context), context.Caller().Role))).For(Roles.Technics);
        pages.MapGet(Path + "/doors/{id}", (string id, HttpContext context, SiteFile site, PageAnswers answers) =>
            site.Doors.FirstOrDefault(door => door.Id == id) is { } found
                ? answers.Show<RelayTestPage>(context, new RelayTestModel(found.Id, found.Name)) : (IResult)TypedResults.NotFound())
            .For(Roles.Technics);
        pages.MapPost(Path + "/doors/{id}", TestAsync).For(Roles.Technics);
    }

    private static async Task<IResult> TestAsync(string id, HttpContext context, OperatorCommands commands, SiteFile site,
        PageAnswers answers, TimeProvider time, CancellationToken cancellationToken)
    {
        if (site.Doors.All(door => door.Id != id))
        {
            return TypedResults.NotFound();
        }

        cancellationToken.ThrowIfCancellationRequested();
        var (refusal, words) = await CommandsEndpoint.OrderAsync(commands, OrderRequest.WiringTest(id, context.Caller().Name,
            WiringTexts.Reason.In(site.Language)), time, cancellationToken);
        var door = Wording.Same(site.DoorName(id));
        var word = words.SingleOrDefault();
        return word is { Outcome: DoorOutcome.Released }
            ? answers.Go(Path, context, WiringTexts.Tested(door))
            : answers.Go(Path, context, WiringTexts.NotTested(door, (refusal ?? word?.Refused)?.Because ?? RefusalTexts.NoAnswerYet),
                isBad: true);
    }
}
