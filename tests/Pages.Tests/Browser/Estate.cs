using Zhuhui.Edge.Drivers.Boards;
using Zhuhui.Edge.Drivers.Readers;
using Zhuhui.Edge.Gateway.Site;
using Zhuhui.Edge.Gateway.Tests.Api;
using Zhuhui.Edge.Tests.Support;
using Zhuhui.Edge.Tests.Support.Boards;

namespace Zhuhui.Edge.Pages.Tests.Browser;

/// <summary>A gateway with its pages: two doors of a simulated board, the gate with a card reader, the unit's with a contact, whose wires a
/// test pulls. It can be stopped and started again on the same data.</summary>
internal sealed class Estate : IAsyncDisposable
{
    private const int Contact = 5;
    private const int ExitButton = 6;

    private readonly TemporaryFolder _folder = new();

    private readonly Func<SiteFile, SiteFile>? _with;

    private Estate(Func<SiteFile, SiteFile>? with) => _with = with;

    public RunningApi Gateway { get; private set; } = null!;

    public static async Task<Estate> StartAsync(Func<SiteFile, SiteFile>? with = null)
    {
        var estate = new Estate(with);
        await estate.StartAgainAsync();
        return estate;
    }

    public async Task StopAsync() => await Gateway.DisposeAsync();

    public async Task StartAgainAsync()
    {
        Gateway = await RunningApi.StartAsync(site => Changed(site with
        {
            Compound = "huaxin",
            Readers = [new ReaderOptions { Id = "gate-card", Board = "box", Data0Pin = 14, Data1Pin = 15 }],
            Doors =
            [
                site.Doors[0] with { Name = "East gate", Readers = ["gate-card"], UnlockSeconds = 2 },
                site.Doors[1] with
                {
                    Contact = new InputOptions { Board = "box", Pin = Contact, ActiveLow = false },
                    ExitButton = new InputOptions { Board = "box", Pin = ExitButton },
                },
            ],
        }), _folder.Path);
        await CloseAsync();
    }

    private SiteFile Changed(SiteFile site) => _with?.Invoke(site) ?? site;

    /// <summary>Somebody breaks the unit's door open.</summary>
    public Task ForceAsync() => TellBoardAsync($"set {Contact} 0");

    public Task CloseAsync() => TellBoardAsync($"set {Contact} 1");

    public Task ReadCardAsync(long number) => TellBoardAsync($"card 14 15 wiegand-34 {number}");

    public async ValueTask DisposeAsync()
    {
        await Gateway.DisposeAsync();
        _folder.Dispose();
    }

    private Task TellBoardAsync(string line) => SimulatedWires.TellAsync(_folder.Path, line);
}
