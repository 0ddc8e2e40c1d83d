using System.CommandLine;
using System.Globalization;
using Zhuhui.Edge.Hub.Settings;
using Zhuhui.Edge.Hub.Store.Fleet;

namespace Zhuhui.Edge.Hub.Cli;

/// <summary><c>orders</c>: what was ordered of groups, and what each gateway made of it.</summary>
internal static class OrdersCommand
{
    private static readonly string[] _heading = ["ORDER", "AT", "BY", "KEY", "GROUP", "KIND", "GATEWAYS", "DONE", "REFUSED", "NO ANSWER"];
    private static readonly string[] _answers = ["GATEWAY", "OUTCOME", "AT", "REASON"];

    public static Command Create()
    {
        var id = new Argument<string?>("ID")
        {
            Description = "each gateway's answer to one; without it, the newest orders",
            Arity = ArgumentArity.ZeroOrOne
        };
        var json = CliOptions.Switch("--json", "one line of JSON an order, or a gateway");
        var command = new Command("orders", "show what was ordered of groups, and the answers") { id, json };
        command.OnStore(async (parsed, connection, output) =>
        {
            var book = new OrderBook(connection);
            var (one, isJson) = (parsed.GetValue(id), parsed.GetValue(json));
            var orders = await book.ListAsync(one, CancellationToken.None);
            if (one is not null && orders.Count == 0)
            {
                throw new UsageException($"no order {one} was given to a group: zhuhui-hub orders lists the newest");
            }

            if (one is null)
            {
                await output.WriteLineAsync(isJson ? Listing.Json(orders) : Listing.Format([_heading, .. orders.Select(Line)]));
                return HubCommandLine.Done;
            }

            var answers = await book.AnswersAsync(one, CancellationToken.None);
            await output.WriteLineAsync(isJson ? Listing.Json(answers) : $"{Listing.Format([_heading, .. orders.Select(Line)])}\n\n"
                + Listing.Format([_answers, .. answers.Select(Line)]));
            return HubCommandLine.Done;
        });
        return command;
    }

    private static string[] Line(OrderSummary one) => [one.Order.Id, Listing.Moment(one.Order.IssuedAt), one.Order.By, one.Order.KeyId,
        one.Order.Group, one.Order.Kind, .. new[] { one.Gateways, one.Done, one.Refused, one.Unanswered }
            .Select(count => count.ToString(CultureInfo.InvariantCulture))];

    private static string[] Line(OrderAnswer answer) => [answer.Gateway, answer.Outcome ?? "-", Listing.Moment(answer.At),
        string.Join(": ", new[] { answer.ReasonCode, answer.Reason }.OfType<string>())];
}
