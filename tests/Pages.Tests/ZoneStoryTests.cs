using System.Text.Json;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using Xunit;
using Zhuhui.Edge.Gateway.Accounts;
using Zhuhui.Edge.Gateway.Events;
using Zhuhui.Edge.Gateway.Tests.Api;
using Zhuhui.Edge.Pages.Tests.Browser;
using Zhuhui.Edge.Tests.Support;

namespace Zhuhui.Edge.Pages.Tests;

/// <summary>A technician draws a zone on the picture of a running camera, by mouse and by keyboard, and sees what would have been an alarm
/// in it; people from a real clip walk before it.</summary>
[Trait("needs", "process")]
public sealed class ZoneStoryTests(BrowserFixture browser) : IAsyncLifetime
{
    private RtspServer _cameras = null!;
    private RunningApi _gateway = null!;
    private Visitor _technician = null!;

    private IPage Page => _technician.Page;

    public async ValueTask InitializeAsync()
    {
        _cameras = await RtspServer.StartAsync(0, $"fence={Material.PerimeterClip}");

        // The line at the very edge, where nobody walks, has people followed, and raises nothing.
        _gateway = await RunningApi.StartOnAsync($$"""
            {
              "district": "d", "compound": "c", "gateway": "g", "dataFolder": ".",
              "boards": [{ "id": "box", "kind": "simulated" }],
              "doors": [{ "id": "gate", "name": "Gate", "relay": { "board": "box", "pin": 1 },
                "exitButton": { "board": "box", "pin": 6 } }],
              "cameras": [
                // along the fence
                { "id": "fence", "url": "{{_cameras.UrlOf("fence")}}", "analysedFramesPerSecond": 4,
                  "lines": [{ "id": "edge", "from": [0, 0], "to": [0.01, 0] }] }
              ],
              "vision": { "modelFolder": {{JsonSerializer.Serialize(Material.Models)}} },
              "console": { "port": 0 }, "web": { "port": 0 }
            }
            """);
        _technician = await Visitor.LoggedInAsync(browser, _gateway, Role.Technician);
    }

    public async ValueTask DisposeAsync()
    {
        Assert.Empty(_technician.Complaints);
        Assert.Empty(_technician.PolicyReports);
        await _technician.DisposeAsync();
        await _gateway.DisposeAsync();
        _cameras.Dispose();
    }

    [Fact]
    public async Task A_zone_is_drawn_and_shows_what_would_have_been_an_alarm_in_it()
    {
        // Whoever logs in stands before the wires; the cameras are one tab away.
        await Page.SetViewportSizeAsync(1366, 1000);
        await Page.WaitForURLAsync("**/wiring");
        await Page.ClickAsync("nav.tabs a[href='/cameras']");
        await Page.ClickAsync("a[href='/cameras/fence/zones']");
        await Page.ClickAsync("[data-tool=zone]");
        Assert.Equal("zone-1", await Page.InputValueAsync("[name=id-1]"));
        Assert.Equal("0.3 0.4, 0.7 0.4, 0.7 0.8, 0.3 0.8", await CornersAsync());

        // By mouse to the picture's edge and beyond it: the corner stays in the picture.
        await DragAsync(0, 0, 0);
        await DragAsync(1, 1, 0);
        await DragAsync(2, 1.2, 1.2);
        Assert.Equal("0 0, 1 0, 1 1, 0.3 0.8", await CornersAsync());
        await Page.ClickAsync("[data-tool=undo]");
        Assert.Equal("0 0, 1 0, 0.7 0.8, 0.3 0.8", await CornersAsync());
        await Page.ClickAsync("[data-tool=redo]");

        // By keyboard: the handle that has the focus, its neighbour by Tab, ten small steps, a corner more and away again, one step back.
        await Handle(3).FocusAsync();
        for (var i = 0; i < 6; i++)
        {
            await Page.Keyboard.PressAsync("Shift+ArrowLeft");
        }

        await Page.Keyboard.PressAsync("ArrowDown");
        Assert.Equal("0 0, 1 0, 1 1, 0 0.805", await CornersAsync());
        await Page.Keyboard.PressAsync("Insert");
        Assert.Equal("0 0, 1 0, 1 1, 0 0.805, 0 0.403", await CornersAsync());
        await Page.Keyboard.PressAsync("Delete");
        Assert.Equal("0 0, 1 0, 1 1, 0 0.805", await CornersAsync());
        await Page.Keyboard.PressAsync("Control+z");
        Assert.Equal("0 0, 1 0, 1 1, 0 0.805, 0 0.403", await CornersAsync());
        await Page.Keyboard.PressAsync("Control+y");
        await Handle(0).FocusAsync();
        await Page.Keyboard.PressAsync("Tab");
        Assert.Equal("c1-1", await Page.EvaluateAsync<string>("() => document.activeElement.dataset.key"));

        // A finger's width on a phone and on a screen.
        foreach (var width in new[] { 1366, 390 })
        {
            await Page.SetViewportSizeAsync(width, 800);
            await Page.WaitForFunctionAsync("""
                () => Math.abs(document.querySelector('.handle:not(.between) .touch').getBoundingClientRect().width - 44) < 1
                """);
        }

        await Page.SetViewportSizeAsync(1366, 900);
        Assert.Empty((await Page.RunAxe()).Violations);

        // People walk; until they have, nothing would have been an alarm.
        var patience = Eventually.Token;
        while (await Page.Locator("ol.would li").CountAsync() == 0)
        {
            await Task.Delay(500, patience);
            await Page.ClickAsync("button[formaction$='/look']");
            Assert.Equal("0 0, 1 0, 1 1, 0 0.805", await CornersAsync());
        }

        Assert.Contains("zone-1", await Page.TextContentAsync("ol.would li"), StringComparison.Ordinal);
        Assert.True(await Page.Locator("svg .would circle").CountAsync() > 0);

        // Nothing of that is in force yet; saved, it is, and who walks next is an alarm.
        Assert.DoesNotContain(_gateway.Happened.All, one => one is AlarmRaised { Zone: "zone-1" });
        await Page.ClickAsync("details.act:has(> button) > summary");
        await Page.ClickAsync("details.act > button");
        await Page.WaitForSelectorAsync("#said.good");
        var file = await File.ReadAllTextAsync(_gateway.SitePath);
        Assert.Contains("// along the fence", file, StringComparison.Ordinal);
        Assert.Contains("\"zone-1\"", file, StringComparison.Ordinal);
        await Eventually.IsAsync(() => _gateway.Happened.All.Any(one => one is AlarmRaised { Camera: "fence", Zone: "zone-1" }));
        await using var guard = await Visitor.LoggedInAsync(browser, _gateway, Role.Guard);
        await guard.Page.WaitForSelectorAsync(".alarm:has-text('zone-1')");
    }

    private Task<string> CornersAsync() => Page.InputValueAsync("[name=corners-1]");

    private ILocator Handle(int corner) => Page.Locator($"[data-key=c1-{corner}]");

    private async Task DragAsync(int corner, double x, double y)
    {
        var picture = (await Page.Locator("#drawing").BoundingBoxAsync())!;
        var handle = (await Handle(corner).BoundingBoxAsync())!;
        await Page.Mouse.MoveAsync(handle.X + (handle.Width / 2), handle.Y + (handle.Height / 2));
        await Page.Mouse.DownAsync();
        await Page.Mouse.MoveAsync((float)(picture.X + (picture.Width * x)), (float)(picture.Y + (picture.Height * y)),
            new MouseMoveOptions { Steps = 4 });
        await Page.Mouse.UpAsync();
    }
}
