using System.Text;
using System.Text.Json.Nodes;
using CsCheck;
using Xunit;
using Zhuhui.Edge.CloudBridge.Topics;
using Zhuhui.Edge.Gateway.Events;
using Zhuhui.Edge.Gateway.People;
using Zhuhui.Edge.Gateway.Remote;
using Zhuhui.Edge.Gateway.Site;
using Zhuhui.Edge.Gateway.Texts;
using Zhuhui.Edge.Hub.Operator;
using Zhuhui.Edge.Hub.Settings;

namespace Zhuhui.Edge.Gateway.Tests.Remote;

public sealed class RemoteCommandsTests : IDisposable
{
    private readonly RemoteBench _bench = new();

    public void Dispose() => _bench.Dispose();

    [Fact]
    public async Task A_signed_unlock_is_recorded_with_who_asked_and_by_which_key_then_carried_out_then_answered()
    {
        var reply = await _bench.SayAsync("unlock", new { door = "gate" }, "c-1");
        Assert.Equal(("c-1", "unlock", Outcome.Done, null), (reply.Id, reply.Kind, reply.Outcome, reply.ReasonCode));
        Assert.Equal(["gate"], reply.Result!.Doors!);
        Assert.Equal(new CommandDone("c-1", "gate", "unlock", "Officer Chen", Key: "duty"), Assert.Single(_bench.Happened.OfType<CommandDone>()));
        Assert.Equal("gate", Assert.Single(_bench.Posted).Door);
    }

    [Fact]
    public async Task The_answer_to_an_unlock_is_the_door_s_own()
    {
        _bench.DoorsSay = () => new Refusal("interlocked", new Wording("the other door is open", "另一扇门未关"));
        var reply = await _bench.SayAsync("unlock", new { door = "gate" });
        Assert.Equal((Outcome.Refused, "interlocked", "the other door is open"), (reply.Outcome, reply.ReasonCode, reply.Reason));
        _bench.DoorsSay = null;
        var waiting = _bench.SayAsync("unlock", new { door = "gate" });
        _bench.Time.Advance(TimeSpan.FromSeconds(11));
        Assert.Equal("noAnswer", (await waiting).ReasonCode);
    }

    [Fact]
    public async Task A_command_is_carried_out_once_whatever_is_sent_again_and_over_a_kill()
    {
        var message = _bench.Signed(_bench.Command("unlock", new { door = "gate" }, "c-1"));
        Assert.Equal(Outcome.Done, (await _bench.SayAsync(message)).Outcome);
        Assert.Equal("replayed", (await _bench.SayAsync(message)).ReasonCode);
        _bench.CutOffAndStart();
        Assert.Equal("replayed", (await _bench.SayAsync(message)).ReasonCode);
        Assert.Single(_bench.Posted);
    }

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
            var bytes = where switch { 0 => sound.Payload.ToArray(), 1 => Encoding.ASCII.GetBytes(sound.FullTopic), _ => Encoding.ASCII.GetBytes(signature) };
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
        Assert.Equal("unsigned", (await _bench.SayAsync(sound with { UserProperties = [.. sound.UserProperties, .. sound.UserProperties] })).ReasonCode);
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
        Assert.Equal("wrongSignature", (await _bench.SayAsync(other with { Topic = "commands", FullTopic = RemoteBench.Root + "/commands" })).ReasonCode);
        var neighbour = _bench.Duty.Sign("zhuhui/v1/d/c/other", "commands", Encoding.UTF8.GetBytes(command.ToJsonString()));
        Assert.Equal("wrongSignature", (await _bench.SayAsync(neighbour with { FullTopic = RemoteBench.Root + "/commands" })).ReasonCode);
    }

    [Theory]
    [InlineData("""{"unlock": 1}""")]
    [InlineData("""[]""")]
    [InlineData("""null""")]
    [InlineData("""{"id":"c","gateway":"d/c/g","kind":"unlock","by":"x","issuedAt":"2026-11-22T08:00:00","expiresAt":"2026-11-22T08:00:10Z","args":{"door":"gate"}}""")]
    [InlineData("""{"id":"c","gateway":"d/c/g","kind":"unlock","by":"x","issuedAt":"2026-11-22T08:00:00Z","expiresAt":"2026-11-22T08:00:10Z","args":{"door":null}}""")]
    [InlineData("""{"id":"c","gateway":"d/c/g","kind":"unlock","by":"x","issuedAt":"2026-11-22T08:00:00Z","expiresAt":"2026-11-22T08:00:10Z","args":{}}""")]
    [InlineData("""{"id":"c","gateway":"d/c/g","kind":"unlock","by":"x","issuedAt":"2026-11-22T08:00:00Z","expiresAt":"2026-11-22T08:00:10Z","args":{"door":"gate","if":"raining"}}""")]
    [InlineData("""{"id":"c","gateway":"d/c/g","kind":"unlock","by":"x","issuedAt":"2026-11-22T08:00:00Z","expiresAt":"2026-11-22T08:00:10Z","args":{"door":"gate"},"if":1}""")]
    [InlineData("""{"id":"c","gateway":"d/c/g","kind":"unlock","by":"x","issuedAt":"2026-11-22T08:00:00Z","expiresAt":"2026-11-22T08:00:10Z","args":{"door":"shed","door":"gate"}}""")]
    [InlineData("""{"id":"c","gateway":"d/c/g","kind":"unlock","kind":"restart","by":"x","issuedAt":"2026-11-22T08:00:00Z","expiresAt":"2026-11-22T08:00:10Z","args":{"door":"gate"}}""")]
    [InlineData("""{"id":"c","gateway":"d/c/g","kind":0,"by":"x","issuedAt":"2026-11-22T08:00:00Z","expiresAt":"2026-11-22T08:00:10Z","args":{"door":"gate"}}""")]
    [InlineData("""{"id":"c","gateway":"d/c/g","kind":"roster","by":"x","issuedAt":"2026-11-22T08:00:00Z","expiresAt":"2026-11-22T08:00:10Z","args":{}}""")]
    [InlineData("""{"id":"c","gateway":"d/c/g","kind":"holdOpen","by":"x","issuedAt":"2026-11-22T08:00:00Z","expiresAt":"2026-11-22T08:00:10Z","args":{"until":"2026-11-22T09:00:00Z"}}""")]
    [InlineData("""{"id":"c","gateway":"d/c/g","kind":"revokeCredential","by":"x","issuedAt":"2026-11-22T08:00:00Z","expiresAt":"2026-11-22T08:00:10Z","args":{"card":"1","person":"p-1"}}""")]
    [InlineData("""{"id":"c","gateway":"d/c/g","kind":"logLevel","by":"x","issuedAt":"2026-11-22T08:00:00Z","expiresAt":"2026-11-22T08:00:10Z","args":{"level":"trace","minutes":5}}""")]
    [InlineData("""{"id":"","gateway":"d/c/g","kind":"sync","by":"x","issuedAt":"2026-11-22T08:00:00Z","expiresAt":"2026-11-22T08:00:10Z"}""")]
    [InlineData("""{"id":"c","gateway":"d/c/g","kind":"sync","by":"a\nb","issuedAt":"2026-11-22T08:00:00Z","expiresAt":"2026-11-22T08:00:10Z"}""")]
    public async Task What_is_not_wholly_as_the_contract_has_it_is_refused_though_well_signed(string payload)
    {
        Assert.Equal("malformed", (await _bench.SayAsync(_bench.Duty.Sign(RemoteBench.Root, "commands", Encoding.UTF8.GetBytes(payload)))).ReasonCode);
        Assert.Empty(_bench.Posted);
    }

    [Fact]
    public async Task Of_a_flood_the_first_of_a_minute_is_recorded_and_the_others_counted_and_few_are_answered()
    {
        var old = _bench.Signed(_bench.Command("unlock", new { door = "gate" }, age: 60));
        var answered = 0;
        for (var i = 0; i < 1000; i++)
        {
            answered += await _bench.Commands.Handle(old).Outcome(CancellationToken.None) is null ? 0 : 1;
            answered += await _bench.Commands.Handle(old with { UserProperties = [new("kid", $"k-{i}"), new("sig", "x")] }).Outcome(CancellationToken.None) is null ? 0 : 1;
        }

        Assert.Equal(3, _bench.Happened.OfType<CommandRefused>().Count());
        Assert.InRange(answered, 3, 50);
        _bench.Time.Advance(TimeSpan.FromMinutes(1));
        _bench.Meter.Flush();
        Assert.Equal([("replayed", "duty", 998), ("unknownKey", (string?)null, 999)], _bench.Happened.OfType<RefusalsCounted>().Select(r => (r.Code, r.Key, r.Count)).Order());
        Assert.Empty(_bench.Posted);
    }

    [Fact]
    public async Task A_key_of_few_rights_that_floods_the_memory_of_ids_stops_no_other_key_and_writes_one_record_a_minute()
    {
        for (var i = 0; i < 5000; i++)
        {
            _bench.Recall.Ledger.Append(new CommandRefused($"far-{i}", "-", "sync", "x", new Wording("", ""), "watcher", "fromTheFuture", _bench.Time.GetUtcNow().AddYears(60)));
        }

        _bench.Happened.Clear();
        for (var i = 0; i < 100; i++)
        {
            _bench.Commands.Handle(_bench.Signed(_bench.Command("sync", new { }, age: -86400), _bench.Watcher));
        }

        Assert.Equal("tooMany", Assert.Single(_bench.Happened.OfType<CommandRefused>()).Code);
        Assert.Equal(Outcome.Done, (await _bench.SayAsync("unlock", new { door = "gate" })).Outcome);
    }

    [Fact]
    public void Old_commands_that_somebody_without_a_key_sends_again_as_retained_write_one_record_a_minute()
    {
        for (var i = 0; i < 100; i++)
        {
            _bench.Commands.Handle(_bench.Signed(_bench.Command("unlock", new { door = "gate" }, age: 3600)) with { Retained = true });
        }

        Assert.Single(_bench.Happened.OfType<CommandRefused>());
    }

    [Fact]
    public void A_revoked_card_opens_nothing_before_its_answer_is_on_the_way()
    {
        _bench.Put(new Resident(new PersonId("p-1"), "Wang") { Cards = [new HeldCard(7)] });
        _bench.Commands.Handle(_bench.Signed(_bench.Command("revokeCredential", new { card = "7" })));
        Assert.True(_bench.Residents.WithCard(7)!.Value.Card.Lost);
    }

    [Theory]
    [InlineData("""{"id":"c","gateway":"d/c/g","kind":"sync","by":"x","issuedAt":"2026-11-22T08:00:00Z","expiresAt":"2026-11-22T08:00:10Z","args":{"\ud800":1}}""")]
    [InlineData("""{"id":"\ud800","gateway":"d/c/g","kind":"sync","by":"x","issuedAt":"2026-11-22T08:00:00Z","expiresAt":"2026-11-22T08:00:10Z"}""")]
    [InlineData("""{"id":"c","gateway":"d/c/g","kind":"sync","by":"x","issuedAt":"2026-11-22T08:00:00Z","expiresAt":"2026-11-22T08:00:10Z","args":[null]}""")]
    [InlineData("""{"id":"c","gateway":"d/c/g","kind":"still","by":"x","issuedAt":"2026-11-22T08:00:00Z","expiresAt":"2026-11-22T08:00:10Z","args":{"camera":"\udc00"}}""")]
    [InlineData("""{"id":"c","gateway":"d/c/g","kind":"sync","by":"x","issuedAt":1e999,"expiresAt":[[[[[[[[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]]]]]]]]}""")]
    public async Task What_is_no_text_or_too_deep_is_answered_and_ends_nothing(string payload) =>
        Assert.Equal("malformed", (await _bench.SayAsync(_bench.Duty.Sign(RemoteBench.Root, "commands", Encoding.UTF8.GetBytes(payload)))).ReasonCode);

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
        Assert.Contains("chmod 600", Assert.Throws<UsageException>(() => SigningKey.Read(folder.At("hub.key"))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_refusal_stays_small_whatever_it_quotes() =>
        Assert.InRange(RemoteRefusal.Malformed.ToRefusal(new string('x', 4 << 20)).Because.En.Length, 1000, 5000);

    [Fact]
    public async Task A_revoked_card_or_person_opens_nothing_from_then_on()
    {
        _bench.Put(new Resident(new PersonId("p-1"), "Wang") { Cards = [new HeldCard(7), new HeldCard(8, "wiegand-26")] });
        _bench.Put(new Resident(new PersonId("p-2"), "Li") { Cards = [new HeldCard(8, "wiegand-34")] });
        Assert.Equal("p-1", (await _bench.SayAsync("revokeCredential", new { card = "7" })).Result!.Person);
        Assert.True(_bench.Residents.WithCard(7)!.Value.Card.Lost);
        Assert.Equal("ambiguousCard", (await _bench.SayAsync("revokeCredential", new { card = "8" })).ReasonCode);
        Assert.Equal(Outcome.Done, (await _bench.SayAsync("revokeCredential", new { card = "wiegand-34:8" })).Outcome);
        Assert.Equal("unknownCard", (await _bench.SayAsync("revokeCredential", new { card = "9" })).ReasonCode);
        Assert.Equal("unknownPerson", (await _bench.SayAsync("revokeCredential", new { person = "p-3" })).ReasonCode);
        Assert.Equal(Outcome.Done, (await _bench.SayAsync("revokeCredential", new { person = "p-1" })).Outcome);
        Assert.True(_bench.Residents.WithId(new PersonId("p-1"))!.Blocked);
        Assert.Contains(_bench.Happened.OfType<CommandDone>(), d => (d.Kind, d.Door, d.Subject) == ("revokeCredential", "-", "p-1"));
    }

    [Fact]
    public async Task A_picture_leaves_only_where_the_site_file_allows_it_and_never_of_a_camera_that_knows_faces_or_homes()
    {
        Assert.Equal("stillsNotAllowed", (await _bench.SayAsync("still", new { camera = "fence" })).ReasonCode);
        _bench.StillsAllowed = true;
        _bench.Begin();
        Assert.Equal("stillsNotAllowed", (await _bench.SayAsync("still", new { camera = "porch" })).ReasonCode);
        Assert.Equal("stillsNotAllowed", (await _bench.SayAsync("still", new { camera = "faces" })).ReasonCode);
        Assert.Equal("unknownCamera", (await _bench.SayAsync("still", new { camera = "moon" })).ReasonCode);
        var sent = await _bench.SayAsync("still", new { camera = "fence" });
        Assert.Equal(("fence", "Order 799"), (sent.Result!.Camera, sent.Result.LegalBasis));
        Assert.Equal([0xff, 0xd8], sent.Result.Jpeg!);
        _bench.Still = new byte[GatewayCommands.MostStillBytes + 1];
        Assert.Equal("noPicture", (await _bench.SayAsync("still", new { camera = "fence" })).ReasonCode);
    }

    [Fact]
    public async Task A_restart_comes_after_its_answer_and_a_log_level_for_its_time()
    {
        var restart = _bench.Commands.Handle(_bench.Signed(_bench.Command("restart", new { })));
        Assert.Equal(Outcome.Done, (await restart.Outcome(CancellationToken.None))!.Outcome);
        Assert.Empty(_bench.Means);
        restart.Then!();
        Assert.Equal(_bench.Time.GetUtcNow().AddMinutes(15), (await _bench.SayAsync("logLevel", new { level = "debug", minutes = 15 })).Result!.Until);
        Assert.Equal(["restart", "Debug for 15 min"], _bench.Means);
        Assert.Equal(7, (await _bench.SayAsync("sync", new { })).Result!.RosterVersion);
    }

    [Fact]
    public async Task A_lockdown_of_the_hub_stands_again_after_a_kill()
    {
        Assert.Equal(Outcome.Done, (await _bench.SayAsync("lockDown", new { door = (string?)null, until = RemoteBench.Instant(_bench.Time.GetUtcNow().AddHours(1)) })).Outcome);
        Assert.Equal(4, _bench.Posted.Count);
        _bench.CutOffAndStart();
        Assert.Equal(4, _bench.Recall.Remembered.Orders.Unexpired(_bench.Time.GetUtcNow()).Count);
        Assert.Equal("noEnd", (await _bench.SayAsync("lockDown", new { door = "gate", until = RemoteBench.Instant(_bench.Time.GetUtcNow().AddHours(25)) })).ReasonCode);
    }

    /// <summary>Whatever order the network makes of them: commands of any age sent any number of times, with kills and clocks that step in between.</summary>
    [Fact]
    public void No_command_is_ever_carried_out_twice_or_late() => Gen.Select(Gen.Int[0, 99].Array[30, 60], Gen.Int).Sample((steps, seed) =>
    {
        using var bench = new RemoteBench();
        var (random, sent, true_) = (new Random(seed), new List<(InboundMessage Message, string Id, TimeSpan At, bool Unlock)>(), TimeSpan.Zero);
        foreach (var step in steps)
        {
            switch (step)
            {
                case < 40:
                    var unlock = random.Next(2) == 0;
                    var command = bench.Command(unlock ? "unlock" : "release", new { door = "gate" }, age: random.Next(-8, 12));
                    sent.Add((bench.Signed(command), (string)command["id"]!, true_, unlock));
                    break;
                case < 80 when sent.Count > 0:
                    var (message, id, at, isUnlock) = sent[random.Next(sent.Count)];
                    var before = bench.Happened.OfType<CommandDone>().Count(d => d.Command == id);
                    bench.Commands.Handle(message with { Retained = random.Next(10) == 0 });
                    var after = bench.Happened.OfType<CommandDone>().Count(d => d.Command == id);
                    Assert.True(after <= 1, $"{id} twice");
                    Assert.True(after == before || true_ - at < (isUnlock ? CommandLifetime.Unlock : CommandLifetime.Other) + TimeSpan.FromSeconds(20), $"{id} late");
                    break;
                case < 95:
                    var passed = TimeSpan.FromSeconds(random.Next(1, step < 90 ? 8 : 200));
                    true_ += passed;
                    bench.Time.Advance(passed);
                    break;
                default:
                    bench.CutOffAndStart(TimeSpan.FromSeconds(random.Next(-600, 10)));
                    break;
            }
        }
    }, iter: 20);

    private sealed record ListOfCommands(IReadOnlyList<CommandMessage> Commands, System.Text.Json.JsonElement? Any = null);
}
