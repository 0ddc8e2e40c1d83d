using Microsoft.Extensions.DependencyInjection;
using Zhuhui.Edge.Benchmarks.Api;
using Zhuhui.Edge.Gateway.Console.Live;
using Zhuhui.Edge.Gateway.Tests.Api;
using Zhuhui.Edge.Tests.Support;

namespace Zhuhui.Edge.Benchmarks.Pages;

/// <summary>What open duty pages cost the gateway.</summary>
internal static class OpenPages
{
    public static async Task MeasureAsync(Table table)
    {
        await using var gateway = await RunningApi.StartAsync();
        var board = gateway.Services.GetRequiredService<SheetBoard>();
        await Streams.MeasureAsync(gateway, table, "/live/duty", ("duty pages", "pages"), () => board.Viewers);
    }
}
