using Xunit;
using Zhuhui.Edge.Drivers.Readers;
using Zhuhui.Edge.Gateway.Accounts;
using Zhuhui.Edge.Gateway.Site;
using Zhuhui.Edge.Gateway.Tests.Api;
using Zhuhui.Edge.Gateway.Tests.Api.Office;
using Zhuhui.Edge.Tests.Support.Boards;

namespace Zhuhui.Edge.Gateway.Tests.Console.Residents;

/// <summary>A running gateway with a card reader at its gate, the office's clerk before its pages, and the same clerk's program at its
/// API.</summary>
public sealed class Desk : IAsyncLifetime
{
    internal RunningApi Gateway { get; private set; } = null!;

    internal DeskVisitor Clerk { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Gateway = await StartAsync();
        Clerk = await DeskVisitor.EnterAsync(Gateway, "clerk", Role.Office);
    }

    internal static Task<RunningApi> StartAsync(Func<SiteFile, SiteFile>? with = null) => RunningApi.StartAsync(site =>
    {
        var read = site with
        {
            Readers = [new ReaderOptions { Id = "gate-card", Board = "box", Data0Pin = 14, Data1Pin = 15 }],
            Doors = [site.Doors[0] with { Readers = ["gate-card"] }, .. site.Doors.Skip(1)],
        };
        return with?.Invoke(read) ?? read;
    });

    public async ValueTask DisposeAsync()
    {
        Clerk.Dispose();
        await Gateway.DisposeAsync();
    }

    /// <summary>By the reader's wires. Between two cards a reader makes a pause; without one they are noise.</summary>
    internal async Task TapAsync(ulong card)
    {
        await SimulatedWires.TellAsync(Gateway.Site.DataFolder, $"card 14 15 wiegand-34 {card}");
        await Task.Delay(TimeSpan.FromMilliseconds(300));
    }

    /// <returns>The new person's id.</returns>
    internal async Task<string> AddAsync(string name, string home, object? rest = null, params string[] cards)
    {
        var added = await OfficeBench.SendAsync(Gateway.As(Role.Office), HttpMethod.Post, "people", new { name, home, cards, rest });
        Assert.True(added.Status == System.Net.HttpStatusCode.Created, added.Json?.ToJsonString());
        return (string)added["id"]!;
    }

    /// <summary>As the API has the person.</summary>
    internal Task<Reply> PersonAsync(string id) => OfficeBench.SendAsync(Gateway.As(Role.Office), HttpMethod.Get, $"people/{id}");
}
