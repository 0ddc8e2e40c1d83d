using System.Net;
using Xunit;
using Zhuhui.Edge.Gateway.Accounts;
using Zhuhui.Edge.Gateway.Site;
using Zhuhui.Edge.Gateway.Tests.Api;

namespace Zhuhui.Edge.Gateway.Tests.Console.Zones;

/// <summary>The page on which a camera's zones are drawn, read and sent without a script.</summary>
public sealed class ZonePageTests : IAsyncLifetime
{
    private RunningApi _gateway = null!;
    private PageVisitor _technician = null!;

    public async ValueTask InitializeAsync()
    {
        _gateway = await RunningApi.StartAsync(site => site with
        {
            Cameras =
            [
                new SiteCamera
                {
                    Id = "fence",
                    Url = "rtsp://127.0.0.1:1/none",
                    Zones = [new SiteZone { Id = "yard", Points = [0.1, 0.5, 0.9, 0.5, 0.5, 1] }],
                    Lines = [new SiteLine { Id = "wall", From = [0.1, 0.7], To = [0.9, 0.7] }],
                },
            ],
        });
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
    public async Task What_is_wrong_comes_back_as_it_was_typed_with_the_reason_beside_it()
    {
        await _technician.GetAsync("/cameras/fence/zones");
        var refused = await _technician.PostAsync("/cameras/fence/zones", ("kind-0", "zone"), ("id-0", "yard"),
            ("corners-0", "0.1 0.5, 0.9 0.5"), ("direction-0", "Either"), ("anybody-0", ""), ("loiter-0", ""), ("was-0", "yard"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.Status);
        Assert.Equal("0.1 0.5, 0.9 0.5", refused.Field("corners-0"));
        Assert.Contains("An area has three corners or more.", refused.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Where_nobody_was_followed_the_look_back_says_so_and_does_not_say_that_nothing_would_have_happened()
    {
        await _technician.GetAsync("/cameras/fence/zones");
        var looked = await _technician.PostAsync("/cameras/fence/zones/look", ("kind-0", "zone"), ("id-0", "yard"),
            ("corners-0", "0.1 0.5, 0.9 0.5, 0.5 0.9"), ("direction-0", "Either"), ("anybody-0", ""), ("loiter-0", ""), ("was-0", "yard"));
        Assert.Equal(HttpStatusCode.OK, looked.Status);
        Assert.Contains("Nobody was followed before this camera", looked.Text, StringComparison.Ordinal);

        // What is drawn and not saved stands there still.
        Assert.Equal("0.1 0.5, 0.9 0.5, 0.5 0.9", looked.Field("corners-0"));
    }
}
