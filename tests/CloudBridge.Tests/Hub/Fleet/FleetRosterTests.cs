using System.Text;
using System.Text.Json;
using Zhuhui.Edge.CloudBridge.Settings;
using Zhuhui.Edge.CloudBridge.Topics;
using Zhuhui.Edge.Tests.Support;
using InboundMessage = Zhuhui.Edge.Hub.Messages.InboundMessage;

namespace Zhuhui.Edge.CloudBridge.Tests.Hub.Fleet;

/// <summary>The district's list of its gateways, from what their boxes say.</summary>
[Trait("needs", "process")]
public sealed class FleetRosterTests : IDisposable
{
    private static readonly BoxStatus _box = new(14, new Dictionary<string, int> { ["camera"] = 2, ["reader"] = 1 })
    {
        ClockTrusted = false,
        LinkCertificateEnds = new DateTimeOffset(2028, 11, 30, 0, 0, 0, TimeSpan.Zero),
        DiskFree = 3L << 30,
        Backlog = 812,
        Trial = "0.3.1",
    };

    private readonly HubFolder _folder = new();
    private readonly Guid _session = Guid.NewGuid();

    [Fact]
    public async Task What_a_gateway_says_of_its_box_is_one_line_of_the_list()
    {
        await SayAsync(Birth(_box));
        await SayAsync(Birth(null), gateway: "g-2");
        var (code, listed, error) = await HubAsync("fleet");
        Assert.Equal((0, ""), (code, error));
        var lines = listed.TrimEnd('\n').Split('\n');
        Assert.Equal(3, lines.Length);
        Assert.Matches(@"^d-1/c-1/g-1 +online +\S+ \S+ +0\.2\.0 \(trying 0\.3\.1\) +2 camera, 1 reader +"
            + @"2028-11-30 / - +3\.0 GiB +DOUBTED +812 +-",
            lines[1]);
        Assert.Matches(@"^d-1/c-1/g-2 +online +\S+ \S+ +0\.2\.0 +- +- / - +- +- +- +-", lines[2]);

        using var row = JsonDocument.Parse((await HubAsync("fleet", "--json")).Output.Split('\n')[0]);
        Assert.Equal((14, 2, 812, false), (row.RootElement.GetProperty("devices").GetInt32(),
            row.RootElement.GetProperty("impaired").GetProperty("camera").GetInt32(), row.RootElement.GetProperty("backlog").GetInt32(),
            row.RootElement.GetProperty("clockTrusted").GetBoolean()));
    }

    [Fact]
    public async Task An_older_word_of_the_same_session_changes_nothing_and_another_sessions_first_does()
    {
        await SayAsync([Birth(_box with { Backlog = 3 }, word: 3), Birth(_box with { Backlog = 2 }, word: 2)], "g-1");
        Assert.Equal(["3"], _folder.Query("SELECT backlog FROM fleet"));
        await SayAsync(Birth(_box with { Backlog = 1 }, session: Guid.NewGuid()));
        Assert.Equal(["1"], _folder.Query("SELECT backlog FROM fleet"));

        // Of a session that is over.
        await SayAsync(Will());
        await SayAsync(Birth(_box with { Backlog = 4 }, word: 4));
        Assert.Equal(["4|t"], _folder.Query("SELECT backlog, online FROM fleet"));
    }

    [Theory]
    [InlineData("\"devices\":14", "\"devices\":-1")]
    [InlineData("\"devices\":14", "\"devices\":1e200000")]
    [InlineData("\"devices\":14", "\"devices\":\"many\"")]
    [InlineData("\"camera\":2", "\"camera\":0")]
    [InlineData("\"camera\":2", "\"camera\":2000000")]
    [InlineData("\"camera\":2", "\"cam\\nera\":2")]
    [InlineData("\"camera\":2", "\"camera\":{}")]
    [InlineData("\"word\":1", "\"word\":null")]
    [InlineData("\"clockTrusted\":false", "\"clockTrusted\":0")]
    public async Task A_box_that_no_gateway_in_order_would_tell_of_is_passed_over_and_the_birth_counts(string good, string wrong)
    {
        var birth = Birth(_box);
        Assert.Contains(good, birth, StringComparison.Ordinal);
        await SayAsync(birth.Replace(good, wrong, StringComparison.Ordinal));
        Assert.Equal(["t||"], _folder.Query("SELECT online, box_at, devices FROM fleet"));
    }

    [Theory]
    [InlineData("\"trial\":\"0.3.1\"", "\"trial\":\"\\u001b[2J\"")]
    [InlineData("\"diskFree\":3221225472", "\"diskFree\":-3")]
    [InlineData("2028-11-30T", "9999-99-30T")]
    public async Task What_may_be_left_out_and_is_no_word_is_left_out(string good, string wrong)
    {
        var birth = Birth(_box);
        Assert.Contains(good, birth, StringComparison.Ordinal);
        await SayAsync(birth.Replace(good, wrong, StringComparison.Ordinal));
        Assert.Equal(["14|1"], _folder.Query("SELECT devices, num_nulls(trial, disk_free, link_certificate_ends) FROM fleet"));
    }

    [Fact]
    public async Task A_box_with_more_kinds_than_there_are_is_passed_over_and_its_words_bend_no_line()
    {
        await SayAsync(Birth(_box with { Impaired = Enumerable.Range(0, 33).ToDictionary(n => $"kind-{n}", _ => 1) }));
        Assert.Equal(["|"], _folder.Query("SELECT devices, impaired FROM fleet"));
        await SayAsync(Birth(_box, session: Guid.NewGuid()).Replace("\"0.2.0\"", "\"0\\n.2\\t.0\"", StringComparison.Ordinal));
        Assert.Contains(" 0?.2?.0 ", (await HubAsync("fleet")).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Groups_are_of_gateways_that_were_heard_of_and_narrow_the_list()
    {
        foreach (var gateway in (string[])["g-1", "g-2"])
        {
            await SayAsync(Birth(_box), gateway: gateway);
        }

        Assert.Equal((2, "zhuhui-hub: d-1/c-1/g-9 was never heard of, and nothing was added: zhuhui-hub fleet shows those that were\n"),
            Wrong(await HubAsync("group", "add", "first", "d-1/c-1/g-1", "d-1/c-1/g-9")));
        Assert.Equal("", (await HubAsync("group", "list")).Output);
        Assert.Equal("first has 1 gateways now.\n", (await HubAsync("group", "add", "first", "d-1/c-1/g-1", "d-1/c-1/g-1")).Output);
        Assert.Equal("all has 2 gateways now.\n", (await HubAsync("group", "add", "all", "--compound", "d-1/c-1")).Output);
        Assert.Equal("all\t2\nfirst\t1\n", (await HubAsync("group", "list")).Output);
        Assert.Equal("d-1/c-1/g-1\n", (await HubAsync("group", "list", "first")).Output);
        Assert.EndsWith("all,first", (await HubAsync("fleet", "--group", "first")).Output.TrimEnd(), StringComparison.Ordinal);
        Assert.Equal((2, "zhuhui-hub: --group second has no gateways: zhuhui-hub group list shows which there are\n"),
            Wrong(await HubAsync("fleet", "--group", "second")));
        Assert.Equal("1 gateways were taken out of all.\n", (await HubAsync("group", "remove", "all", "d-1/c-1/g-2")).Output);
        Assert.Equal("1 gateways were taken out of first.\n", (await HubAsync("group", "remove", "first")).Output);
        Assert.Equal("all\t1\n", (await HubAsync("group", "list")).Output);
        Assert.Equal(2, (await HubAsync("group", "add", "Big", "d-1/c-1/g-1")).Code);
        Assert.Equal(2, (await HubAsync("group", "add", "big", "--compound", "d-1/c-9")).Code);
        Assert.Equal(2, (await HubAsync("group", "add", "big")).Code);
        Assert.Equal(2, (await HubAsync("group", "remove", "first")).Code);
    }

    public void Dispose() => _folder.Dispose();

    private static (int, string) Wrong((int Code, string Output, string Error) answer) => (answer.Code, answer.Error);

    private Task<(int Code, string Output, string Error)> HubAsync(params string[] words) =>
        HubCommands.RunAsync([.. words, "--store", _folder.Store.Text]);

    private string Birth(BoxStatus? box, long word = 1, Guid? session = null) => Encoding.UTF8.GetString(
        new StatusDocument(RunningLink.Run, LinkPromise.HubStore).Birth(session ?? _session, DateTimeOffset.UtcNow,
            [new TestJournal("alarms").Feed], box, word));

    private string Will() => Encoding.UTF8.GetString(new StatusDocument(RunningLink.Run, LinkPromise.HubStore).Will(_session));

    private Task SayAsync(string status, string gateway = "g-1") => SayAsync([status], gateway);

    private async Task SayAsync(string[] statuses, string gateway)
    {
        await using var store = await _folder.OpenStoreAsync();
        Assert.Empty((await store.StoreAsync([.. statuses.Select(text => new InboundMessage($"zhuhui/v1/d-1/c-1/{gateway}/status",
            Encoding.UTF8.GetBytes(text)))], Eventually.Token)).Refusals);
    }
}
