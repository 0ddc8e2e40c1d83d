using System.Reflection;
using Xunit;
using Zhuhui.Edge.CloudBridge;
using Zhuhui.Edge.Drivers.Readers;
using Zhuhui.Edge.Gateway.Cli;
using Zhuhui.Edge.Vision.Sightings;

namespace Zhuhui.Edge.Gateway.Tests.Architecture;

/// <summary>Which assembly may refer to which, and the words they may use.</summary>
public sealed class AssemblyTests
{
    private const string Ours = "Zhuhui.Edge.";

    private static readonly Assembly _gateway = typeof(CommandLine).Assembly;
    private static readonly Assembly _drivers = typeof(CardRead).Assembly;
    private static readonly Assembly _vision = typeof(Sighting).Assembly;
    private static readonly Assembly _link = typeof(HubLink).Assembly;

    [Fact]
    public void The_gateway_refers_to_drivers_vision_and_the_link_and_to_no_other_room() =>
        Assert.Equal([Name(_link), Name(_drivers), Name(_vision)], RoomsOf(_gateway));

    [Fact]
    public void Drivers_vision_and_the_link_refer_to_no_room()
    {
        Assert.Empty(RoomsOf(_drivers));
        Assert.Empty(RoomsOf(_vision));
        Assert.Empty(RoomsOf(_link));
    }

    [Fact]
    public void The_hub_refers_to_nobody()
    {
        var hub = Assembly.Load("zhuhui-hub");
        Assert.Empty(RoomsOf(hub));
        Assert.DoesNotContain(hub.GetReferencedAssemblies(), a => a.Name == "zhuhui-edge");
    }

    [Fact]
    public void No_room_but_the_gateway_speaks_of_doors_residents_or_passages()
    {
        string[] words = ["Door", "Resident", "Passage"];
        var strangers = new[] { _drivers, _vision, _link }
            .SelectMany(a => a.GetTypes())
            .Where(t => !t.Name.StartsWith('<') && words.Any(w => t.Name.Contains(w, StringComparison.Ordinal)) && t.Name != "Doorbell")
            .Select(t => t.FullName);
        Assert.Empty(strangers);
    }

    [Fact]
    public void There_is_no_room_without_a_purpose()
    {
        string[] words = ["Common", "Shared", "Core", "Abstractions", "Helpers", "Utils"];
        var rooms = new[] { _gateway, _drivers, _vision, _link }.SelectMany(a => a.GetTypes()).Select(t => t.Namespace)
            .Where(n => n?.StartsWith(Ours, StringComparison.Ordinal) == true);
        Assert.DoesNotContain(rooms, n => n!.Split('.').Any(words.Contains));
    }

    private static string Name(Assembly assembly) => assembly.GetName().Name!;

    private static string[] RoomsOf(Assembly assembly) =>
        [.. assembly.GetReferencedAssemblies().Select(a => a.Name!).Where(n => n.StartsWith(Ours, StringComparison.Ordinal)
            || n.StartsWith("zhuhui-", StringComparison.Ordinal)).Order(StringComparer.Ordinal)];
}
