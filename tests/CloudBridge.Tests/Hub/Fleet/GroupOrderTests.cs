using System.Globalization;
using System.Text.Json.Nodes;
using MQTTnet;
using Zhuhui.Edge.CloudBridge.Tests.Mqtt;
using Zhuhui.Edge.Tests.Support;

namespace Zhuhui.Edge.CloudBridge.Tests.Hub.Fleet;

/// <summary>One order for every gateway of a group, over a real broker: each signed by itself, each answer on record.</summary>
[Trait("needs", "process")]
public sealed class GroupOrderTests : IDisposable
{
    private static readonly string[] _all = ["g-1", "g-2", "g-3", "g-4"];
    private readonly HubFolder _folder = new();

    [Fact]
    public async Task Each_gateway_gets_its_own_signed_command_and_every_answer_or_none_is_on_record()
    {
        await using var broker = await MosquittoBroker.StartAsync();
        await PrepareAsync();
        await using var obeys = await GatewayAsync(broker, "g-1");
        await using var refuses = await GatewayAsync(broker, "g-2");
        await using var silent = await GatewayAsync(broker, "g-3");
        var ordering = OrderAsync(broker, "--wait", "5", "--id", "o-1");
        var first = await AnswerAsync(obeys, "done");
        var second = await AnswerAsync(refuses, "refused", """, "reasonCode": "notPermitted", "reason": "duty may not\u001b[2J" """);
        var third = await silent.NextAsync();
        Assert.Equal(["o-1", "o-1", "o-1"], new[] { first, second, third }.Select(order => (string?)Read(order)["id"]));
        Assert.Equal(["d-1/c-1/g-1", "d-1/c-1/g-2", "d-1/c-1/g-3"], new[] { first, second, third }.Select(order =>
            (string?)Read(order)["gateway"]));
        Assert.Equal(3, new[] { first, second, third }.Select(order => Encoded(order, "sig")).Distinct().Count());

        var (code, output, error) = await ordering;
        Assert.Equal((1, ""), (code, error));
        Assert.Equal(4, output.TrimEnd('\n').Split('\n').Length);
        Assert.Equal(["g-1|done|", "g-2|refused|notPermitted", "g-3|noAnswer|", "g-4|nobodyListens|"], _folder.Query(
            "SELECT g.gateway, a.outcome, a.reason_code FROM order_answers a JOIN gateways g ON g.id = a.gateway_id ORDER BY 1"));
        Assert.Equal(["night|sync|Chen|duty"], _folder.Query("SELECT fleet_group, kind, ordered_by, key_id FROM orders"));
        Assert.DoesNotContain('\u001b', output);

        var shown = (await HubAsync("orders", "o-1")).Output;
        Assert.Matches(@"o-1 .* Chen +duty +night +sync +4 +1 +1 +2\n", shown);
        Assert.Matches(@"d-1/c-1/g-2 +refused +\S+ \S+ +notPermitted: duty may not\[2J\n", shown);
        Assert.Contains("o-1", (await HubAsync("orders")).Output, StringComparison.Ordinal);
        Assert.Equal(2, (await HubAsync("orders", "o-2")).Code);

        // A second time under the same id nothing is sent.
        var (again, _, why) = await OrderAsync(broker, "--wait", "5", "--id", "o-1");
        Assert.Equal((2, "zhuhui-hub: --id o-1 was ordered of a group before: zhuhui-hub orders o-1 shows what came of it\n"),
            (again, why));
        Assert.False(silent.TryNext(out _));
    }

    [Fact]
    public async Task An_order_that_all_carry_out_is_done_and_one_that_some_refuse_is_refused()
    {
        await using var broker = await MosquittoBroker.StartAsync();
        await PrepareAsync("g-1", "g-2");
        await using var one = await GatewayAsync(broker, "g-1");
        await using var other = await GatewayAsync(broker, "g-2");
        var ordering = OrderAsync(broker);
        await AnswerAsync(one, "done");
        await AnswerAsync(other, "done");
        Assert.Equal(0, (await ordering).Code);

        ordering = OrderAsync(broker);
        await AnswerAsync(one, "done");
        await AnswerAsync(other, "refused");
        Assert.Equal(3, (await ordering).Code);
    }

    /// <summary>Whoever may say something at the broker for one gateway speaks for no other, and answers no order that was not
    /// given.</summary>
    [Fact]
    public async Task Words_that_are_no_answer_to_this_order_count_for_nothing()
    {
        await using var broker = await MosquittoBroker.StartAsync();
        await PrepareAsync("g-1");
        await using var gateway = await GatewayAsync(broker, "g-1");
        var ordering = OrderAsync(broker);
        var order = await gateway.NextAsync();
        foreach (var wrong in (string[])["", "[]", "{}", """{"id":"another","outcome":"done"}""", """{"id":7,"outcome":"done"}""",
            $$"""{"id":"{{(string)Read(order)["id"]!}}","outcome":"splendid"}"""])
        {
            await ReplyAsync(gateway, order, wrong);
        }

        Assert.False(ordering.IsCompleted);
        await ReplyAsync(gateway, order, $$"""{"id":"{{(string)Read(order)["id"]!}}","kind":"sync","outcome":"refused"}""");
        Assert.Equal(3, (await ordering).Code);
    }

    [Theory]
    [InlineData("--gateway DISTRICT/COMPOUND/GATEWAY or --group NAME is needed, and not both", "sync --by Chen --key k")]
    [InlineData("--gateway DISTRICT/COMPOUND/GATEWAY or --group NAME is needed, and not both",
        "sync --by Chen --key k --group g --gateway d/c/g")]
    [InlineData("--group and --store postgresql://USER@HOST/DATABASE go together", "sync --by Chen --key k --group g")]
    [InlineData("the option --group is not known here; zhuhui-hub command unlock --help",
        "unlock --door d --by Chen --key k --group g --gateway d/c/g")]
    public async Task One_gateway_or_one_group_and_no_door_is_opened_by_the_group(string expected, string line) =>
        Assert.Equal((2, "", $"zhuhui-hub: {expected}\n"), await HubCommands.RunAsync(["command", .. line.Split(' ')]));

    [Fact]
    public async Task A_group_without_gateways_is_told_and_nothing_is_noted()
    {
        await PrepareAsync();
        var (code, _, error) = await HubCommands.RunAsync("command", "sync", "--by", "Chen", "--key", KeyFile, "--group", "day", "--store",
            _folder.Store.Text);
        Assert.Equal((2, "zhuhui-hub: --group day has no gateways: zhuhui-hub group list shows which there are\n"), (code, error));
        Assert.Empty(_folder.Query("SELECT 1 FROM orders"));
    }

    public void Dispose() => _folder.Dispose();

    private string KeyFile => Path.Combine(_folder.Path, "duty.key");

    private async Task PrepareAsync(params string[] members)
    {
        var there = members.Length == 0 ? _all : members;
        _folder.Execute(string.Join(';', there.Select(gateway =>
            $"INSERT INTO gateways (district, compound, gateway) VALUES ('d-1', 'c-1', '{gateway}')")));
        Assert.Equal(0, (await HubCommands.RunAsync("keygen", "--id", "duty", "--key", KeyFile)).Code);
        Assert.Equal(0, (await HubAsync("group", "add", "night", "--compound", "d-1/c-1")).Code);
    }

    private Task<(int Code, string Output, string Error)> HubAsync(params string[] words) =>
        HubCommands.RunAsync([.. words, "--store", _folder.Store.Text]);

    private Task<(int Code, string Output, string Error)> OrderAsync(MosquittoBroker broker, params string[] more) => HubAsync(
        ["command", "sync", "--group", "night", "--by", "Chen", "--key", KeyFile, "--port",
            broker.Port.ToString(CultureInfo.InvariantCulture), .. more]);

    private static Task<RawClient> GatewayAsync(MosquittoBroker broker, string gateway) =>
        RawClient.ConnectAsync(broker.Port, $"zhuhui/v1/d-1/c-1/{gateway}/commands");

    private static JsonNode Read(MqttApplicationMessage order) => JsonNode.Parse(RawClient.Text(order))!;

    private static string Encoded(MqttApplicationMessage order, string name) =>
        System.Text.Encoding.UTF8.GetString(order.UserProperties.Single(one => one.Name == name).ValueBuffer.Span);

    private static async Task<MqttApplicationMessage> AnswerAsync(RawClient gateway, string outcome, string more = "")
    {
        var order = await gateway.NextAsync();
        var id = (string)Read(order)["id"]!;
        await ReplyAsync(gateway, order, $$"""{"id": "{{id}}", "kind": "sync", "outcome": "{{outcome}}"{{more}}}""");
        return order;
    }

    private static Task ReplyAsync(RawClient gateway, MqttApplicationMessage order, string words) => gateway.PublishAsync(
        new MqttApplicationMessageBuilder().WithTopic(order.ResponseTopic).WithPayload(words).WithCorrelationData(order.CorrelationData));
}
