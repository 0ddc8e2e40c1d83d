using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Xunit;
using Zhuhui.Edge.Drivers.Boards;
using Zhuhui.Edge.Gateway.Accounts;
using Zhuhui.Edge.Gateway.Admin;
using Zhuhui.Edge.Gateway.Admin.Health;
using Zhuhui.Edge.Gateway.Devices;
using Zhuhui.Edge.Gateway.Doors.Commands;
using Zhuhui.Edge.Gateway.Events;
using Zhuhui.Edge.Tests.Support;
using Zhuhui.Edge.Tests.Support.Modbus;

namespace Zhuhui.Edge.Gateway.Tests.Api.Operations;

/// <summary>An order over the API and over the socket is answered with what the door itself says, of a Modbus board on a real
/// socket.</summary>
public sealed class DoorAnswerTests : IAsyncLifetime
{
    private readonly ModbusTcpBoard _board = new();
    private RunningApi _gateway = null!;

    public async ValueTask InitializeAsync()
    {
        _gateway = await RunningApi.StartAsync(site => site with
        {
            Buses = [new BusOptions { Id = "line", Kind = BusKind.ModbusTcp, Host = "127.0.0.1", Port = _board.Port }],
            Boards = [.. site.Boards, new BoardOptions { Id = "relays", Kind = BoardKind.Modbus, Bus = "line", AnswerMs = 1000 }],
            Doors =
            [
                site.Doors[0] with { Relay = new RelayOptions { Board = "relays", Pin = 0 }, UnlockSeconds = 3 },

                // Its relay does as it is told, and its lock says that the bolt stays where it is.
                site.Doors[1] with { LockFeedback = new InputOptions { Board = "box", Pin = 9, Pull = InputPull.Down } },
            ],
        });
        await LockedAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _gateway.DisposeAsync();
        _board.Dispose();
    }

    [Fact]
    public async Task A_door_says_whether_it_was_opened_why_it_was_not_and_where_it_says_nothing_that_is_the_answer()
    {
        var (status, door) = await AnsweredAsync("gate", "unlock");
        Assert.Equal((HttpStatusCode.OK, "released", null), (status, Outcome(door), Reason(door)));
        Assert.True(_board.Coils[0]);

        await LockedAsync();
        _board.Mood = BoardMood.FailsWrites;
        (status, door) = await AnsweredAsync("gate", "unlock");
        Assert.Equal((HttpStatusCode.OK, "notReleased"), (status, Outcome(door)));
        Assert.Contains("its board answers 'device failure' to the order", Reason(door), StringComparison.Ordinal);
        Assert.Contains(_gateway.Happened.All, one => one is ReleaseFailed { Door: "gate" });

        // The command line asks by the socket, and hears the same.
        await LockedAsync();
        _board.Mood = BoardMood.FailsWrites;
        OrderAnswer? told;
        do
        {
            told = await CommandsEndpoint.TryAskAsync(_gateway.Site.DataFolder, new OrderRequest(CommandKind.Unlock, "gate", "guard", null,
                null), TestContext.Current.CancellationToken);
        }
        while (told!.Doors[0].Outcome == DoorOutcome.NoAnswer);

        Assert.Equal((null, DoorOutcome.NotReleased, "notReleased"), (told.Refused, Assert.Single(told.Doors).Outcome,
            told.Doors[0].Refused?.Code));

        // Silent: nothing is claimed, and the answer comes all the same.
        await LockedAsync();
        _board.Mood = BoardMood.Silent;
        (status, door) = await OrderAsync("gate", "unlock");
        Assert.True((status, Outcome(door)) is (HttpStatusCode.Accepted, "noAnswer") or (HttpStatusCode.OK, "notReleased"), $"{door}");
        Assert.False(_board.Coils[0]);
        _board.Mood = BoardMood.Works;

        (status, door) = await OrderAsync("unit", "unlock");
        Assert.Equal((HttpStatusCode.Accepted, "noAnswer", "noAnswer"), (status, Outcome(door),
            door.GetProperty("reasonCode").GetString()));
        Assert.Contains("the lock's feedback says that it is locked", Reason(door), StringComparison.Ordinal);
    }

    private static string? Outcome(JsonElement door) => door.GetProperty("outcome").GetString();

    private static string? Reason(JsonElement door) => door.TryGetProperty("reason", out var reason) ? reason.GetString() : null;

    private async Task<(HttpStatusCode Status, JsonElement Door)> OrderAsync(string door, string order)
    {
        using var answer = await _gateway.As(Role.Guard).PostAsJsonAsync($"doors/{door}/orders", new { order });
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.IsSuccessStatusCode, text);
        return (answer.StatusCode, Assert.Single(JsonDocument.Parse(text).RootElement.GetProperty("doors").EnumerateArray()));
    }

    /// <summary>A machine that is busy may answer late: then the door is asked again.</summary>
    private async Task<(HttpStatusCode Status, JsonElement Door)> AnsweredAsync(string door, string order)
    {
        while (true)
        {
            var (status, answer) = await OrderAsync(door, order);
            if (status != HttpStatusCode.Accepted)
            {
                return (status, answer);
            }
        }
    }

    /// <summary>The board is whole, and the gate at rest.</summary>
    private async Task LockedAsync()
    {
        _board.Mood = BoardMood.Works;
        var status = _gateway.Services.GetRequiredService<StatusBoard>();
        var devices = _gateway.Services.GetRequiredService<DeviceHealth>();
        await Eventually.IsAsync(() => devices.Devices.All(device => device.Online == true) && status.Doors[0].State == "locked"
            && !_board.Coils[0]);
    }
}
