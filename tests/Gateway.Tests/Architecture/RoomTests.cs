using System.Reflection;
using Xunit;
using Zhuhui.Edge.CloudBridge;
using Zhuhui.Edge.Drivers.Readers;
using Zhuhui.Edge.Gateway.Cli;
using Zhuhui.Edge.Vision.Sightings;

namespace Zhuhui.Edge.Gateway.Tests.Architecture;

/// <summary>Each room uses only rooms above it, in every assembly, by the compiled types.</summary>
public sealed class RoomTests
{
    public static TheoryData<string> Assemblies => [.. All.Keys];

    private static Dictionary<string, Lazy<Rooms>> All { get; } = new()
    {
        ["gateway"] = Of(typeof(CommandLine).Assembly, "Zhuhui.Edge.Gateway", RoomArrows.Gateway),
        ["drivers"] = Of(typeof(CardRead).Assembly, "Zhuhui.Edge.Drivers", RoomArrows.Drivers),
        ["vision"] = Of(typeof(Sighting).Assembly, "Zhuhui.Edge.Vision", RoomArrows.Vision),
        ["link"] = Of(typeof(HubLink).Assembly, "Zhuhui.Edge.CloudBridge", RoomArrows.Link),
        ["hub"] = Of(Assembly.Load("zhuhui-hub"), "Zhuhui.Edge.Hub", RoomArrows.Hub),
    };

    [Theory]
    [MemberData(nameof(Assemblies))]
    public void Every_arrow_between_rooms_is_in_the_list_and_every_arrow_of_the_list_is_used(string assembly)
    {
        var difference = All[assembly].Value.Difference();
        Assert.True(difference is null, difference);
    }

    [Theory]
    [MemberData(nameof(Assemblies))]
    public void Every_arrow_of_the_list_points_up(string assembly) => Assert.Empty(All[assembly].Value.Downward());

    [Theory]
    [MemberData(nameof(Assemblies))]
    public void No_rooms_use_one_another_in_a_circle(string assembly) => Assert.Single(All[assembly].Value.LargestCycle());

    private static Lazy<Rooms> Of(Assembly assembly, string root, string list) => new(() => new Rooms(assembly.Location, root, list));
}
