using System.Net;
using Xunit;
using Zhuhui.Edge.Gateway.Accounts;
using Zhuhui.Edge.Gateway.Events;
using Zhuhui.Edge.Gateway.People.Rights;
using Zhuhui.Edge.Gateway.Tests.Care;
using Zhuhui.Edge.Tests.Support;
using static Zhuhui.Edge.Gateway.Tests.Api.Office.OfficeBench;

namespace Zhuhui.Edge.Gateway.Tests.Api.Office;

/// <summary>Notices over the API, of absences that came about on a clock that was told to go before the gateway was started.</summary>
public sealed class NoticeApiTests
{
    [Fact]
    public async Task An_absence_is_shown_to_the_guard_by_name_seen_to_once_and_over_with_the_consent()
    {
        using var folder = new TemporaryFolder();
        using (var bench = new CareBench(folder.Path, TimeProvider.System.GetUtcNow().AddDays(-3)))
        {
            foreach (var (id, name) in new[] { ("p-li", "李秀英"), ("p-he", "何大") })
            {
                bench.Put(id, "3-2-501", name: name);
                bench.Agree(id, new CareSettings(Hours: 100, InAll: 40, Carers: ["王芳 13812345678"]));
            }

            for (var hour = 0; hour < 71; hour++)
            {
                bench.Time.Advance(TimeSpan.FromHours(1));
                bench.Ledger.Append(new DoorSecured("gate"));
            }

            bench.Ledger.Append(new GatewayStopped());
        }

        await using var gateway = await StartAsync(folder.Path);
        var (guard, clerk) = (gateway.As(Role.Guard), gateway.As(Role.Office));
        await Eventually.IsAsync(() => gateway.Happened.All.OfType<NoticeRaised>().Count() == 2);
        var notices = (await SendAsync(guard, HttpMethod.Get, "care/notices"))["notices"].AsArray();
        var li = Assert.Single(notices, one => (string)one!["person"]! == "p-li")!;
        Assert.Equal("absent", (string)li["kind"]!);
        Assert.Contains("李秀英 was not seen", (string)li["text"]!, StringComparison.Ordinal);
        Assert.Equal("to tell: 王芳 138****5678", (string)li["tell"]!);
        Assert.Contains(gateway.Happened.All.OfType<PeopleLookedUp>(), one => one is
        {
            What: "notices",
            Operator: "machine-Guard",
            People: 2,
        });

        // One who withdraws is told of no more, at once; nobody has seen to that.
        Assert.Equal(HttpStatusCode.OK, (await SendAsync(clerk, HttpMethod.Delete, "people/p-he/care", seen: Any)).Status);
        Assert.Single((await SendAsync(guard, HttpMethod.Get, "care/notices"))["notices"].AsArray());

        Assert.Equal("noSuchNotice", (await SendAsync(guard, HttpMethod.Post, "care/notices/acknowledgements", new
        {
            notice = "n-none",
        })).Code);
        var seen = await SendAsync(guard, HttpMethod.Post, "care/notices/acknowledgements", new { notice = (string)li["notice"]! });
        Assert.Equal((HttpStatusCode.OK, (string)li["notice"]!), (seen.Status, (string)seen["notices"][0]!));
        Assert.Equal("noSuchNotice", (await SendAsync(clerk, HttpMethod.Post, "care/notices/acknowledgements", new
        {
            notice = (string)li["notice"]!,
        })).Code);
        Assert.Empty((await SendAsync(guard, HttpMethod.Post, "care/notices/acknowledgements", new { }))["notices"].AsArray());
        Assert.Empty((await SendAsync(guard, HttpMethod.Get, "care/notices"))["notices"].AsArray());
        var record = Assert.Single(gateway.Happened.All.OfType<NoticeAcknowledged>());
        Assert.Equal(((string)li["notice"]!, "machine-Guard"), (record.Notice, record.Operator));

        var past = await SendAsync(clerk, HttpMethod.Get, "care/notices/acknowledged?limit=1");
        Assert.Equal(((string)li["notice"]!, "p-li", "machine-Guard"), ((string)past["notices"][0]!["notice"]!,
            (string)past["notices"][0]!["person"]!, (string)past["notices"][0]!["by"]!));
        Assert.Contains(gateway.Happened.All.OfType<EventsLookedUp>(), one => one.Operator == "machine-Office");
        Assert.Equal(HttpStatusCode.BadRequest, (await SendAsync(clerk, HttpMethod.Get, "care/notices/acknowledged?cursor=no")).Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await SendAsync(clerk, HttpMethod.Get, "care/notices/acknowledged?limit=0")).Status);
    }
}
