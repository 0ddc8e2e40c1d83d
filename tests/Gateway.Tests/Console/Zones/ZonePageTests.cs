using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Xunit;
using Zhuhui.Edge.Gateway.Accounts;
using Zhuhui.Edge.Gateway.Site.Edits;
using Zhuhui.Edge.Gateway.Tests.Api;
using Zhuhui.Edge.Tests.Support;
using Zhuhui.Edge.Vision.Options;

namespace Zhuhui.Edge.Gateway.Tests.Console.Zones;

/// <summary>The page on which a camera's zones are drawn, read and sent without a script.</summary>
[Trait("needs", "material")]
public sealed class ZonePageTests : IAsyncLifetime
{
    private RunningApi _gateway = null!;
    private PageVisitor _technician = null!;

    private const string Text = """
        {
          "district": "d", "compound": "c", "gateway": "g", "dataFolder": ".",
          "boards": [{ "id": "box", "kind": "simulated" }],
          "doors": [{ "id": "gate", "name": "Gate", "relay": { "board": "box", "pin": 1 }, "exitButton": { "board": "box", "pin": 6 } }],
          "cameras": [
            { "id": "fence", "url": "rtsp://127.0.0.1:1/none", // along the wall
              "zones": [{ "id": "yard", "points": [0.1, 0.5, 0.9, 0.5, 0.5, 1], "crowdPeople": 4 }],
              "lines": [{ "id": "wall", "from": [0.1, 0.7], "to": [0.9, 0.7], "armed": false }] }
          ],
          "vision": { "modelFolder": "MODELS" },
          "console": { "port": 0 }, "web": { "port": 0 }
        }
        """;

    public async ValueTask InitializeAsync()
    {
        _gateway = await RunningApi.StartOnAsync(Text.Replace("MODELS", Material.Models, StringComparison.Ordinal));
        _technician = new PageVisitor(_gateway, Role.Technician);
    }

    public ValueTask DisposeAsync() => _gateway.DisposeAsync();

    [Fact]
    public async Task Zones_stand_as_drawing_and_as_fields_in_both_languages()
    {
        var list = await _technician.GetAsync("/cameras");
        Assert.Contains("fence", list.Text, StringComparison.Ordinal);
        Assert.Contains("zones: 1, lines: 1, masks: 0", list.Text, StringComparison.Ordinal);
        var page = await _technician.GetAsync("/cameras/fence/zones");
        Assert.Contains("points=\"100,281 900,281 500,562\"", page.Html, StringComparison.Ordinal);
        Assert.Equal("0.1 0.5, 0.9 0.5, 0.5 1", page.Field("corners-0"));
        Assert.Equal("wall", page.Field("id-1"));
        Assert.Contains("fence 的区域", (await new PageVisitor(_gateway, Role.Administrator, "zh").GetAsync("/cameras/fence/zones")).Text,
            StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await _technician.GetAsync("/cameras/none/zones")).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await new PageVisitor(_gateway, Role.Guard).GetAsync("/cameras")).Status);
    }

    [Fact]
    public async Task What_is_saved_is_in_the_file_and_in_force_and_what_is_not_drawn_stays_as_it_was_written()
    {
        var page = await _technician.GetAsync("/cameras/fence/zones");
        Assert.Equal("yard", page.Field("was-0"));
        var saved = await _technician.FollowAsync(await _technician.PostAsync("/cameras/fence/zones",
            [.. Row(0, "zone", "garden", "0.1 0.5, 0.9 0.5, 0.5 0.9", "yard", anybody: "yes", loiter: "20"),
            .. Row(1, "line", "wall", "0.1 0.6, 0.9 0.7", "wall", direction: "LeftToRight"),
            .. Row(2, "mask", "", "0 0, 0.1 0, 0.1 0.1", ""), ("state", page.Field("state"))]));
        Assert.Contains("The zones of fence are saved and in force.", saved.Text, StringComparison.Ordinal);
        var camera = _gateway.Services.GetRequiredService<SiteInForce>().Now.Cameras.Single();
        var (zone, line) = (Assert.Single(camera.Zones), Assert.Single(camera.Lines));
        Assert.Equal(("garden", true, 20, 4), (zone.Id, zone.Intrusion, zone.LoiterSeconds, zone.CrowdPeople));
        Assert.Equal((CrossingDirection.LeftToRight, false), (line.Direction, line.Armed));
        Assert.Equal([0.1, 0.6], line.From);
        Assert.Equal([0, 0, 0.1, 0, 0.1, 0.1], Assert.Single(camera.Masks).Points);
        var file = await File.ReadAllTextAsync(_gateway.SitePath);
        Assert.Contains("// along the wall", file, StringComparison.Ordinal);
        Assert.Contains("\"garden\"", file, StringComparison.Ordinal);

        // What somebody else has changed meanwhile is not written over.
        var stale = await _technician.PostAsync("/cameras/fence/zones", ("kind-0", ""), ("state", page.Field("state")));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, stale.Status);
        Assert.Contains("somebody else has changed", stale.Text, StringComparison.Ordinal);

        // On trial for two minutes: the next one comes on top of it.
        var again = await _technician.FollowAsync(await _technician.PostAsync("/cameras/fence/zones", ("kind-0", ""),
            ("state", stale.Field("state"))));
        Assert.Contains("The zones of fence are saved and in force.", again.Text, StringComparison.Ordinal);
        Assert.Empty(_gateway.Services.GetRequiredService<SiteInForce>().Now.Cameras.Single().Zones);
    }

    [Fact]
    public async Task What_is_wrong_comes_back_as_it_was_typed_with_the_reason_beside_it()
    {
        await _technician.GetAsync("/cameras/fence/zones");
        var refused = await _technician.PostAsync("/cameras/fence/zones",
            Row(0, "zone", "yard", "0.1 0.5, 0.9 0.5", "yard"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.Status);
        Assert.Equal("0.1 0.5, 0.9 0.5", refused.Field("corners-0"));
        Assert.Contains("An area has three corners or more.", refused.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Where_nobody_was_followed_the_look_back_says_so_and_does_not_say_that_nothing_would_have_happened()
    {
        await _technician.GetAsync("/cameras/fence/zones");
        var looked = await _technician.PostAsync("/cameras/fence/zones/look",
            Row(0, "zone", "yard", "0.1 0.5, 0.9 0.5, 0.5 0.9", "yard"));
        Assert.Equal(HttpStatusCode.OK, looked.Status);
        Assert.Contains("Nobody was followed before this camera", looked.Text, StringComparison.Ordinal);

        // What is drawn and not saved stands there still.
        Assert.Equal("0.1 0.5, 0.9 0.5, 0.5 0.9", looked.Field("corners-0"));
    }

    private static (string Name, string Value)[] Row(int number, string kind, string id, string corners, string was,
        string direction = "Either", string anybody = "", string loiter = "") =>
    [
        ($"kind-{number}", kind), ($"id-{number}", id), ($"corners-{number}", corners), ($"direction-{number}", direction),
        ($"anybody-{number}", anybody), ($"loiter-{number}", loiter), ($"was-{number}", was),
    ];
}
