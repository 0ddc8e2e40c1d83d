using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Nodes;
using Zhuhui.Edge.Hub.Settings;
using Zhuhui.Edge.Hub.Store;
using Zhuhui.Edge.Hub.Store.Fleet;

namespace Zhuhui.Edge.Hub.Operator;

/// <summary><c>command</c>: one signed command to a gateway, or to each of a group, and every answer as one line of JSON.</summary>
internal sealed class SendCommand(Func<string, string?> environment, TimeProvider time)
{
    private const int MostMinutes = 1440;
    private const int MostId = 64;

    /// <summary>Of one gateway at a time: no line opens doors of many compounds, and a picture is asked for where it is needed.</summary>
    private static readonly string[] _onlyOfOne = ["unlock", "holdOpen", "still"];

    private static readonly TimeSpan _unlockLives = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan _othersLive = TimeSpan.FromMinutes(5);

    /// <summary>The kinds as they are typed and as the contract names them.</summary>
    public static Command Create(Func<string, string?> environment, TimeProvider time)
    {
        var send = new SendCommand(environment, time);
        return new Command("command", "send one signed command to a gateway, or to each of a group, and print the answers")
        {
            send.Unlock(),
            send.HoldOrLock("hold-open", "holdOpen", "hold doors open for so many minutes"),
            send.HoldOrLock("lock-down", "lockDown", "let nobody in for so many minutes"),
            send.Release(),
            send.Revoke(),
            send.Kind("sync", "sync", "have the gateway tell what is in force, and ask for what is missing", [], (_, _) => []),
            send.Still(),
            send.Kind("restart", "restart", "have the gateway stop in order; its service manager starts it again", [], (_, _) => []),
            send.LogLevel(),
            send.Upgrade(),
        };
    }

    private Command Unlock()
    {
        var door = CliOptions.Needed("--door", "ID", "which door");
        return Kind("unlock", "unlock", "release a door's lock once", [door],
            (parsed, _) => new JsonObject { ["door"] = parsed.GetValue(door) });
    }

    private Command HoldOrLock(string word, string kind, string description)
    {
        var (door, all, minutes) = (Door(), AllDoors(), Minutes());
        return OneOf(door, all, Kind(word, kind, description, [door, all, minutes], (parsed, now) => new JsonObject
        {
            ["door"] = parsed.GetValue(door),
            ["until"] = GatewayReply.Instant(now.AddMinutes(parsed.GetValue(minutes) ?? 0)),
        }));
    }

    private Command Release()
    {
        var (door, all) = (Door(), AllDoors());
        return OneOf(door, all, Kind("release", "release", "end what was ordered of doors before", [door, all],
            (parsed, _) => new JsonObject { ["door"] = parsed.GetValue(door) }));
    }

    private Command Revoke()
    {
        var card = CliOptions.Text("--card", "[FORMAT:]NUMBER", "a card that opens nothing any more");
        var person = CliOptions.Text("--person", "ID", "a person none of whose cards, codes and faces opens anything any more");
        return OneOf(card, person, Kind("revoke", "revokeCredential", "take a card's or a person's right to pass away", [card, person],
            (parsed, _) => parsed.GetValue(card) is { } number
                ? new JsonObject { ["card"] = number }
                : new JsonObject { ["person"] = parsed.GetValue(person) }));
    }

    private Command Still()
    {
        var camera = CliOptions.Needed("--camera", "ID", "a camera of the perimeter");
        var file = CliOptions.Text("--out", "FILE.jpg", "where the picture goes; without it, it is in the answer");
        return Kind("still", "still", "ask for one picture of a camera of the perimeter", [camera, file],
            (parsed, _) => new JsonObject { ["camera"] = parsed.GetValue(camera) }, file);
    }

    private Command LogLevel()
    {
        var level = CliOptions.Needed("--level", "L", "the level, for example debug");
        var minutes = Minutes();
        return Kind("log-level", "logLevel", "have the gateway log more or less for some minutes", [level, minutes],
            (parsed, _) => new JsonObject { ["level"] = parsed.GetValue(level), ["minutes"] = parsed.GetValue(minutes) });
    }

    private Command Upgrade()
    {
        var version = CliOptions.Needed("--release", "VERSION", "which one, for example 0.4.0; its bundle lies where gateways fetch it");
        return Kind("upgrade", "upgrade", "have the gateway fetch a release and go on trial with it", [version],
            (parsed, _) => new JsonObject { ["version"] = parsed.GetValue(version) });
    }

    private Command Kind(
        string word,
        string kind,
        string description,
        IReadOnlyList<Option> options,
        Func<ParseResult, DateTimeOffset, JsonObject> args,
        Option<string>? picture = null)
    {
        var command = new Command(word, description);
        foreach (var option in options)
        {
            command.Add(option);
        }

        var by = CliOptions.Needed("--by", "NAME", "who orders it; it is in the gateway's journal");
        var id = CliOptions.Text("--id", "ID", "the command's number, by which a repetition is known; a new one by default");
        command.Add(by);
        command.Add(id);
        var to = new GatewayArguments(command, environment, groups: !_onlyOfOne.Contains(kind));
        command.SetOrder(parsed =>
        {
            var now = time.GetUtcNow();
            var group = to.Group(parsed);
            var ordered = new JsonObject
            {
                ["id"] = parsed.GetValue(id) ?? Guid.NewGuid().ToString("N"),
                ["gateway"] = group is null ? to.Gateway(parsed).Address : null,
                ["kind"] = kind,
                ["by"] = parsed.GetRequiredValue(by),
                ["issuedAt"] = GatewayReply.Instant(now),
                ["expiresAt"] = GatewayReply.Instant(now + (kind == "unlock" ? _unlockLives : _othersLive)),
                ["args"] = args(parsed, now),
            };
            return group is { } all ? SendToGroupAsync(parsed, to, all, ordered, now)
                : SendAsync(parsed, to, picture is null ? null : parsed.GetValue(picture), ordered);
        });
        return command;
    }

    private async Task<int> SendToGroupAsync(ParseResult parsed, GatewayArguments to, (string Name, StoreAddress Store) group,
        JsonObject command, DateTimeOffset now)
    {
        using var key = to.Key(parsed);
        var order = new GroupOrderRecord((string)command["id"]!, group.Name, (string)command["kind"]!, command["args"]!.ToJsonString(),
            (string)command["by"]!, key.Id, now, now + _othersLive);
        return order.Id.Length > MostId ? throw new UsageException($"--id {order.Id} has more than {MostId} letters")
            : await new GroupOrder(order, command, key, parsed.InvocationConfiguration.Output, time).RunAsync(to.Login(parsed), group.Store,
                to.GivenWait(parsed) ?? _othersLive);
    }

    private async Task<int> SendAsync(ParseResult parsed, GatewayArguments to, string? picture, JsonObject command)
    {
        using var key = to.Key(parsed);
        using var limit = new CancellationTokenSource(to.Wait(parsed), time);
        await using var session = await OrderSession.OpenAsync(to.Login(parsed), to.Gateway(parsed).Root, key,
            [OrderSession.Replies], limit.Token);
        await session.SendAsync("commands", JsonSerializer.SerializeToUtf8Bytes(command), retain: false, limit.Token);
        var (_, answer) = await session.HearAsync(limit.Token);
        return GatewayReply.Print(answer, picture, parsed.InvocationConfiguration.Output);
    }

    /// <summary>All doors only where the operator says so.</summary>
    private static Command OneOf(Option one, Option other, Command command)
    {
        command.Validators.Add(result =>
        {
            if (result.IsGiven(one) == result.IsGiven(other))
            {
                result.AddError($"{one.Name} or {other.Name} is needed, and not both");
            }
        });
        return command;
    }

    private static Option<string> Door() => CliOptions.Text("--door", "ID", "which door");

    private static Option<bool> AllDoors() => CliOptions.Switch("--all", "all doors");

    private static Option<long?> Minutes()
    {
        var minutes = CliOptions.Number("--minutes", "N", $"for how long, {MostMinutes} at most", 1, MostMinutes);
        minutes.Required = true;
        return minutes;
    }
}
