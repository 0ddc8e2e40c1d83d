using System.Net;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Xunit;
using Zhuhui.Edge.Gateway.Accounts;
using Zhuhui.Edge.Gateway.Admin.Plan;
using Zhuhui.Edge.Gateway.Events;
using Zhuhui.Edge.Gateway.Journals;
using Zhuhui.Edge.Gateway.Tests.Api;

namespace Zhuhui.Edge.Gateway.Tests.Console.Plan;

/// <summary>The plan of the compound: its picture, what is where on it, and an alarm's place on the guard's page.</summary>
[Trait("needs", "process")]
public sealed class PlanPageTests(SharedApi shared) : IClassFixture<SharedApi>
{
    /// <summary>16 by 10 pixels, of one colour.</summary>
    private static readonly byte[] _png = Convert.FromBase64String("iVBORw0KGgoAAAANSUhEUgAAABAAAAAKCAIAAAAy3EnLAAAAFElEQVR4nGM4cecD"
        + "SYhhVMPQ1AAAxoCckOqHgNsAAAAASUVORK5CYII=");

    private readonly RunningApi _gateway = shared.Gateway;

    [Fact]
    public async Task A_picture_is_taken_things_are_put_on_it_and_an_alarm_is_shown_at_its_place()
    {
        var technician = new PageVisitor(_gateway, Role.Technician);
        Assert.Contains("There is no plan yet", (await technician.GetAsync("/plan")).Text, StringComparison.Ordinal);

        // What is no picture is refused, whatever it calls itself; a drawing with scripts in it is none.
        await technician.GetAsync("/plan/edit");
        var drawing = "<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>";
        foreach (var bad in new[] { Encoding.ASCII.GetBytes(drawing), [1, 2, 3] })
        {
            var refused = await technician.PostFileAsync("/plan/edit/picture", "plan.png", bad);
            Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.Status);
            Assert.Contains("not a PNG or JPEG", refused.Text, StringComparison.Ordinal);
        }

        var taken = await technician.FollowAsync(await technician.PostFileAsync("/plan/edit/picture", "plan.png", _png));
        Assert.Contains("The picture is taken", taken.Text, StringComparison.Ordinal);
        Assert.Contains("viewBox=\"0 0 16 10\"", taken.Html, StringComparison.Ordinal);
        var plan = _gateway.Services.GetRequiredService<GroundPlan>();
        var picture = await technician.GetAsync($"/plan/picture/{plan.Now.Picture}");
        Assert.Equal(("image/jpeg", 0xFF, 0xD8), (picture.Type, picture.Body[0], picture.Body[1]));
        Assert.Equal(HttpStatusCode.NotFound, (await technician.GetAsync("/plan/picture/another")).Status);

        // A place that is none comes back as it was typed.
        await technician.GetAsync("/plan/edit");
        var wrong = await technician.PostAsync("/plan/edit", ("key-0", "door/gate"), ("corners-0", "0.5"), ("key-1", "door/unit"),
            ("corners-1", ""));
        Assert.Equal((HttpStatusCode.UnprocessableEntity, "0.5"), (wrong.Status, wrong.Field("corners-0")));
        var placed = await technician.FollowAsync(await technician.PostAsync("/plan/edit", ("key-0", "door/gate"),
            ("corners-0", "0.25 0.5"), ("key-1", "door/unit"), ("corners-1", "")));
        Assert.Contains("The places are saved", placed.Text, StringComparison.Ordinal);
        Assert.Contains("id=\"door-gate\"", placed.Html, StringComparison.Ordinal);
        Assert.Contains("translate(4 5)", placed.Html, StringComparison.Ordinal);
        Assert.Contains("Not on the plan yet: 1", placed.Text, StringComparison.Ordinal);

        var ledger = _gateway.Services.GetRequiredService<EventLedger>();
        ledger.Append(new DoorForced("gate"));
        ledger.Append(new DoorForced("unit"));
        var guard = new PageVisitor(_gateway, Role.Guard);
        var duty = await guard.GetAsync("/duty");
        Assert.Matches("href=\"/plan#alarm-[a-z-]*gate\"", duty.Html);
        Assert.Single(duty.Html.Split("class=\"crop\"").Skip(1));
        Assert.Contains("viewBox=\"2 3.8 4 2.4\"", duty.Html, StringComparison.Ordinal);
        var shown = await guard.GetAsync("/plan");
        Assert.Contains("forced", shown.Text, StringComparison.OrdinalIgnoreCase);

        // It is there after a restart, and one that was spoilt is none.
        var again = new GroundPlan(_gateway.Site, TimeProvider.System);
        Assert.Equal((plan.Now.Picture, new PlanSpot(0.25, 0.5)), (again.Now.Picture, again.Now.Spots["door/gate"]));
        File.WriteAllText(Path.Combine(_gateway.Site.DataFolder, "plan.json"), "{");
        Assert.Null(new GroundPlan(_gateway.Site, TimeProvider.System).Now.Picture);
        Assert.Equal(HttpStatusCode.Forbidden, (await new PageVisitor(_gateway, Role.District).GetAsync("/plan")).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await guard.GetAsync("/plan/edit")).Status);
    }
}
