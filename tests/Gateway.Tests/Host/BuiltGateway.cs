using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Logging.Abstractions;
using Zhuhui.Edge.Drivers.Boards;
using Zhuhui.Edge.Gateway.Doors;
using Zhuhui.Edge.Gateway.Host;
using Zhuhui.Edge.Gateway.Loops;
using Zhuhui.Edge.Gateway.Remote.Configuration;
using Zhuhui.Edge.Gateway.Site;
using Zhuhui.Edge.Tests.Support;

namespace Zhuhui.Edge.Gateway.Tests.Host;

/// <summary>A gateway of one door on a simulated board, put together as the program does and not started.</summary>
internal sealed class BuiltGateway : IAsyncDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly DoorHardware _hardware;
    private readonly WebApplication _app;

    public BuiltGateway()
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
        _hardware = new DoorHardware(site, TimeProvider.System, NullLoggerFactory.Instance);
        _app = GatewayHost.Build(new BareSite(site), site, _hardware, new ExitCode());
    }

    public IServiceProvider Services => _app.Services;

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        _hardware.Dispose();
        _folder.Dispose();
    }
}
