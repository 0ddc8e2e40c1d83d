using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using MQTTnet.Exceptions;
using Zhuhui.Edge.Hub.Mqtt;
using Zhuhui.Edge.Hub.Settings;
using Zhuhui.Edge.Hub.Store.Fleet;

namespace Zhuhui.Edge.Hub.Operator;

/// <summary>
/// Drives a roll-out until it is done or stopped: a step goes on only when each gateway of it is settled, and too many that fail stop it.
/// It remembers nothing by itself: each turn begins with what the database says, so that a kill costs nothing but the time.
/// </summary>
internal sealed class RolloutRun(Rollout rollout, RolloutBook book, SigningKey key, HubOptions login, TextWriter output, TimeProvider time)
{

    /// <summary>Not the gateway's fault, and no failure: it is on its way there.</summary>
    private static readonly string[] _underWay = ["sameVersion", "releaseOnTrial", "releaseBeingStaged"];

    private static readonly TimeSpan _orderLives = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan _answerPatience = TimeSpan.FromSeconds(20);

    private readonly Guid _driver = Guid.NewGuid();

    public TimeSpan Pause { get; init; } = TimeSpan.FromSeconds(5);

    /// <returns>As a command ends: done, or stopped.</returns>
    /// <exception cref="UsageException">Another process drives it.</exception>
    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            if (!await book.TakeAsync(rollout.Id, _driver, cancellationToken))
            {
                throw new UsageException($"{rollout.Id} is driven by another process, or by one that was cut off less than a minute ago");
            }

            var state = (await book.ListAsync(rollout.Id, cancellationToken))[0];
            if (state.State != Rollout.Running)
            {
                await book.LeaveAsync(rollout.Id, _driver, cancellationToken);
                await SayAsync($"{rollout.Id} is {state.State}{(state.Reason is { } why ? $": {why}" : "")}");
                return state.State == Rollout.Done ? OperatorCommand.Done : OperatorCommand.Refused;
            }

            if (!await TurnAsync(cancellationToken))
            {
                await Task.Delay(Pause, time, cancellationToken);
            }
        }
    }

    /// <returns>Whether the next turn may begin at once.</returns>
    private async Task<bool> TurnAsync(CancellationToken cancellationToken)
    {
        var now = await book.NowAsync(cancellationToken);
        var all = await book.GatewaysAsync(rollout.Id, cancellationToken);
        foreach (var one in all.Where(one => !one.IsSettled && one.DueAt is not null))
        {
            if (Judge(one, now) is var (state, why))
            {
                await SettleAsync(one.Gateway, state, why, cancellationToken);
            }
        }

        all = await book.GatewaysAsync(rollout.Id, cancellationToken);
        var failed = all.Count(one => one.State is RolloutGateway.Failed or RolloutGateway.Offline);
        if (failed >= rollout.StopAfter)
        {
            await book.TurnAsync(rollout.Id, Rollout.Running, Rollout.Stopped, string.Create(CultureInfo.InvariantCulture,
                $"{failed} gateways have failed or were away; zhuhui-hub rollout show {rollout.Id} names them"), cancellationToken);
            return true;
        }

        var open = all.Where(one => !one.IsSettled).ToList();
        if (open.Count == 0)
        {
            await book.TurnAsync(rollout.Id, Rollout.Running, Rollout.Done, null, cancellationToken);
            return true;
        }

        var step = open.Min(one => one.Step);
        RolloutGateway[] mine = [.. open.Where(one => one.Step == step)];
        foreach (var one in mine.Where(one => one.DueAt is null))
        {
            await book.DueAsync(rollout.Id, one.Gateway, cancellationToken);
            if (IsThere(one))
            {
                await SettleAsync(one.Gateway, RolloutGateway.Runs, "ran it before", cancellationToken);
            }
        }

        if (mine.Any(one => one.DueAt is null))
        {
            await SayAsync($"step {step}: {mine.Length} gateways");
            return true;
        }

        await OrderAsync([.. mine.Where(one => one.Online == true && !one.Answered && !IsThere(one))], cancellationToken);
        return false;
    }

    /// <summary>It runs the version, and no trial of it is on.</summary>
    private bool IsThere(RolloutGateway one) => one.Version == rollout.Version && one.Trial is null && one.Online == true;

    /// <returns>Null: not settled yet.</returns>
    private (string State, string? Why)? Judge(RolloutGateway one, DateTimeOffset now) => one switch
    {
        { Outcome: "givenUp" or "stalled" } => (RolloutGateway.Failed, one.Reason ?? one.Outcome),

        // Both: a version that was kept may have been taken back by hand, and one that runs may be on trial without having said so.
        { Outcome: "kept" } when IsThere(one) => (RolloutGateway.Runs, null),
        { State: RolloutGateway.Waiting } when IsThere(one) => (RolloutGateway.Runs, "ran it before"),
        _ when now - one.DueAt < TimeSpan.FromMinutes(rollout.SettleMinutes) => null,
        { Online: not true } => (RolloutGateway.Offline, "was away until its time was over"),
        { State: RolloutGateway.Waiting } or { Answered: false } => (RolloutGateway.Failed, "gave no answer"),
        _ => (RolloutGateway.Failed, $"does not run it for good within {rollout.SettleMinutes} minutes"),
    };

    private async Task OrderAsync(IReadOnlyList<RolloutGateway> gateways, CancellationToken cancellationToken)
    {
        if (gateways.Count == 0)
        {
            return;
        }

        using var limit = new CancellationTokenSource(_answerPatience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            await using var session = await OrderSession.OpenAsync(login, key, gateways.Select(one => one.Gateway), either.Token);
            var ids = new Dictionary<string, string>(StringComparer.Ordinal);
            foreach (var one in gateways)
            {
                await book.OrderedAsync(rollout.Id, one.Gateway, cancellationToken);
                ids[one.Gateway] = Guid.NewGuid().ToString("N");
                if (!await session.OrderAsync(one.Gateway, Command(one.Gateway, ids[one.Gateway]), either.Token))
                {
                    ids.Remove(one.Gateway);
                }
            }

            while (ids.Count > 0)
            {
                var (topic, payload) = await session.HearAsync(either.Token);
                if (GatewayReply.Answer(topic, payload, ids, time) is { } answer && ids.Remove(answer.Gateway))
                {
                    await NoteAsync(answer, cancellationToken);
                }
            }
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            // Whoever has not answered is told again with the next turn, until its time is over.
        }
        catch (Exception broken) when (broken is BrokenLinkException or MqttCommunicationException or System.Net.Sockets.SocketException)
        {
            await SayAsync($"the broker: {broken.GetBaseException().Message}; tried again");
        }
    }

    private async Task NoteAsync(OrderAnswer answer, CancellationToken cancellationToken)
    {
        await book.AnsweredAsync(rollout.Id, answer.Gateway, cancellationToken);
        if (answer is { Outcome: OrderAnswer.Refused, ReasonCode: "sameVersion" })
        {
            // Told by nobody here: it has nothing on record since, and is there as soon as no trial of it is on.
            await book.SettleAsync(rollout.Id, answer.Gateway, RolloutGateway.Waiting, null, cancellationToken);
        }

        if (answer.Outcome == OrderAnswer.Refused && !_underWay.Contains(answer.ReasonCode))
        {
            await SettleAsync(answer.Gateway, RolloutGateway.Failed, $"refused: {answer.Reason ?? answer.ReasonCode}", cancellationToken);
        }
    }

    private byte[] Command(string gateway, string id)
    {
        var now = time.GetUtcNow();
        return JsonSerializer.SerializeToUtf8Bytes(new JsonObject
        {
            ["id"] = id,
            ["gateway"] = gateway,
            ["kind"] = "upgrade",
            ["by"] = rollout.By,
            ["issuedAt"] = GatewayReply.Instant(now),
            ["expiresAt"] = GatewayReply.Instant(now + _orderLives),
            ["args"] = new JsonObject { ["version"] = rollout.Version },
        });
    }

    private async Task SettleAsync(string gateway, string state, string? why, CancellationToken cancellationToken)
    {
        await book.SettleAsync(rollout.Id, gateway, state, why, cancellationToken);
        await SayAsync($"{gateway} {state}{(why is null ? "" : $": {why}")}");
    }

    /// <summary>What gateways say bends no line.</summary>
    private Task SayAsync(string line) => output.WriteLineAsync(string.Concat(line.Where(letter => !char.IsControl(letter))));
}
