using System.CommandLine;
using Zhuhui.Edge.Gateway.Cli.Input;
using Zhuhui.Edge.Gateway.People.Finding;
using Zhuhui.Edge.Gateway.People.Rights;

namespace Zhuhui.Edge.Gateway.Cli.Office;

/// <summary>Gives cards out, takes them back, reports them lost and found.</summary>
internal static class CardCommand
{
    private const string Print = "as printed: 0012348446, 188,27678, BC6C1E, or with its format, wiegand-26:12348446";

    public static Command Create() => new("card", "give a card, take it back, report it lost or found; works while the gateway runs")
    {
        PeopleLists.Card(Print),
        Give(),
        Change("take", "the card is given back and opens nothing", print =>
            new RightsRequest.CardWithdrawal(print.Card.Number, print.Card.Format, print.Or)),
        Change("lost", "the card opens nothing from now on, and showing it is an alarm", print =>
            new RightsRequest.CardReport(print.Card.Number, print.Card.Format, true, print.Or)),
        Change("found", "the card opens again", print =>
            new RightsRequest.CardReport(print.Card.Number, print.Card.Format, false, print.Or)),
    };

    private static Command Change(string word, string description, Func<CardPrint, RightsRequest> request)
    {
        var site = new SiteOption(isForRunning: true);
        var card = CliOptions.Needed("--card", "CARD", $"the card, {Print}");
        var command = new Command(word, description) { site, card };
        command.SetAction(async parsed =>
        {
            var print = CardText.Read(parsed.GetRequiredValue(card));
            return await parsed.SubmitAsync(await site.FindAsync(parsed), request(print));
        });
        return command;
    }

    private static Command Give()
    {
        var site = new SiteOption(isForRunning: true);
        var person = CliOptions.Person("who gets it");
        var card = CliOptions.Needed("--card", "CARD", $"the card, {Print}");
        var command = new Command("give", "the person gets another card") { site, person, card };
        command.SetAction(async parsed =>
        {
            var print = CardText.Read(parsed.GetRequiredValue(card));
            return await parsed.SubmitAsync(await site.FindAsync(parsed), new RightsRequest.CardGift(parsed.GetRequiredValue(person),
                print.Card.Number, print.Card.Format));
        });
        return command;
    }
}
