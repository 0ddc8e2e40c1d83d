using System.Text.Json;
using System.Text.Json.Nodes;
using Xunit;
using Zhuhui.Edge.Gateway.Admin.SiteEdits;
using Zhuhui.Edge.Gateway.Cameras;
using Zhuhui.Edge.Gateway.Events;
using Zhuhui.Edge.Gateway.Perimeter;
using Zhuhui.Edge.Gateway.Site.Edits;
using Zhuhui.Edge.Tests.Support;
using Zhuhui.Edge.Vision.Sightings;

namespace Zhuhui.Edge.Gateway.Tests.Admin.SiteEdits;

/// <summary>Cameras of the site file changed at a running gateway, on real streams: one is stopped, the other runs on.</summary>
[Trait("needs", "process")]
public sealed class ChangedCamerasTests : IAsyncLifetime
{
    private RtspServer _server = null!;
    private SiteBench _bench = null!;
    private SiteChanges _changes = null!;

    public async ValueTask InitializeAsync()
    {
        _server = await RtspServer.StartAsync(0, $"fence={Material.PerimeterClip}", $"square={Material.PerimeterClip}");
        _bench = new SiteBench
        {
            Started = SiteBench.Text.Replace("\"console\"", $$"""
                "vision": { "modelFolder": {{JsonSerializer.Serialize(Material.Models)}}, "openCv": false },
                "cameras": [
                  { "id": "fence", "url": "rtsp://127.0.0.1:{{_server.Port}}/fence", // the wall
                    "zones": [{ "id": "strip", "points": [0, 0.6, 1, 0.6, 1, 1, 0, 1] }] },
                  { "id": "square", "ring": "commonArea", "url": "rtsp://127.0.0.1:{{_server.Port}}/square",
                    "lines": [{ "id": "path", "from": [0, 0.5], "to": [1, 0.5] }] }
                ],
                "console"
                """, StringComparison.Ordinal),
        };
        await _bench.InitializeAsync();
        _changes = _bench.Begin();
        await Eventually.IsAsync(() => Health.Count == 2 && Health.All(one => one.Online), "the cameras give no pictures");
    }

    public async ValueTask DisposeAsync()
    {
        _changes.Dispose();
        await _bench.DisposeAsync();
        _server.Dispose();
    }

    private IReadOnlyList<CameraHealth> Health => _bench.Get<CamerasService>().Health;

    [Fact]
    public async Task A_zone_that_is_drawn_holds_at_once_and_an_address_without_pictures_is_given_up_while_the_other_camera_runs_on()
    {
        var edited = JsoncEdit.OfCamera(_changes.Seen().Text, "fence", new JsonObject
        {
            ["zones"] = new JsonArray(new JsonObject { ["id"] = "drawn", ["points"] = new JsonArray(0, 0.5, 1, 0.5, 1, 1, 0, 1) }),
        })!;
        var answer = await SiteBench.ApplyAsync(_changes, edited);
        Assert.True(answer.Kind == SiteAnswerKind.OnTrial, string.Join('\n', answer.Problems));
        Assert.Equal(["fence"], answer.Plan!.Cameras);
        Assert.Contains("// the wall", _bench.OnDisk, StringComparison.Ordinal);
        Assert.Contains("fence/drawn", _bench.Get<PerimeterWatch>().Places.Select(place => place.Place));
        await Eventually.IsAsync(() => Health[0].Online, "the changed camera does not come back");
        Assert.True(await _changes.KeepAsync("technician-1"));

        var dead = _changes.Seen().Text.Replace($":{_server.Port}/fence", $":{LoopbackPort.Free()}/fence", StringComparison.Ordinal);
        await SiteBench.ApplyAsync(_changes, dead);
        await _changes.LookAsync(Eventually.Token);
        Assert.Equal(["camera/fence"], _changes.Status!.Missing);
        _bench.Time.Advance(SiteHealth.Patience);
        await _changes.LookAsync(Eventually.Token);
        Assert.Equal((SiteOutcome.GivenUp, true), (_changes.Status!.Outcome, _changes.Status.Reason!.En.Contains("camera/fence",
            StringComparison.Ordinal)));
        await Eventually.IsAsync(() => Health[0].Online, "the camera before does not come back");
        Assert.Equal(("square", true, 0L), (Health[1].Id, Health[1].Online, Health[1].Reconnects));
        Assert.Equal(["fence", "square"], _bench.Gateway.Happened.All.OfType<CameraFound>().Select(one => one.Camera).Distinct()
            .Order(StringComparer.Ordinal));
        Assert.Single(_bench.Gateway.Happened.All.OfType<CameraFound>(), one => one.Camera == "square");
    }
}
