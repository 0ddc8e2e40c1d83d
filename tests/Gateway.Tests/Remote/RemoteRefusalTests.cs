using System.Text;
using System.Text.Json.Nodes;
using CsCheck;
using Xunit;
using Zhuhui.Edge.Gateway.Events;
using Zhuhui.Edge.Gateway.Remote;
using Zhuhui.Edge.Gateway.Site;
using Zhuhui.Edge.Hub.Settings;
using Zhuhui.Edge.Tests.Support;

namespace Zhuhui.Edge.Gateway.Tests.Remote;

/// <summary>Which commands the gateway refuses, and that they stay refused.</summary>
public sealed class RemoteRefusalTests : IDisposable
{
    private const string Expiry = "\"expiresAt\":\"2026-11-22T08:00:10Z\"";
    private const string Times = "\"issuedAt\":\"2026-11-22T08:00:00Z\"," + Expiry;

    private readonly RemoteBench _bench = new();

    public void Dispose() => _bench.Dispose();

    [Theory]
    [InlineData("unlock", 9.9, null)]
    [InlineData("unlock", 10, "expired")]
    [InlineData("unlock", -5, null)]
    [InlineData("unlock", -5.1, "fromTheFuture")]
    [InlineData("release", 299, null)]
    [InlineData("release", 300, "expired")]
    public async Task What_is_late_or_early_is_refused(string kind, double age, string? code)
    {
        var reply = await _bench.SayAsync(kind, new { door = "gate" }, age: age);
        Assert.Equal(code, reply.ReasonCode);
        Assert.Equal(code is null, _bench.Posted.Count == 1);
    }

    [Fact]
    public async Task An_unlock_that_waited_at_the_broker_while_the_gateway_was_away_opens_nothing()
    {
        var message = _bench.Signed(_bench.Command("unlock", new { door = "gate" }));
        _bench.CutOffAndStart();
        _bench.Time.Advance(TimeSpan.FromSeconds(10));
        Assert.Equal("expired", (await _bench.SayAsync(message)).ReasonCode);
        Assert.Empty(_bench.Posted);
    }

    [Fact]
    public async Task What_was_refused_as_too_early_does_not_come_true_later_not_even_over_a_kill()
    {
        var message = _bench.Signed(_bench.Command("unlock", new { door = "gate" }, "c-1", age: -3600));
        Assert.Equal("fromTheFuture", (await _bench.SayAsync(message)).ReasonCode);
        _bench.CutOffAndStart();
        _bench.Time.Advance(TimeSpan.FromSeconds(3600));
        for (var i = 0; i < 1100; i++)
        {
            _bench.Recall.Ledger.Append(new CommandDone($"other-{i}", "gate", "unlock", "guard"));
        }

        Assert.Equal("replayed", (await _bench.SayAsync(message)).ReasonCode);
        Assert.Empty(_bench.Posted);
    }

    [Fact]
    public async Task A_retained_command_is_refused_and_stays_so_when_it_comes_again_without_the_flag()
    {
        var message = _bench.Signed(_bench.Command("unlock", new { door = "gate" }));
        Assert.Equal("retained", (await _bench.SayAsync(message with { Retained = true })).ReasonCode);
        Assert.Equal("replayed", (await _bench.SayAsync(message)).ReasonCode);
        Assert.Empty(_bench.Posted);
    }

    [Fact]
    public void One_bit_more_or_less_anywhere_in_topic_content_or_signature_and_nothing_happens()
    {
        var sound = _bench.Signed(_bench.Command("unlock", new { door = "gate" }));
        var signature = sound.Property("sig")!;
        Gen.Select(Gen.Int[0, 2], Gen.Int[0, 4000], Gen.Int[0, 6]).Sample((where, place, bit) =>
        {
            var bytes = where switch
            {
                0 => sound.Payload.ToArray(),
                1 => Encoding.ASCII.GetBytes(sound.FullTopic),
                _ =>
                Encoding.ASCII.GetBytes(signature)
            };
            bytes[place % bytes.Length] ^= (byte)(1 << bit);
            var bent = where switch
            {
                0 => sound with { Payload = bytes },
                1 => sound with { FullTopic = Encoding.Latin1.GetString(bytes) },
                _ => sound with { UserProperties = [new("kid", "duty"), new("sig", Encoding.ASCII.GetString(bytes))] },
            };
            _bench.Commands.Handle(bent);
            Assert.Empty(_bench.Posted);
            Assert.Empty(_bench.Happened.OfType<CommandDone>());
        });
        _bench.Commands.Handle(sound);
        Assert.Single(_bench.Posted);
    }

    [Fact]
    public async Task Whose_it_is_and_what_the_key_may_is_asked_before_anything_else_and_burns_no_id()
    {
        using var stranger = new HubKey("stranger", RemoteRight.Unlock);
        using var impostor = new HubKey("duty", RemoteRight.Unlock);
        var command = _bench.Command("unlock", new { door = "gate" }, "c-1");
        var sound = _bench.Signed(command);
        Assert.Equal("unsigned", (await _bench.SayAsync(sound with { UserProperties = [] })).ReasonCode);
        Assert.Equal("unsigned",
            (await _bench.SayAsync(sound with { UserProperties = [.. sound.UserProperties, .. sound.UserProperties] })).ReasonCode);
        Assert.Equal("unknownKey", (await _bench.SayAsync(_bench.Signed(command, stranger))).ReasonCode);
        Assert.Equal("wrongSignature", (await _bench.SayAsync(_bench.Signed(command, impostor))).ReasonCode);
        Assert.Equal("notPermitted", (await _bench.SayAsync(_bench.Signed(command, _bench.Watcher))).ReasonCode);
        Assert.Equal("oversized", (await _bench.SayAsync(sound with { Payload = new byte[4097] })).ReasonCode);
        Assert.Equal("wrongReplyTopic", (await _bench.SayAsync(sound with { ResponseTopic = "zhuhui/v1/d/c/other/replies" })).ReasonCode);
        var elsewhere = (JsonObject)command.DeepClone();
        elsewhere["gateway"] = "d/c/other";
        Assert.Equal("otherGateway", (await _bench.SayAsync(_bench.Signed(elsewhere))).ReasonCode);
        Assert.Empty(_bench.Posted);
        Assert.All(_bench.Happened.OfType<CommandRefused>(), r => Assert.Contains(r.Key, new[] { null, "duty", "watcher" }));
        Assert.Equal(Outcome.Done, (await _bench.SayAsync(sound with { ResponseTopic = RemoteBench.Root + "/replies" })).Outcome);
    }

    [Fact]
    public async Task What_is_signed_for_one_topic_is_good_for_no_other()
    {
        var command = _bench.Command("unlock", new { door = "gate" });
        var other = _bench.Duty.Sign(RemoteBench.Root, "roster", Encoding.UTF8.GetBytes(command.ToJsonString()));
        Assert.Equal("wrongSignature", (await _bench.SayAsync(other with
        {
            Topic = "commands",
            FullTopic = RemoteBench.Root
            + "/commands"
        })).ReasonCode);
        var neighbour = _bench.Duty.Sign("zhuhui/v1/d/c/other", "commands", Encoding.UTF8.GetBytes(command.ToJsonString()));
        Assert.Equal("wrongSignature", (await _bench.SayAsync(neighbour with { FullTopic = RemoteBench.Root + "/commands" })).ReasonCode);
    }

    [Theory]
    [InlineData("""{"unlock": 1}""")]
    [InlineData("""[]""")]
    [InlineData("""null""")]
    [InlineData("""{"id":"c","gateway":"d/c/g","kind":"unlock","by":"x","issuedAt":"2026-11-22T08:00:00",""" + Expiry
        + ""","args":{"door":"gate"}}""")]
    [InlineData("""{"id":"c","gateway":"d/c/g","kind":"unlock","by":"x",""" + Times + ""","args":{"door":null}}""")]
    [InlineData("""{"id":"c","gateway":"d/c/g","kind":"unlock","by":"x",""" + Times + ""","args":{}}""")]
    [InlineData("""{"id":"c","gateway":"d/c/g","kind":"unlock","by":"x",""" + Times + ""","args":{"door":"gate","if":"raining"}}""")]
    [InlineData("""{"id":"c","gateway":"d/c/g","kind":"unlock","by":"x",""" + Times + ""","args":{"door":"gate"},"if":1}""")]
    [InlineData("""{"id":"c","gateway":"d/c/g","kind":"unlock","by":"x",""" + Times + ""","args":{"door":"shed","door":"gate"}}""")]
    [InlineData("""{"id":"c","gateway":"d/c/g","kind":"unlock","kind":"restart","by":"x",""" + Times + ""","args":{"door":"gate"}}""")]
    [InlineData("""{"id":"c","gateway":"d/c/g","kind":0,"by":"x",""" + Times + ""","args":{"door":"gate"}}""")]
    [InlineData("""{"id":"c","gateway":"d/c/g","kind":"roster","by":"x",""" + Times + ""","args":{}}""")]
    [InlineData("""{"id":"c","gateway":"d/c/g","kind":"holdOpen","by":"x",""" + Times + ""","args":{"until":"2026-11-22T09:00:00Z"}}""")]
    [InlineData("""{"id":"c","gateway":"d/c/g","kind":"revokeCredential","by":"x",""" + Times + ""","args":{"card":"1","person":"p-1"}}""")]
    [InlineData("""{"id":"c","gateway":"d/c/g","kind":"logLevel","by":"x",""" + Times + ""","args":{"level":"trace","minutes":5}}""")]
    [InlineData("""{"id":"","gateway":"d/c/g","kind":"sync","by":"x",""" + Times + """}""")]
    [InlineData("""{"id":"c","gateway":"d/c/g","kind":"sync","by":"a\nb",""" + Times + """}""")]
    public async Task What_is_not_wholly_as_the_contract_has_it_is_refused_though_well_signed(string payload)
    {
        Assert.Equal("malformed", (await _bench.SayAsync(_bench.Duty.Sign(RemoteBench.Root, "commands",
            Encoding.UTF8.GetBytes(payload)))).ReasonCode);
        Assert.Empty(_bench.Posted);
    }

    [Theory]
    [InlineData("""{"id":"c","gateway":"d/c/g","kind":"sync","by":"x",""" + Times + ""","args":{"\ud800":1}}""")]
    [InlineData("""{"id":"\ud800","gateway":"d/c/g","kind":"sync","by":"x",""" + Times + """}""")]
    [InlineData("""{"id":"c","gateway":"d/c/g","kind":"sync","by":"x",""" + Times + ""","args":[null]}""")]
    [InlineData("""{"id":"c","gateway":"d/c/g","kind":"still","by":"x",""" + Times + ""","args":{"camera":"\udc00"}}""")]
    [InlineData("""{"id":"c","gateway":"d/c/g","kind":"sync","by":"x","issuedAt":1e999,"expiresAt":"""
        + """[[[[[[[[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]]]]]]]]}""")]
    public async Task What_is_no_text_or_too_deep_is_answered_and_ends_nothing(string payload) =>
        Assert.Equal("malformed", (await _bench.SayAsync(_bench.Duty.Sign(RemoteBench.Root, "commands",
            Encoding.UTF8.GetBytes(payload)))).ReasonCode);

    [Fact]
    public void A_list_with_a_hole_is_refused_before_anybody_looks_into_it()
    {
        Assert.Null(RemoteJson.Read<ListOfCommands>("""{"commands":[null]}"""u8).Value);
        Assert.Null(RemoteJson.Read<ListOfCommands>("""{"commands":[],"any":{"of":[{},null]}}"""u8).Value);
        Assert.Null(RemoteJson.Read<ListOfCommands>("""{"commands":[],"any":"\ud800"}"""u8).Value);
        Assert.Null(RemoteJson.Read<ListOfCommands>(Encoding.Latin1.GetBytes("{\"commands\":[],\"any\":\"\u00ff\"}")).Value);
        Assert.NotNull(RemoteJson.Read<ListOfCommands>("""{"commands":[],"any":null}"""u8).Value);
    }

    [Fact]
    public void A_signing_key_that_others_can_read_signs_nothing()
    {
        using var folder = new TemporaryFolder();
        SigningKey.Make(folder.At("hub.key"), "duty").Dispose();
        SigningKey.Read(folder.At("hub.key")).Dispose();
        File.SetUnixFileMode(folder.At("hub.key"), UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead);
        Assert.Contains("chmod 600", Assert.Throws<UsageException>(() => SigningKey.Read(folder.At("hub.key"))).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_refusal_stays_small_whatever_it_quotes() =>
        Assert.InRange(RemoteRefusal.Malformed.ToRefusal(new string('x', 4 << 20)).Because.En.Length, 1000, 5000);

    private sealed record ListOfCommands(IReadOnlyList<CommandMessage> Commands, System.Text.Json.JsonElement? Any = null);
}
