using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Xunit;
using Zhuhui.Edge.Gateway.Accounts;
using Zhuhui.Edge.Gateway.Events;
using Zhuhui.Edge.Gateway.Perimeter;
using Zhuhui.Edge.Gateway.Site;
using Zhuhui.Edge.Gateway.Tests.Api;

namespace Zhuhui.Edge.Gateway.Tests.Console.Arming;

/// <summary>What is armed, and by whose order, on the guard's page.</summary>
public sealed class PlacePagesTests : IAsyncLifetime
{
    private RunningApi _gateway = null!;

    public async ValueTask InitializeAsync() => _gateway = await RunningApi.StartAsync(site => site with
    {
        Cameras =
        [
            new SiteCamera
            {
                Id = "fence",
                Ring = Ring.Perimeter,
                Url = "rtsp://127.0.0.1:1/none",
                Zones = [new SiteZone { Id = "yard", Points = [0.1, 0.5, 0.9, 0.5, 0.5, 1] }],
            },
        ],
    });

    public ValueTask DisposeAsync() => _gateway.DisposeAsync();

    [Fact]
    public async Task A_guard_disarms_a_place_for_some_hours_under_the_own_name_and_gives_it_back()
    {
        var guard = new PageVisitor(_gateway, Role.Guard);
        var page = await guard.GetAsync("/duty/places");
        Assert.Contains("fence/yard", page.Text, StringComparison.Ordinal);
        Assert.True(Yard.Armed);

        var done = await guard.FollowAsync(await guard.PostAsync("/duty/places", ("place", "fence/yard"), ("order", "Disarm"),
            ("hours", "1.5")));
        Assert.Contains("fence/yard is not armed: no alarms from there.", done.Text, StringComparison.Ordinal);
        Assert.Contains("machine-Guard until", done.Text, StringComparison.Ordinal);
        Assert.False(Yard.Armed);
        var told = Assert.Single(_gateway.Happened.All.OfType<WatchOrdered>());
        Assert.Equal(("machine-Guard", WatchOrder.Disarm), (told.Operator, told.Order));
        Assert.InRange((told.Until!.Value - DateTimeOffset.UtcNow).TotalHours, 1.4, 1.5);

        await guard.PostAsync("/duty/places", ("place", "fence/yard"), ("order", "Usual"), ("hours", ""));
        Assert.True(Yard.Armed);
        Assert.Null(Yard.OrderedBy);
    }

    [Theory]
    [InlineData("200", "Hours are a number from 0.5 to 168")]
    [InlineData("soon", "Hours are a number from 0.5 to 168")]
    public async Task A_time_that_is_none_changes_nothing_and_is_told_beside_its_place(string hours, string words)
    {
        var guard = new PageVisitor(_gateway, Role.Guard);
        await guard.GetAsync("/duty/places");
        var refused = await guard.PostAsync("/duty/places", ("place", "fence/yard"), ("order", "Disarm"), ("hours", hours));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.Status);
        Assert.Contains(words, refused.Text, StringComparison.Ordinal);
        Assert.True(Yard.Armed);
    }

    [Fact]
    public async Task The_office_looks_and_orders_nothing()
    {
        var office = new PageVisitor(_gateway, Role.Office);
        var page = await office.GetAsync("/duty/places");
        Assert.DoesNotContain("name=\"order\"", page.Html, StringComparison.Ordinal);
        var refused = await office.PostAsync("/duty/places", ("place", "fence/yard"), ("order", "Disarm"), ("hours", ""));
        Assert.Equal(HttpStatusCode.Forbidden, refused.Status);
        Assert.True(Yard.Armed);
    }

    private PlaceStatus Yard => _gateway.Services.GetRequiredService<PerimeterWatch>().Places.Single(one => one.Place == "fence/yard");
}
