using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;
using Zhuhui.Edge.Drivers.Boards;
using Zhuhui.Edge.Gateway.Doors;
using Zhuhui.Edge.Gateway.Host;
using Zhuhui.Edge.Gateway.Loops;
using Zhuhui.Edge.Gateway.Remote.Configuration;
using Zhuhui.Edge.Gateway.Site;
using Zhuhui.Edge.Tests.Support;

namespace Zhuhui.Edge.Gateway.Tests.Host;

public sealed class RunOrderTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task What_runs_starts_in_the_order_of_its_document()
    {
        var site = new SiteFile
        {
            DataFolder = _folder.Path,
            District = "d",
            Compound = "c",
            Gateway = "g",
            Boards = [new BoardOptions { Id = "box", Kind = BoardKind.Simulated }],
            Doors = [new DoorOptions { Id = "gate", Name = "Gate", Relay = new RelayOptions { Board = "box", Pin = 1 } }],
        };
        using var hardware = new DoorHardware(site, TimeProvider.System, NullLoggerFactory.Instance);
        await using var app = GatewayHost.Build(new BareSite(site), site, hardware, new ExitCode());
        var run = app.Services.GetServices<IHostedService>().Select(service => service.GetType())
            .Where(type => type.Assembly == typeof(GatewayHost).Assembly).Select(type => type.Name);
        Assert.Equal(Documented(), run);
    }

    [Fact]
    public void Only_three_files_ask_the_container_for_a_service()
    {
        var root = Repository.At();
        var asking = new[] { "gateway", "drivers", "vision", "cloud-bridge" }
            .SelectMany(room => Directory.EnumerateFiles(Path.Combine(root, room), "*.cs", SearchOption.AllDirectories))
            .Where(file => File.ReadAllText(file).Contains("GetRequiredService", StringComparison.Ordinal) || File.ReadAllText(file)
                .Contains("GetService<", StringComparison.Ordinal))
            .Select(file => Path.GetRelativePath(root, file)).Order(StringComparer.Ordinal);
        Assert.Equal(["gateway/Host/GatewayHost.cs", "gateway/Host/RunningGateway.cs", "gateway/Loops/RoomRegistration.cs"], asking);
    }

    private static IEnumerable<string> Documented() =>
        Regex.Matches(File.ReadAllText(Repository.At("docs", "design", "loops.md")), @"^\| `(\w+)` \|", RegexOptions.Multiline)
            .Select(row => row.Groups[1].Value);
}
