using System.Net;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Xunit;
using Zhuhui.Edge.Gateway.Accounts;
using Zhuhui.Edge.Gateway.Events;
using Zhuhui.Edge.Gateway.Journals;
using Zhuhui.Edge.Gateway.Site;

namespace Zhuhui.Edge.Gateway.Tests.Api.Operations;

/// <summary>Who is inside: numbers for who works here, names on record.</summary>
public sealed class InsideTests : IAsyncLifetime
{
    private RunningApi _gateway = null!;

    private EventLedger Ledger => _gateway.Services.GetRequiredService<EventLedger>();

    public async ValueTask InitializeAsync() => _gateway = await RunningApi.StartAsync(site => site with
    {
        Areas = [new AreaOptions { Id = "yard" }, new AreaOptions { Id = "unit-area" }],
        Doors = [site.Doors[0] with { To = "yard" }, site.Doors[1] with { From = "yard", To = "unit-area" }],
    });

    public ValueTask DisposeAsync() => _gateway.DisposeAsync();

    [Fact]
    public async Task Each_area_has_its_number_and_who_may_have_left_unseen_is_counted_apart()
    {
        Ledger.Append(new PassageCompleted("gate", DoorSide.Entry, "p-1", "yard"));
        Ledger.Append(new PassageCompleted("gate", DoorSide.Entry, "p-2", "yard"));
        Ledger.Append(new PassageCompleted("unit", DoorSide.Entry, "p-2", "unit-area"));
        Assert.Equal([("yard", 1, 0), ("unit-area", 1, 0)], Counts());
        Ledger.Append(new ExitRequested("gate", 5));
        Assert.Equal([("yard", 1, 1), ("unit-area", 1, 0)], Counts());
        Ledger.Append(new PassageCompleted("gate", DoorSide.Exit, "p-1", null));
        Assert.Equal([("yard", 0, 0), ("unit-area", 1, 0)], Counts());

        var before = Ledger.Last(EventStream.Registry, 1000).OfType<PeopleLookedUp>().Count();
        Assert.Equal(0, before);
        var list = Get(Role.Guard, "inside/people?area=unit-area");
        var inside = Assert.Single(list.GetProperty("people").EnumerateArray());
        Assert.Equal(("unit-area", true, 1), (inside.GetProperty("area").GetString(), inside.GetProperty("sure").GetBoolean(),
            list.GetProperty("total").GetInt32()));
        Assert.InRange(inside.GetProperty("since").GetDateTimeOffset(), DateTimeOffset.UtcNow.AddMinutes(-10), DateTimeOffset.UtcNow);
        Assert.Equal(("machine-Guard", "inside", 1), Ledger.Last(EventStream.Registry, 1000).OfType<PeopleLookedUp>()
            .Select(one => (one.Operator, one.What, one.People)).Single());
        using var none = await _gateway.As(Role.Guard).GetAsync("inside/people?area=nowhere");
        Assert.Equal(HttpStatusCode.NotFound, none.StatusCode);
        foreach (var path in new[] { "inside", "inside/people" })
        {
            using var district = await _gateway.As(Role.District).GetAsync(path);
            Assert.Equal(HttpStatusCode.Forbidden, district.StatusCode);
        }
    }

    private IEnumerable<(string, int, int)> Counts() => Get(Role.Guard, "inside").GetProperty("areas").EnumerateArray().Select(one =>
        (one.GetProperty("area").GetString()!, one.GetProperty("count").GetInt32(), one.GetProperty("unsure").GetInt32()));

    private JsonElement Get(Role role, string path)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        using var answer = _gateway.As(role).Send(request);
        using var reader = new StreamReader(answer.Content.ReadAsStream());
        var text = reader.ReadToEnd();
        Assert.True(answer.IsSuccessStatusCode, $"{path}: {answer.StatusCode} {text}");
        return JsonDocument.Parse(text).RootElement;
    }
}
