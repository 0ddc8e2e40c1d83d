using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Zhuhui.Edge.Benchmarks.Api;
using Zhuhui.Edge.Gateway.Accounts;
using Zhuhui.Edge.Gateway.Events;
using Zhuhui.Edge.Gateway.Journals;
using Zhuhui.Edge.Gateway.People;
using Zhuhui.Edge.Gateway.People.Imports;
using Zhuhui.Edge.Gateway.Search;
using Zhuhui.Edge.Gateway.Site;
using Zhuhui.Edge.Gateway.Tests.Api;
using Zhuhui.Edge.Gateway.Tests.People.Importing;
using Zhuhui.Edge.Tests.Support;

namespace Zhuhui.Edge.Benchmarks.Pages;

/// <summary>List pages and the search as somebody types, among 2,100 people of 600 households and so many events of theirs, each beside a
/// server that does nothing but send the same bytes over the same listener.</summary>
internal static class ListPages
{
    private const int Turns = 100;

    private static readonly (string What, string Key, string Path)[] _pages =
    [
        ("people", "people", "/people"), ("people, typed: one letter", "letter", "/people?q=z"),
        ("people, typed: pinyin", "pinyin", "/people?q=zw"), ("people, typed: a room", "room", "/people?q=3-2-101"),
        ("people, typed: four digits", "digits", "/people?q=1005"), ("households", "households", "/households"),
        ("visitors", "visitors", "/visitors"), ("whom a visitor comes to, typed", "host", "/visitors/new?text=zw"),
        ("events", "events", "/events"), ("events of one door", "doorEvents", "/events?door=unit"),
        ("events of one person", "personEvents", "/events?person={0}"), ("events, words that are in none", "noEvents",
            "/events?text=nowhere"),
        ("passages of the month", "passages", "/passages"), ("calendar", "calendar", "/calendar"),
    ];

    public static async Task MeasureAsync(Table table, int events)
    {
        Table.Doing($"2,100 people and {events:N0} events");
        using var folder = new TemporaryFolder();
        string[] people;
        await using (var before = await RunningApi.StartAsync(folder: folder.Path))
        {
            var import = before.Services.GetRequiredService<PeopleImport>();
            if (import.Handle(new ImportRequest("bench", EstateList.Make(2100, 600).Csv(Encoding.UTF8), EstateList.Map)) is
                { IsDone: false } refused)
            {
                throw new InvalidOperationException(refused.Refused);
            }

            people = [.. before.Services.GetRequiredService<ResidentDirectory>().All.Select(one => one.Id.Value)];
        }

        await using var gateway = await RunningApi.StartAsync(site =>
        {
            using var ledger = EventLedger.OpenQuietly(site.DataFolder);
            for (var i = 0; i < events; i++)
            {
                ledger.Append(new PassageCompleted(i % 8 == 0 ? "unit" : "gate", i % 2 == 0 ? DoorSide.Entry : DoorSide.Exit,
                    people[i % people.Length], null));
            }

            return site with { Buffer = site.Buffer with { MostEvents = Math.Max(site.Buffer.MostEvents, 2 * events) } };
        }, folder.Path);
        Table.Doing("waits for the event index");
        while (gateway.Services.GetRequiredService<EventBuffer>().Behind > 0)
        {
            await Task.Delay(TimeSpan.FromSeconds(1));
        }

        var answer = Array.Empty<byte>();
        await using var bare = await Lists.BareAsync(gateway, () => answer);
        using var bareClient = new HttpClient(new HttpClientHandler
        {
            ServerCertificateCustomValidationCallback = HttpClientHandler.DangerousAcceptAnyServerCertificateValidator,
        });
        var office = gateway.As(Role.Office);
        foreach (var (what, key, path) in _pages)
        {
            var address = new Uri(gateway.Api, string.Format(null, path, people[77]));
            answer = await office.GetByteArrayAsync(address);
            await Lists.TimeAsync(table, $"{what}: {answer.Length:N0} bytes from a bare Kestrel", $"bare_{key}",
                () => bareClient.GetByteArrayAsync(new Uri(bare.Urls.Single())), Turns);
            await Lists.TimeAsync(table, what, key, () => office.GetByteArrayAsync(address), Turns);
            table.Ratio("  over the bare answer", $"{key}_ratio", key, $"bare_{key}");
        }
    }
}
