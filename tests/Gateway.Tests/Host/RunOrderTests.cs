using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Xunit;
using Zhuhui.Edge.Gateway.Host;
using Zhuhui.Edge.Tests.Support;

namespace Zhuhui.Edge.Gateway.Tests.Host;

public sealed class RunOrderTests
{
    [Fact]
    public async Task What_runs_starts_in_the_order_of_its_document()
    {
        await using var gateway = new BuiltGateway();
        var run = gateway.Services.GetServices<IHostedService>().Select(service => service.GetType())
            .Where(type => type.Assembly == typeof(GatewayHost).Assembly).Select(type => type.Name);
        Assert.Equal(Documented(), run);
    }

    [Fact]
    public void Only_these_files_ask_the_container_for_a_service()
    {
        var root = Repository.At();
        var asking = new[] { "gateway", "drivers", "vision", "cloud-bridge" }
            .SelectMany(room => Directory.EnumerateFiles(Path.Combine(root, room), "*.cs", SearchOption.AllDirectories))
            .Where(file => File.ReadAllText(file).Contains("GetRequiredService", StringComparison.Ordinal) || File.ReadAllText(file)
                .Contains("GetService<", StringComparison.Ordinal))
            .Select(file => Path.GetRelativePath(root, file)).Order(StringComparer.Ordinal);
        Assert.Equal(["gateway/Console/Views/SpokenRooms.cs", "gateway/Host/GatewayHost.cs", "gateway/Host/RunningGateway.cs",
            "gateway/Loops/RoomRegistration.cs"], asking);
    }

    private static IEnumerable<string> Documented() =>
        Regex.Matches(File.ReadAllText(Repository.At("docs", "design", "loops.md")), @"^\| `(\w+)` \|", RegexOptions.Multiline)
            .Select(row => row.Groups[1].Value);
}
