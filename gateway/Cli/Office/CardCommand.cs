using System.CommandLine;
using Zhuhui.Edge.Gateway.Cli.Input;
using Zhuhui.Edge.Gateway.People.Rights;

namespace Zhuhui.Edge.Gateway.Cli.Commands;

/// <summary>Reports cards lost and found.</summary>
internal static class CardCommand
{
    public static Command Create() => new("card", "report a card lost or found; works while the gateway runs")
    {
        Report("lost", "the card opens nothing from now on, and showing it is an alarm", isLost: true),
        Report("found", "the card opens again", isLost: false),
    };

    private static Command Report(string word, string description, bool isLost)
    {
        var site = new SiteOption(isForRunning: true);
        var card = CliOptions.Needed("--card", "[FORMAT:]NUMBER", "the card, for example 1234567 or wiegand-26:1234567");
        var command = new Command(word, description) { site, card };
        command.SetAction(async parsed =>
        {
            var held = CardText.Read(parsed.GetRequiredValue(card));
            return await parsed.SubmitAsync(await site.FindAsync(parsed), new RightsRequest.CardReport(held.Number, held.Format, isLost));
        });
        return command;
    }
}
