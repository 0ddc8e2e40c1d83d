using System.Net;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Xunit;
using Zhuhui.Edge.Gateway.Accounts;
using Zhuhui.Edge.Gateway.Events;
using Zhuhui.Edge.Gateway.Journals;
using Zhuhui.Edge.Tests.Support;

namespace Zhuhui.Edge.Gateway.Tests.Api.Operations;

/// <summary>A shift and what it hands over.</summary>
public sealed class DutyTests : IAsyncLifetime
{
    private RunningApi _gateway = null!;

    private EventLedger Ledger => _gateway.Services.GetRequiredService<EventLedger>();

    public async ValueTask InitializeAsync() => _gateway = await RunningApi.StartAsync();

    public ValueTask DisposeAsync() => _gateway.DisposeAsync();

    [Fact]
    public async Task A_shift_begins_and_ends_on_record_once_each()
    {
        var guard = _gateway.As(Role.Guard);
        await PostAsync(guard, "duty/start", "");
        await PostAsync(guard, "duty/start", "");
        Assert.Equal("machine-Guard", Get(_gateway.As(Role.Office), "duty").GetProperty("onDuty")[0].GetProperty("operator").GetString());
        await PostAsync(guard, "duty/end", "");
        await PostAsync(guard, "duty/end", "");
        Assert.Empty(Get(guard, "duty").GetProperty("onDuty").EnumerateArray());
        Assert.Equal([true, false], Ledger.Last(EventStream.Registry, 100).OfType<DutyChanged>().Select(one => one.OnDuty)
            .OrderDescending());
        using var office = await _gateway.As(Role.Office).PostAsync("duty/start", null);
        Assert.Equal(HttpStatusCode.Forbidden, office.StatusCode);
    }

    [Fact]
    public async Task What_happened_in_the_shift_and_what_stands_is_handed_over_and_names_nobody()
    {
        var (guard, chief) = (_gateway.As(Role.Guard), _gateway.As(Role.Administrator));
        Ledger.Append(new DuressRaised("unit", "p-1"));
        await PostAsync(guard, "duty/start", "");
        Ledger.Append(new LostCardShown("gate", "5003", "p-1"));
        Ledger.Append(new DoorHeldOpen("unit", 30));
        Ledger.Append(new DoorSecured("unit"));
        Ledger.Append(new DoorHeldOpen("unit", 30));
        await PostAsync(guard, "alarms/acts", """{"act":"mine","alarms":["lost-card/gate"]}""");
        await PostAsync(chief, "alarms/acts", """{"act":"done","alarms":["lost-card/gate"],"note":"card taken in"}""");
        await PostAsync(guard, "doors/gate/orders", """{"order":"unlock","reason":"a stretcher"}""");
        await PostAsync(guard, "doors/unit/orders", """{"order":"holdOpen","minutes":30,"reason":"movers"}""");
        await PostAsync(guard, "devices/silences", """{"device":"unit","minutes":60,"reason":"movers"}""");
        JsonElement list = default;
        await Eventually.IsAsync(() => (list = Get(guard, "handover")).GetProperty("doors").GetArrayLength() == 2
            && list.GetProperty("alarms").GetArrayLength() == 2);
        var lost = list.GetProperty("alarms").EnumerateArray().Single(one => one.GetProperty("alarm").GetString() == "lost-card/gate");
        Assert.Equal(["mine machine-Guard", "done machine-Administrator"], lost.GetProperty("acts").EnumerateArray()
            .Select(act => $"{act.GetProperty("act").GetString()} {act.GetProperty("by").GetString()}"));
        Assert.Equal("card taken in", lost.GetProperty("acts")[1].GetProperty("note").GetString());
        var held = list.GetProperty("alarms").EnumerateArray().Single(one => one.GetProperty("alarm").GetString() == "door/unit");
        Assert.Equal(2, held.GetProperty("times").GetInt32());

        // What nobody acknowledged stands, however old; what was of the shift before is no part of this one.
        Assert.Equal(["door/unit", "duress/unit"], list.GetProperty("standing").EnumerateArray()
            .Select(one => one.GetProperty("alarm").GetString()!).Order(StringComparer.Ordinal));
        Assert.EndsWith("a stretcher", list.GetProperty("doors")[0].GetProperty("text").GetString(), StringComparison.Ordinal);
        Assert.Equal(("unit", "movers"), (list.GetProperty("holds")[0].GetProperty("door").GetString(),
            list.GetProperty("holds")[0].GetProperty("reason").GetString()));
        Assert.Equal("unit", list.GetProperty("silenced")[0].GetProperty("device").GetString());
        Assert.Equal("machine-Guard", list.GetProperty("onDuty")[0].GetProperty("operator").GetString());
        Assert.DoesNotContain("p-1", list.GetRawText(), StringComparison.Ordinal);
        Assert.DoesNotContain("5003", list.GetRawText(), StringComparison.Ordinal);
        foreach (var wrong in new[] { "from=2026-11-02T00:00:00Z&to=2026-11-01T00:00:00Z",
            "from=2026-11-01T00:00:00Z&to=2026-11-09T00:00:01Z" })
        {
            using var refused = await guard.GetAsync($"handover?{wrong}");
            Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        }
    }

    private static JsonElement Get(HttpClient client, string path)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        using var answer = client.Send(request);
        using var reader = new StreamReader(answer.Content.ReadAsStream());
        var text = reader.ReadToEnd();
        Assert.True(answer.IsSuccessStatusCode, $"{path}: {answer.StatusCode} {text}");
        return JsonDocument.Parse(text).RootElement;
    }

    private static async Task PostAsync(HttpClient client, string path, string body)
    {
        using var content = body.Length == 0 ? null : new StringContent(body, Encoding.UTF8, "application/json");
        using var answer = await client.PostAsync(path, content);
        Assert.True(answer.IsSuccessStatusCode, $"{path}: {answer.StatusCode} {await answer.Content.ReadAsStringAsync()}");
    }
}
