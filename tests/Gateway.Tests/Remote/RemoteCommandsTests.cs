using CsCheck;
using Xunit;
using Zhuhui.Edge.CloudBridge.Topics;
using Zhuhui.Edge.Gateway.Events;
using Zhuhui.Edge.Gateway.People;
using Zhuhui.Edge.Gateway.Remote;
using Zhuhui.Edge.Gateway.Texts;

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
        Assert.Equal(new CommandDone("c-1", "gate", "unlock", "Officer Chen", Key: "duty"),
            Assert.Single(_bench.Happened.OfType<CommandDone>()));
        Assert.Equal("gate", Assert.Single(_bench.Posted).Door);
    }

    [Fact]
    public async Task The_answer_to_an_order_that_releases_a_door_is_the_door_s_own()
    {
        _bench.DoorsSay = () => new Refusal("interlocked", new Wording("the other door is open", "另一扇门未关"));
        var reply = await _bench.SayAsync("unlock", new { door = "gate" });
        Assert.Equal((Outcome.Refused, "interlocked", "the other door is open"), (reply.Outcome, reply.ReasonCode, reply.Reason));
        var held = await _bench.SayAsync("holdOpen", new
        {
            door = "gate",
            until = RemoteBench.Instant(_bench.Time.GetUtcNow()
            .AddHours(1))
        });
        Assert.Equal((Outcome.Refused, "interlocked"), (held.Outcome, held.ReasonCode));
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

    [Fact]
    public void A_revoked_card_opens_nothing_before_its_answer_is_on_the_way()
    {
        _bench.Put(new Resident(new PersonId("p-1"), "Wang") { Cards = [new HeldCard(7)] });
        _bench.Commands.Handle(_bench.Signed(_bench.Command("revokeCredential", new { card = "7" })));
        Assert.True(_bench.Residents.WithCard(7)!.Value.Card.Lost);
    }

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
        Assert.Equal(_bench.Time.GetUtcNow().AddMinutes(15), (await _bench.SayAsync("logLevel", new
        {
            level = "debug",
            minutes = 15
        })).Result!.Until);
        Assert.Equal(["restart", "Debug for 15 min"], _bench.Means);
        Assert.Equal(7, (await _bench.SayAsync("sync", new { })).Result!.RosterVersion);
    }

    [Fact]
    public async Task A_release_is_ordered_by_its_version_and_is_on_record_with_who_ordered_it()
    {
        Assert.Equal(Outcome.Done, (await _bench.SayAsync("upgrade", new { version = "99.0.0" })).Outcome);
        Assert.Equal(["99.0.0 by Officer Chen"], _bench.Means);
        Assert.Contains(_bench.Happened.OfType<CommandDone>(), done => done is { Kind: "upgrade", Subject: "99.0.0", Key: "duty" });
        Assert.Equal("olderVersion", (await _bench.SayAsync("upgrade", new { version = "0.0.1" })).ReasonCode);
        Assert.Equal("malformed", (await _bench.SayAsync("upgrade", new { version = "../etc/passwd" })).ReasonCode);
        Assert.Equal("notPermitted", (await _bench.SayAsync(_bench.Signed(_bench.Command("upgrade", new { version = "99.0.1" }),
            _bench.Watcher))).ReasonCode);
        Assert.Single(_bench.Means);
    }

    [Fact]
    public async Task A_lockdown_of_the_hub_stands_again_after_a_kill()
    {
        Assert.Equal(Outcome.Done, (await _bench.SayAsync("lockDown", new
        {
            door = (string?)null,
            until = RemoteBench.Instant(_bench.Time.GetUtcNow().AddHours(1))
        })).Outcome);
        Assert.Equal(4, _bench.Posted.Count);
        _bench.CutOffAndStart();
        Assert.Equal(4, _bench.Recall.Remembered.Orders.Unexpired(_bench.Time.GetUtcNow()).Count);
        Assert.Equal("noEnd", (await _bench.SayAsync("lockDown", new
        {
            door = "gate",
            until = RemoteBench.Instant(_bench.Time.GetUtcNow()
            .AddHours(25))
        })).ReasonCode);
    }

    /// <summary>Whatever order the network makes of them: commands of any age sent any number of times, with kills and clocks that step in
    /// between.</summary>
    [Fact]
    public void No_command_is_ever_carried_out_twice_or_late() => Gen.Select(Gen.Int[0, 99].Array[30, 60], Gen.Int).Sample((steps, seed) =>
    {
        using var bench = new RemoteBench();
        var (random, sent, true_) = (new Random(seed), new List<(InboundMessage Message, string Id, TimeSpan At, bool Unlock)>(),
            TimeSpan.Zero);
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
                    Assert.True(after == before || true_ - at < (isUnlock ? CommandLifetime.Unlock : CommandLifetime.Other)
                        + TimeSpan.FromSeconds(20), $"{id} late");
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
}
