using System.Globalization;
using System.Text.Json.Nodes;
using MQTTnet;
using Zhuhui.Edge.CloudBridge.Tests.Mqtt;
using Zhuhui.Edge.Hub.Operator;
using Zhuhui.Edge.Hub.Settings;
using Zhuhui.Edge.Hub.Store.Fleet;
using Zhuhui.Edge.Tests.Support;

namespace Zhuhui.Edge.CloudBridge.Tests.Hub.Fleet;

/// <summary>A release for a group, step by step, over a real broker and a real database.</summary>
[Trait("needs", "process")]
public sealed class RolloutTests : IDisposable
{
    private const string Version = "9.0.0";

    private readonly HubFolder _folder = new();

    private string KeyFile => Path.Combine(_folder.Path, "duty.key");

    [Fact]
    public void The_order_is_the_same_each_time_and_every_step_has_its_share()
    {
        string[] gateways = [.. Enumerable.Range(0, 40).Select(number => $"d/c/g-{number}")];
        var plan = RolloutPlan.Make(Version, gateways, "5%,25%,100%");
        Assert.Equal(plan, RolloutPlan.Make(Version, [.. gateways.Reverse()], "5%,25%,100%"));
        Assert.NotEqual(plan, RolloutPlan.Make("9.0.1", gateways, "5%,25%,100%"));
        Assert.Equal([2, 8, 30], plan.CountBy(one => one.Step).Select(step => step.Value));
        Assert.Equal(gateways.Order(StringComparer.Ordinal), plan.Select(one => one.Gateway).Order(StringComparer.Ordinal));
        Assert.Equal([("d/c/g", 1)], RolloutPlan.Make(Version, ["d/c/g"], "1%,100%"));
        Assert.All((string[])["", "5,100%", "50%", "100%,50%", "50%,50%,100%", "0%,100%", "101%"], wrong =>
            Assert.Throws<UsageException>(() => RolloutPlan.Make(Version, gateways, wrong)));
    }

    [Fact]
    public async Task A_step_begins_when_each_gateway_of_the_one_before_has_kept_the_version()
    {
        await using var broker = await MosquittoBroker.StartAsync();
        var order = await PrepareAsync("g-1", "g-2", "g-3");
        await using var first = await GatewayAsync(broker, order[0]);
        await using var second = await GatewayAsync(broker, order[1]);
        Says(order[2], Version);
        var running = StartAsync(broker, "--steps", "30%,100%");
        var told = await AnswerAsync(first, "done");
        Assert.Equal((Version, "upgrade", "Chen"), ((string?)told["args"]!["version"], (string?)told["kind"], (string?)told["by"]));
        await Eventually.IsAsync(() => State(order[0]) == "ordered|t");

        // On trial it runs the version too, and has not kept it.
        Says(order[0], Version, trial: Version);
        await Task.Delay(TimeSpan.FromSeconds(1));
        Assert.False(second.TryNext(out _));
        Records(order[0], "kept");
        Says(order[0], Version);
        await AnswerAsync(second, "done");
        Records(order[1], "kept");
        Says(order[1], Version);
        var (code, output, error) = await running;
        Assert.Equal((0, ""), (code, error));
        Assert.Contains($"{order[2]} runs: ran it before", output, StringComparison.Ordinal);
        Assert.Equal(["done"], _folder.Query("SELECT state FROM rollouts"));
        Assert.Equal(["runs", "runs", "runs"], _folder.Query("SELECT state FROM rollout_gateways"));
        Assert.Contains(" done ", (await HubAsync("rollout", "show")).Output, StringComparison.Ordinal);
    }

    /// <summary>It came back from elsewhere with the version, which the hub had not heard when it was told.</summary>
    [Fact]
    public async Task One_that_answers_that_it_runs_it_already_is_there_without_a_record()
    {
        await using var broker = await MosquittoBroker.StartAsync();
        var order = await PrepareAsync("g-1");
        await using var gateway = await GatewayAsync(broker, order[0]);
        var running = StartAsync(broker, "--steps", "100%");
        await AnswerAsync(gateway, "refused", """, "reasonCode": "sameVersion", "reason": "runs already" """);
        await Eventually.IsAsync(() => State(order[0]) == "waiting|t");
        Says(order[0], Version);
        Assert.Equal(0, (await running).Code);
        Assert.False(gateway.TryNext(out _));
    }

    [Fact]
    public async Task Failures_stop_it_and_resume_gives_them_another_turn()
    {
        await using var broker = await MosquittoBroker.StartAsync();
        var order = await PrepareAsync("g-1", "g-2");
        await using var first = await GatewayAsync(broker, order[0]);
        await using var second = await GatewayAsync(broker, order[1]);
        var running = StartAsync(broker, "--steps", "50%,100%");
        await AnswerAsync(first, "refused", """, "reasonCode": "noReleases", "reason": "no place\u001b[2J" """);
        var (code, output, _) = await running;
        Assert.Equal(3, code);
        Assert.Contains($"{order[0]} failed: refused: no place[2J", output, StringComparison.Ordinal);
        Assert.False(second.TryNext(out _));
        var id = Assert.Single(_folder.Query("SELECT id FROM rollouts WHERE state = 'stopped'"));

        running = ResumeAsync(broker, id);
        await AnswerAsync(first, "done");
        Records(order[0], "givenUp", "camera gate");
        (code, output, _) = await running;
        Assert.Equal(3, code);
        Assert.Contains($"{order[0]} failed: camera gate", output, StringComparison.Ordinal);
        Assert.Contains("camera gate", (await HubAsync("rollout", "show", id)).Output, StringComparison.Ordinal);
    }

    /// <summary>What one process noted, another goes on from; and two at once drive none.</summary>
    [Fact]
    public async Task After_a_kill_it_goes_on_from_the_database_and_stop_ends_it()
    {
        await using var broker = await MosquittoBroker.StartAsync();
        var order = await PrepareAsync("g-1", "g-2");
        await using var first = await GatewayAsync(broker, order[0]);
        await using (var connection = await OperatorStore.OpenAsync(_folder.Store, CancellationToken.None))
        {
            var book = new RolloutBook(connection);
            await book.BeginAsync(new Rollout("r-1", Version, "night", "50%,100%", 1, 60, "Chen", "duty"), RolloutPlan.Make(Version, order,
                "50%,100%"), CancellationToken.None);
            Assert.True(await book.TakeAsync("r-1", Guid.NewGuid(), CancellationToken.None));
            await book.DueAsync("r-1", order[0], CancellationToken.None);
            await book.OrderedAsync("r-1", order[0], CancellationToken.None);
            var (code, _, error) = await ResumeAsync(broker, "r-1");
            Assert.Equal((2, "zhuhui-hub: r-1 is driven by another process, or by one that was cut off less than a minute ago\n"), (code,
                error));
            Assert.Contains("a roll-out of the group night runs", (await StartAsync(broker)).Error, StringComparison.Ordinal);
        }

        // A minute later.
        _folder.Execute("UPDATE rollouts SET driven_until = now() - interval '1 second'");
        var running = ResumeAsync(broker, "r-1");
        await AnswerAsync(first, "done");
        Assert.Equal(0, (await HubAsync("rollout", "stop", "r-1", "--by", "Li")).Code);
        Assert.Equal(3, (await running).Code);
        Assert.Equal(["stopped|by Li"], _folder.Query("SELECT state, reason FROM rollouts"));
        Assert.Empty(_folder.Query("SELECT 1 FROM rollouts WHERE driver IS NOT NULL"));
    }

    /// <summary>Who is away when its turn comes is waited for, and counts where its time is over.</summary>
    [Fact]
    public async Task One_that_stays_away_counts_and_is_named()
    {
        await using var broker = await MosquittoBroker.StartAsync();
        var order = await PrepareAsync("g-1", "g-2");
        _folder.Execute("UPDATE gateways SET online = false");
        await using var first = await GatewayAsync(broker, order[0]);
        var running = StartAsync(broker, "--steps", "50%,100%", "--settle", "30");
        await Eventually.IsAsync(() => _folder.Query("SELECT 1 FROM rollout_gateways WHERE due_at IS NOT NULL").Count == 1);
        Assert.False(first.TryNext(out _));
        _folder.Execute("UPDATE rollout_gateways SET due_at = now() - interval '31 minutes' WHERE due_at IS NOT NULL");
        var (code, output, _) = await running;
        Assert.Equal(3, code);
        Assert.Contains($"{order[0]} offline: was away until its time was over", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_plan_is_shown_and_nothing_begins()
    {
        await using var broker = await MosquittoBroker.StartAsync();
        var order = await PrepareAsync("g-1", "g-2");
        var (code, output, error) = await StartAsync(broker, "--steps", "50%,100%", "--plan");
        Assert.Equal((0, ""), (code, error));
        Assert.Equal($"step 1\t{order[0]}\nstep 2\t{order[1]}\n", output);
        Assert.Empty(_folder.Query("SELECT 1 FROM rollouts"));
    }

    [Fact]
    public void The_operator_s_role_may_do_all_of_it_and_reads_no_other_record()
    {
        _folder.Execute("DO $$ BEGIN CREATE ROLE zhuhui_operator; EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL; END $$");
        _folder.Execute(File.ReadAllText(Repository.At("cloud-bridge", "hub", "migrations", "rights.sql")));
        _folder.Execute("""
            SET ROLE zhuhui_operator;
            INSERT INTO rollouts (id, version, fleet_group, steps, stop_after, settle_minutes, ordered_by, key_id)
              VALUES ('r-1', '9.0.0', 'night', '100%', 1, 60, 'Chen', 'duty');
            INSERT INTO rollout_gateways (rollout_id, gateway_id, place, step) SELECT 'r-1', id, 0, 1 FROM gateways;
            UPDATE rollout_gateways SET state = 'ordered', due_at = now(), ordered_at = now(), answered = false, why = NULL;
            UPDATE rollouts SET state = 'stopped', reason = 'by Li', changed_at = now(), driver = NULL, driven_until = now();
            SELECT g.state, w.outcome, w.reason, w.ended, w.received FROM rollout_gateways g LEFT JOIN release_words w USING (gateway_id);
            RESET ROLE
            """);
        Assert.ThrowsAny<Exception>(() => _folder.Execute("SET ROLE zhuhui_operator; SELECT payload FROM events"));
    }

    public void Dispose() => _folder.Dispose();

    /// <returns>The gateways in the order of their turns.</returns>
    private async Task<IReadOnlyList<string>> PrepareAsync(params string[] gateways)
    {
        _folder.Execute(string.Join(';', gateways.Select(gateway => "INSERT INTO gateways (district, compound, gateway, online, software) "
            + $"VALUES ('d-1', 'c-1', '{gateway}', true, '8.0.0')")));
        Assert.Equal(0, (await HubCommands.RunAsync("keygen", "--id", "duty", "--key", KeyFile)).Code);
        Assert.Equal(0, (await HubAsync("group", "add", "night", "--compound", "d-1/c-1")).Code);
        return [.. RolloutPlan.Make(Version, [.. gateways.Select(gateway => $"d-1/c-1/{gateway}")], "100%").Select(one => one.Gateway)];
    }

    private void Says(string gateway, string version, string? trial = null) => _folder.Execute(
        $"UPDATE gateways SET software = '{version}', trial = {(trial is null ? "NULL" : $"'{trial}'")} WHERE gateway = '{Name(gateway)}'");

    /// <summary>As the receiver stores what a gateway has on record.</summary>
    private void Records(string gateway, string outcome, string reason = "")
    {
        var word = new JsonObject
        {
            ["data"] = new JsonObject { ["outcome"] = outcome, ["version"] = Version, ["reason"] = new JsonObject { ["en"] = reason } },
        };
        _folder.Execute("INSERT INTO streams (gateway_id, ledger, stream) SELECT id, gen_random_uuid(), 'registry' FROM gateways "
            + $"WHERE gateway = '{Name(gateway)}'; SELECT make_partition(current_date); INSERT INTO events (stream_id, seq, at, received, "
            + $"type, payload) SELECT max(id), 1, now(), now(), 'release.settled', convert_to('{word.ToJsonString()}', 'UTF8') "
            + "FROM streams");
    }

    private string State(string gateway) => _folder.Query("SELECT r.state, r.answered FROM rollout_gateways r JOIN gateways g "
        + $"ON g.id = r.gateway_id WHERE g.gateway = '{Name(gateway)}'").Single();

    private Task<(int Code, string Output, string Error)> HubAsync(params string[] words) =>
        HubCommands.RunAsync([.. words, "--store", _folder.Store.Text]);

    private Task<(int Code, string Output, string Error)> StartAsync(MosquittoBroker broker, params string[] more) => HubAsync(
        ["rollout", "start", Version, "--group", "night", "--by", "Chen", .. Way(broker), .. more]);

    private Task<(int Code, string Output, string Error)> ResumeAsync(MosquittoBroker broker, string id) => HubAsync(
        ["rollout", "resume", id, .. Way(broker)]);

    private string[] Way(MosquittoBroker broker) => ["--key", KeyFile, "--port", broker.Port.ToString(CultureInfo.InvariantCulture)];

    private static Task<RawClient> GatewayAsync(MosquittoBroker broker, string gateway) =>
        RawClient.ConnectAsync(broker.Port, $"zhuhui/v1/{gateway}/commands");

    private static string Name(string gateway) => gateway.Split('/')[2];

    private static async Task<JsonNode> AnswerAsync(RawClient gateway, string outcome, string more = "")
    {
        var order = await gateway.NextAsync();
        var read = JsonNode.Parse(RawClient.Text(order))!;
        await gateway.PublishAsync(new MqttApplicationMessageBuilder().WithTopic(order.ResponseTopic)
            .WithPayload($$"""{"id": "{{(string)read["id"]!}}", "kind": "upgrade", "outcome": "{{outcome}}"{{more}}}""")
            .WithCorrelationData(order.CorrelationData));
        return read;
    }
}
