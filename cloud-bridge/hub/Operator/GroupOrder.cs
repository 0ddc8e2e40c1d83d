using System.Text.Json;
using System.Text.Json.Nodes;
using Zhuhui.Edge.Hub.Settings;
using Zhuhui.Edge.Hub.Store;
using Zhuhui.Edge.Hub.Store.Fleet;

namespace Zhuhui.Edge.Hub.Operator;

/// <summary>One command for every gateway of a group: noted in the database, then signed for each by itself and sent, then each answer
/// noted as it comes. A gateway obeys it exactly as if it had been sent to it alone.</summary>
internal sealed class GroupOrder(GroupOrderRecord order, JsonObject command, SigningKey key, TextWriter output, TimeProvider time)
{

    private static readonly JsonSerializerOptions _asSent = new(JsonSerializerOptions.Web)
    {
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    private readonly Dictionary<string, OrderAnswer> _answers = new(StringComparer.Ordinal);

    /// <param name="login">The way to the broker.</param>
    /// <param name="store">Where groups and orders are.</param>
    /// <param name="wait">How long to wait for answers.</param>
    /// <returns>Done where every gateway did it; that one gave no answer is worse than that one refused.</returns>
    /// <exception cref="UsageException">There is no such group, or the id was ordered before.</exception>
    public async Task<int> RunAsync(HubOptions login, StoreAddress store, TimeSpan wait)
    {
        await using var connection = await OperatorStore.OpenAsync(store, CancellationToken.None);
        var (groups, book) = (new GroupBook(connection), new OrderBook(connection));
        var members = await groups.MembersAsync(order.Group, CancellationToken.None);
        if (members.Count == 0)
        {
            throw UsageException.EmptyGroup(order.Group);
        }

        if (!await book.BeginAsync(order, members, CancellationToken.None))
        {
            throw new UsageException($"--id {order.Id} was ordered of a group before: zhuhui-hub orders {order.Id} shows what came of it");
        }

        try
        {
            await SendAllAsync(login, members, book, wait);
        }
        finally
        {
            foreach (var silent in members.Where(member => !_answers.ContainsKey(member)))
            {
                await NoteAsync(book, new OrderAnswer(silent, OrderAnswer.NoAnswer, null, null, null));
            }
        }

        return _answers.Values.All(one => one.Outcome == OrderAnswer.Done) ? OperatorCommand.Done
            : _answers.Values.All(one => one.Outcome is OrderAnswer.Done or OrderAnswer.Refused) ? OperatorCommand.Refused
            : OperatorCommand.NoAnswer;
    }

    private async Task SendAllAsync(HubOptions login, IReadOnlyList<string> members, OrderBook book, TimeSpan wait)
    {
        using var limit = new CancellationTokenSource(wait, time);
        var ids = members.ToDictionary(member => member, _ => order.Id, StringComparer.Ordinal);
        try
        {
            await using var session = await OrderSession.OpenAsync(login, key, members, limit.Token);
            foreach (var member in members)
            {
                var own = (JsonObject)command.DeepClone();
                own["gateway"] = member;
                if (!await session.OrderAsync(member, JsonSerializer.SerializeToUtf8Bytes(own), limit.Token))
                {
                    await NoteAsync(book, new OrderAnswer(member, OrderAnswer.NobodyListens, null, null, null));
                }
            }

            while (_answers.Count < members.Count)
            {
                var (topic, payload) = await session.HearAsync(limit.Token);
                if (GatewayReply.Answer(topic, payload, ids, time) is { } answer && !_answers.ContainsKey(answer.Gateway))
                {
                    await NoteAsync(book, answer);
                }
            }
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested)
        {
            // Whoever has not answered is noted as that.
        }
    }

    private async Task NoteAsync(OrderBook book, OrderAnswer answer)
    {
        _answers[answer.Gateway] = answer;
        await output.WriteLineAsync(JsonSerializer.Serialize(answer, _asSent));
        await book.NoteAsync(order.Id, answer, CancellationToken.None);
    }
}
