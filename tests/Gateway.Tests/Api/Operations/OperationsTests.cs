using System.Net;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using OtpNet;
using Xunit;
using Zhuhui.Edge.Gateway.Accounts;
using Zhuhui.Edge.Gateway.Api.Operations;
using Zhuhui.Edge.Gateway.Doors.Commands;
using Zhuhui.Edge.Gateway.Events;
using Zhuhui.Edge.Gateway.Journals;
using Zhuhui.Edge.Gateway.Projections;
using Zhuhui.Edge.Gateway.Site;
using Zhuhui.Edge.Tests.Support;

namespace Zhuhui.Edge.Gateway.Tests.Api.Operations;

/// <summary>Doors, events, alarms, places and health over the API, as each role sees and orders them.</summary>
public sealed class OperationsTests : IAsyncLifetime
{
    private RunningApi _gateway = null!;

    private EventLedger Ledger => _gateway.Services.GetRequiredService<EventLedger>();

    public async ValueTask InitializeAsync() => _gateway = await RunningApi.StartAsync();

    public ValueTask DisposeAsync() => _gateway.DisposeAsync();

    [Fact]
    public async Task A_guard_s_order_is_on_record_under_the_caller_s_name_and_the_door_does_it()
    {
        var guard = _gateway.As(Role.Guard);
        using var taken = await PostAsync(guard, "doors/gate/orders", """{"order":"lockdown","minutes":5}""");
        Assert.True(taken.IsSuccessStatusCode, $"{taken.StatusCode}");
        Assert.Matches("\"door\":\"gate\",\"outcome\":\"(locked|noAnswer)\"", await taken.Content.ReadAsStringAsync());
        await Eventually.IsAsync(() => Get(guard, "doors/gate").GetProperty("mode").GetString() == "lockedDown");
        Assert.Contains(Ledger.Last(EventStream.Registry, 100), one =>
            one is CommandDone { Door: "gate", Kind: "lockdown", Operator: "machine-Guard" });
        using var ended = await PostAsync(guard, "doors/orders", """{"order":"normal"}""");
        await Eventually.IsAsync(() => Get(guard, "doors").GetProperty("doors").EnumerateArray()
            .All(door => door.GetProperty("mode").GetString() == "normal"));
    }

    [Fact]
    public async Task A_door_opened_by_hand_is_on_record_with_the_reason_and_answers_itself()
    {
        using var taken = await PostAsync(_gateway.As(Role.Guard), "doors/gate/orders", """{"order":"unlock","reason":"a stretcher"}""");
        Assert.Equal((HttpStatusCode.OK, "released"), (taken.StatusCode, JsonDocument.Parse(await taken.Content.ReadAsStringAsync())
            .RootElement.GetProperty("doors")[0].GetProperty("outcome").GetString()));
        Assert.Contains(Ledger.Last(EventStream.Registry, 100), one => one is CommandDone
        {
            Door: "gate", Kind: "unlock",
            Reason: "a stretcher"
        });
        Assert.EndsWith("accepted: a stretcher", Get(_gateway.As(Role.Guard), "events?kind=command.done").GetProperty("events")[0]
            .GetProperty("text").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_holds_for_a_while_asks_who_has_a_phone_s_code_for_another_and_takes_each_once()
    {
        var (account, secret) = WithPhone("chief");
        var orders = _gateway.Services.GetRequiredService<DoorOrders>();
        Task<DoorOrderResult> Lock(string? code) => orders.SubmitAsync(account.Caller, "gate", new DoorOrder(DoorOrderKind.Lockdown, 5,
            "a fight", code), CancellationToken.None);
        Assert.Equal(("totpNeeded", 403), Refusal(await Lock(null)));
        Assert.Equal(("totpWrong", 403), Refusal(await Lock("000000")));
        var code = new Totp(secret).ComputeTotp(DateTime.UtcNow);
        Assert.Null((await Lock(code)).Refused);
        Assert.Equal(("totpWrong", 403), Refusal(await Lock(code)));

        // One opening, and the end of it, ask for none.
        Assert.Null((await orders.SubmitAsync(account.Caller, "gate", new DoorOrder(DoorOrderKind.Normal), CancellationToken.None))
            .Refused);
        Assert.Equal(DoorOutcome.Released, (await orders.SubmitAsync(account.Caller, "gate", new DoorOrder(DoorOrderKind.Unlock),
            CancellationToken.None)).Doors.Single().Outcome);
        Assert.Single(Ledger.Last(EventStream.Registry, 100).OfType<CommandDone>(), one => one.Kind == "lockdown");
        var standing = _gateway.Services.GetRequiredService<ActiveOverrides>();
        Assert.Null((await orders.SubmitAsync(new Caller("machine", "machine", Role.Guard), "unit", new DoorOrder(DoorOrderKind.HoldOpen, 5,
            "movers"), CancellationToken.None)).Refused);
        Assert.Equal("movers", Assert.Single(standing.Unexpired(DateTimeOffset.UtcNow)).Reason);

        static (string?, int) Refusal(DoorOrderResult result) => (result.Refused?.Code, result.Status);
    }

    [Fact]
    public void Pages_go_on_where_the_last_ended_without_a_gap_and_without_one_twice()
    {
        for (var i = 0; i < 57; i++)
        {
            Ledger.Append(new DeviceNoted($"box-{i}", "made up", 1));
        }

        List<long> seen = [];
        string? cursor = null;
        do
        {
            var page = Get(_gateway.As(Role.District), $"events?kind=device.noted&limit=10{(cursor is null ? "" : $"&cursor={cursor}")}");
            seen.AddRange(page.GetProperty("events").EnumerateArray().Select(one => one.GetProperty("seq").GetInt64()));
            cursor = page.TryGetProperty("next", out var next) ? next.GetString() : null;
        }
        while (cursor is not null);
        Assert.Equal(57, seen.Count);
        Assert.Equal(seen.OrderDescending(), seen);
        Assert.Equal(57, seen.Distinct().Count());
    }

    [Fact]
    public async Task The_office_sees_who_and_is_on_record_the_guard_sees_words_without_a_name_and_district_and_technician_neither()
    {
        Ledger.Append(new PassageCompleted("gate", DoorSide.Entry, "p-7", null));
        var seq = Ledger.JournalOf(EventStream.Passages).LastSeq;
        var office = Get(_gateway.As(Role.Office), "events?kind=passage.completed").GetProperty("events")[0];
        var guard = Get(_gateway.As(Role.Guard), "events?kind=passage.completed").GetProperty("events")[0];
        Assert.Equal("p-7", office.GetProperty("person").GetString());
        Assert.Contains("p-7", office.GetProperty("record").GetRawText(), StringComparison.Ordinal);
        Assert.Contains("somebody", guard.GetProperty("text").GetString(), StringComparison.Ordinal);
        Assert.DoesNotContain("p-7", guard.GetRawText(), StringComparison.Ordinal);
        foreach (var role in new[] { Role.District, Role.Technician })
        {
            var bare = Get(_gateway.As(role), $"events/passages/{seq}");
            Assert.DoesNotContain("p-7", bare.GetRawText(), StringComparison.Ordinal);
            Assert.False(bare.TryGetProperty("text", out _));
        }

        Get(_gateway.As(Role.Administrator), $"events/passages/{seq}");
        Assert.Equal([("machine-Office", "p-7"), ("machine-Administrator", "p-7")], Ledger.Last(EventStream.Registry, 100)
            .OfType<EventsLookedUp>().Select(one => (one.Operator, Assert.Single(one.People))));
        foreach (var role in new[] { Role.Guard, Role.District, Role.Technician })
        {
            using var refused = await _gateway.As(role).GetAsync("events?person=p-7");
            Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
        }
    }

    [Fact]
    public async Task A_guard_acknowledges_an_alarm_under_the_caller_s_name()
    {
        Ledger.Append(new DoorForced("gate"));
        var alarm = Get(_gateway.As(Role.Office), "alarms").GetProperty("alarms")[0].GetProperty("alarm").GetString()!;
        using var answer = await PostAsync(_gateway.As(Role.Guard), "alarms/acknowledgements", JsonSerializer.Serialize(new { alarm }));
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal("machine-Guard", Get(_gateway.As(Role.Office), "alarms").GetProperty("alarms")[0].GetProperty("acknowledgedBy")
            .GetString());
        using var district = await _gateway.As(Role.District).GetAsync("alarms");
        Assert.Equal(HttpStatusCode.Forbidden, district.StatusCode);
    }

    [Fact]
    public async Task A_guard_takes_an_alarm_and_ends_it_with_a_note_and_another_is_told_who_has_it()
    {
        Ledger.Append(new LostCardShown("gate", "5003", "p-1"));
        var (guard, chief) = (_gateway.As(Role.Guard), _gateway.As(Role.Administrator));
        using var taken = await PostAsync(guard, "alarms/acts", """{"act":"mine","alarms":["lost-card/gate"]}""");
        Assert.Equal(HttpStatusCode.OK, taken.StatusCode);
        var listed = Get(chief, "alarms");
        Assert.Equal("machine-Guard", listed.GetProperty("alarms")[0].GetProperty("takenBy").GetString());
        Assert.Equal(1, listed.GetProperty("counts").GetProperty("unacknowledged").GetInt32());
        using var second = await PostAsync(chief, "alarms/acts", """{"act":"mine","alarms":["lost-card/gate"]}""");
        Assert.Equal(HttpStatusCode.Conflict, second.StatusCode);
        Assert.Contains("machine-Guard", JsonDocument.Parse(await second.Content.ReadAsStringAsync()).RootElement.GetProperty("detail")
            .GetString(), StringComparison.Ordinal);
        using var done = await PostAsync(chief, "alarms/acts",
            """{"act":"done","alarms":["lost-card/gate","nothing"],"note":"card taken in"}""");
        var answer = JsonDocument.Parse(await done.Content.ReadAsStringAsync()).RootElement;
        Assert.Equal(("lost-card/gate", "noSuchAlarm"), (answer.GetProperty("alarms")[0].GetString(),
            answer.GetProperty("refused")[0].GetProperty("code").GetString()));
        Assert.Empty(Get(chief, "alarms").GetProperty("alarms").EnumerateArray());
        Assert.EndsWith("acknowledged by machine-Administrator, seen to: card taken in",
            Get(guard, "events?kind=alarm.seen-to").GetProperty("events")[0].GetProperty("text").GetString(), StringComparison.Ordinal);
        using var late = await PostAsync(guard, "alarms/acts", """{"act":"false","alarms":["lost-card/gate"]}""");
        Assert.Equal((HttpStatusCode.Conflict, true), (late.StatusCode, (await late.Content.ReadAsStringAsync())
            .Contains("\"code\":\"alreadyEnded\"", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_silenced_door_s_alarm_is_listed_and_does_not_sound_and_forced_it_does()
    {
        var guard = _gateway.As(Role.Guard);
        using var none = await PostAsync(guard, "devices/silences", """{"device":"gate","minutes":60}""");
        Assert.Equal(HttpStatusCode.BadRequest, none.StatusCode);
        using var silenced = await PostAsync(guard, "devices/silences", """{"device":"gate","minutes":60,"reason":"a wedge"}""");
        Assert.Equal(HttpStatusCode.OK, silenced.StatusCode);
        Ledger.Append(new DoorHeldOpen("gate", 30));
        var list = Get(guard, "alarms");
        Assert.True(list.GetProperty("alarms")[0].TryGetProperty("silencedUntil", out _));
        Assert.Equal((1, 0), (list.GetProperty("counts").GetProperty("unacknowledged").GetInt32(),
            list.GetProperty("counts").GetProperty("sounding").GetInt32()));
        Ledger.Append(new DoorForced("gate"));
        Assert.Equal(1, Get(guard, "alarms").GetProperty("counts").GetProperty("sounding").GetInt32());
        Assert.Equal("a wedge", Get(guard, "devices/silences").GetProperty("silenced")[0].GetProperty("reason").GetString());
        using var fire = await PostAsync(guard, "devices/silences", """{"device":"fire","minutes":60,"reason":"noise"}""");
        Assert.Equal(HttpStatusCode.NotFound, fire.StatusCode);
        Assert.Contains("never", await fire.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        using var ended = await PostAsync(guard, "devices/silences", """{"device":"gate"}""");
        Assert.Empty(JsonDocument.Parse(await ended.Content.ReadAsStringAsync()).RootElement.GetProperty("silenced").EnumerateArray());
    }

    [Fact]
    public void Health_is_for_the_district_too_without_its_detail()
    {
        var district = Get(_gateway.As(Role.District), "health");
        var office = Get(_gateway.As(Role.Office), "health");
        Assert.False(district.TryGetProperty("detail", out _));
        Assert.Equal("d/c/g", district.GetProperty("gateway").GetString());
        Assert.Equal(2, district.GetProperty("doors").GetInt32());
        Assert.Matches("^([0-9A-F]{2}:){31}[0-9A-F]{2}$", office.GetProperty("detail").GetProperty("certificate").GetProperty("fingerprint")
            .GetString());
        Assert.Equal(JsonValueKind.Array, Get(_gateway.As(Role.Guard), "devices").GetProperty("devices").ValueKind);
        Assert.True(Get(_gateway.As(Role.Technician), "health").TryGetProperty("detail", out _));
        Assert.Equal(JsonValueKind.Array, Get(_gateway.As(Role.Technician), "devices").GetProperty("devices").ValueKind);
        Assert.Empty(Get(_gateway.As(Role.Guard), "cameras").GetProperty("cameras").EnumerateArray());
        Assert.Empty(Get(_gateway.As(Role.Guard), "places").GetProperty("places").EnumerateArray());
    }

    /// <summary>An account whose owner set a phone up a while ago.</summary>
    private (Account Account, byte[] Secret) WithPhone(string name)
    {
        var (store, codes) = (_gateway.Services.GetRequiredService<AccountStore>(), _gateway.Services.GetRequiredService<TotpCodes>());
        store.MakeToken(name, Role.Administrator);
        var (account, secret) = (store.Named(name)!, TotpCodes.NewSecret());
        var (kept, _) = codes.Enrol(account.Id, secret, new Totp(secret).ComputeTotp(DateTime.UtcNow))!.Value;
        return (store.Change(account.Id, one => one with { Totp = kept with { LastStep = kept.LastStep - 10 } })!, secret);
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

    private static async Task<HttpResponseMessage> PostAsync(HttpClient client, string path, string body)
    {
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        return await client.PostAsync(path, content);
    }
}
