using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Zhuhui.Edge.Benchmarks.Api;
using Zhuhui.Edge.Gateway.Accounts;
using Zhuhui.Edge.Gateway.Api.Live;
using Zhuhui.Edge.Gateway.Events;
using Zhuhui.Edge.Gateway.Journals;
using Zhuhui.Edge.Gateway.Search;
using Zhuhui.Edge.Gateway.Site;
using Zhuhui.Edge.Gateway.Tests.Api;
using Zhuhui.Edge.Tests.Support;

const int Turns = 1000;
var count = args is ["--events", var text] && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var n) ? n
    : 1_000_000;
var table = new Table(Path.GetTempPath());
await using var gateway = await RunningApi.StartAsync(site =>
{
    Table.Doing($"journals {count:N0} records");
    using var ledger = EventLedger.OpenQuietly(site.DataFolder);
    for (var i = 0; i < count; i++)
    {
        ledger.Append(new PassageCompleted(i % 8 == 0 ? "unit" : "gate", DoorSide.Entry, $"p-{i % 2100}", null));
    }

    return site with { Buffer = site.Buffer with { MostEvents = Math.Max(site.Buffer.MostEvents, 2 * count) } };
});
var buffer = gateway.Services.GetRequiredService<EventBuffer>();
Table.Doing("waits for the event index");
while (buffer.Behind > 0)
{
    await Task.Delay(TimeSpan.FromSeconds(1));
}

await using var bare = await Lists.BareAsync(gateway, () => "hello"u8.ToArray());
using var client = new HttpClient(new HttpClientHandler
{
    ServerCertificateCustomValidationCallback = HttpClientHandler.DangerousAcceptAnyServerCertificateValidator,
});
await TimeAsync("bare Kestrel over the same listener", "bare", () => client.GetByteArrayAsync(new Uri(bare.Urls.Single())));
var district = gateway.As(Role.District);
await TimeAsync("who I am", "session", () => district.GetByteArrayAsync("session"));
await TimeAsync("two doors", "doors", () => district.GetByteArrayAsync("doors"));
await TimeAsync("health", "health", () => district.GetByteArrayAsync("health"), Turns / 5);

var middle = buffer.Page(new EventQuery { Limit = 1000 }).Events[^1].Cursor;
await CompareAsync("newest 100 events", "newest", new EventQuery { Limit = 100 }, "events?limit=100");
await CompareAsync("100 events further back", "further", new EventQuery { Limit = 100, Before = middle },
    $"events?limit=100&cursor={middle}");
await CompareAsync("20 events of one door", "door", new EventQuery { Limit = 20, Door = "unit" }, "events?limit=20&door=unit");
var office = gateway.As(Role.Office);
await TimeAsync("newest 100 events with names, each look on the disk first", "named",
    () => office.GetByteArrayAsync("events?limit=100"), Turns / 5);
foreach (var (name, key, path) in new[]
{
    ("the page of the newest events", "eventsPage", "/events"),
    ("the page of one person's events, so many looked through", "personPage", "/events?person=p-77"),
    ("the page of events that have a text, which is in none", "textPage", "/events?text=nowhere"),
    ("the page of a month's passages, counting for so long", "passagesPage", "/passages"),
})
{
    await TimeAsync(name, key, () => office.GetByteArrayAsync(path), Turns / 10);
}

var live = gateway.Services.GetRequiredService<LiveBoard>();
await Streams.MeasureAsync(gateway, table, "/api/v1/live", ("live streams", "live"), () => live.Streams);
await Lists.MeasureAsync(table, 2100, 600);
await Lists.MeasureAsync(table, 10_000, 2900);
table.Print();
return 0;

async Task CompareAsync(string name, string key, EventQuery query, string path)
{
    await TimeAsync($"{name}: the query alone", $"{key}Query", () => Task.FromResult(buffer.Page(query)), Turns / 5);
    await TimeAsync($"{name}: over the API", $"{key}Api", () => district.GetByteArrayAsync(path), Turns / 5);
}

Task TimeAsync<T>(string name, string key, Func<Task<T>> work, int turns = Turns) => Lists.TimeAsync(table, name, key, work, turns);
