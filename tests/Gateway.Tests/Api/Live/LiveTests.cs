using System.Net;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Xunit;
using Zhuhui.Edge.Gateway.Accounts;
using Zhuhui.Edge.Gateway.Api.Live;
using Zhuhui.Edge.Tests.Support;

namespace Zhuhui.Edge.Gateway.Tests.Api.Live;

/// <summary>The live state over the real listener.</summary>
public sealed class LiveTests(SharedApi shared) : IClassFixture<SharedApi>
{
    private readonly RunningApi _gateway = shared.Gateway;

    private LiveBoard Board => _gateway.Services.GetRequiredService<LiveBoard>();

    [Fact]
    public async Task A_stream_begins_with_the_whole_state_and_tells_of_what_changes_in_words_without_a_name()
    {
        await using var stream = await OpenAsync(Role.Guard);
        var snapshot = await stream.UntilAsync("snapshot");
        Assert.Equal(["health", "doors", "alarms", "alarmCounts", "silenced", "onDuty", "places", "devices", "cameras"],
            snapshot.Data.RootElement.EnumerateObject().Select(part => part.Name));
        Assert.Equal(["gate", "unit"], snapshot.Data.RootElement.GetProperty("doors").EnumerateArray().Select(door =>
            door.GetProperty("id").GetString()));
        var mode = await TurnGateAsync(snapshot);
        var happened = await stream.UntilAsync("happened", said => said.GetProperty("type").GetString() == "door.mode-changed");
        Assert.Contains("machine-Administrator", happened.Data.RootElement.GetProperty("text").GetString(), StringComparison.Ordinal);
        var doors = await stream.ToldAsync("doors", said => said[0].GetProperty("mode").GetString() == mode);
        Assert.Equal(2, doors.Data.RootElement.GetArrayLength());
    }

    [Fact]
    public async Task Where_nothing_happens_a_heartbeat_comes_that_a_script_can_hear()
    {
        await using var stream = await OpenAsync(Role.Guard);
        await stream.UntilAsync("snapshot");
        await stream.UntilAsync("heartbeat");
        var second = await stream.UntilAsync("heartbeat");
        Assert.Null(second.Id);
        Assert.Equal(JsonValueKind.String, second.Data.RootElement.GetProperty("at").ValueKind);
    }

    [Fact]
    public async Task Whoever_comes_back_goes_on_where_it_was_and_a_stranger_to_this_run_begins_anew()
    {
        string last;
        await using (var first = await OpenAsync(Role.Guard))
        {
            last = (await first.UntilAsync("snapshot")).Id!;
        }

        await OrderAsync("unit", "lockdown");
        await using (var again = await OpenAsync(Role.Guard, last))
        {
            var next = await again.NextAsync(but: "heartbeat");
            Assert.NotEqual("snapshot", next.Name);
            Assert.Equal(Number(last) + 1, Number(next.Id!));
        }

        foreach (var strange in new[] { "0badcafe-1", "nonsense", $"{last.Split('-')[0]}-999999", "" })
        {
            await using var anew = await OpenAsync(Role.Guard, strange);
            Assert.Equal("snapshot", (await anew.NextAsync(but: "heartbeat")).Name);
        }
    }

    [Theory]
    [InlineData(Role.District)]
    [InlineData(Role.Technician)]
    internal async Task District_and_technician_see_doors_and_health_and_events_without_words(Role role)
    {
        await using var stream = await OpenAsync(role);
        var snapshot = await stream.UntilAsync("snapshot");
        Assert.Equal(["health", "doors"], snapshot.Data.RootElement.EnumerateObject().Select(part => part.Name));
        await TurnGateAsync(snapshot);
        var happened = await stream.UntilAsync("happened");
        Assert.False(happened.Data.RootElement.TryGetProperty("text", out _));
        await stream.ToldAsync("doors");
    }

    [Fact]
    public async Task More_than_the_bound_is_refused_and_one_that_ends_makes_room()
    {
        await Eventually.IsAsync(() => Board.Streams == 0);
        var open = Enumerable.Range(0, LiveBoard.MostStreams).Select(_ => Board.Open(null, false)!).ToArray();
        using (var refused = await _gateway.As(Role.Guard).GetAsync("live"))
        {
            Assert.Equal(HttpStatusCode.ServiceUnavailable, refused.StatusCode);
            Assert.Contains("tooManyStreams", await refused.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        }

        Array.ForEach(open, one => one.Dispose());
        await using var stream = await OpenAsync(Role.Guard);
        await stream.UntilAsync("snapshot");
    }

    [Fact]
    public async Task One_that_the_caller_leaves_is_closed()
    {
        await using (var stream = await OpenAsync(Role.Guard))
        {
            await stream.UntilAsync("snapshot");
            await Eventually.IsAsync(() => Board.Streams == 1);
        }

        await Eventually.IsAsync(() => Board.Streams == 0);
    }

    [Fact]
    public void An_account_that_is_another_by_now_holds_no_longer()
    {
        var accounts = _gateway.Services.GetRequiredService<AccountStore>();
        var caller = accounts.WithToken(accounts.MakeToken("somebody", Role.Guard)!)!;
        Assert.True(accounts.StillHolds(caller));
        Assert.False(accounts.StillHolds(caller with { Role = Role.Administrator }));
        Assert.False(accounts.StillHolds(caller with { Account = "gone" }));
    }

    /// <summary>The gate is as another test left it, and a mode that it has already is no change.</summary>
    /// <returns>The mode that it will have.</returns>
    private async Task<string> TurnGateAsync(HeardMessage snapshot)
    {
        var isDown = snapshot.Data.RootElement.GetProperty("doors")[0].GetProperty("mode").GetString() == "lockedDown";
        await OrderAsync("gate", isDown ? "holdOpen" : "lockdown");
        return isDown ? "heldOpen" : "lockedDown";
    }

    private static long Number(string id) => long.Parse(id.Split('-')[1], System.Globalization.CultureInfo.InvariantCulture);

    private async Task OrderAsync(string door, string order)
    {
        using var body = new StringContent($$"""{"order":"{{order}}","minutes":5}""", Encoding.UTF8, "application/json");
        using var answer = await _gateway.As(Role.Administrator).PostAsync($"doors/{door}/orders", body);
        Assert.True(answer.IsSuccessStatusCode, $"{door}: {answer.StatusCode}");
    }

    private Task<HeardStream> OpenAsync(Role role, string? last = null) => HeardStream.OpenAsync(_gateway.As(role), last);
}
