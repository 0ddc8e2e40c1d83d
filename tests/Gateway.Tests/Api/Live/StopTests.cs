using System.Diagnostics;
using Xunit;
using Zhuhui.Edge.Gateway.Accounts;

namespace Zhuhui.Edge.Gateway.Tests.Api.Live;

public sealed class StopTests
{
    /// <summary>Kestrel waits for requests in work as long as the host lets it, which is 15 s here.</summary>
    [Fact]
    public async Task A_gateway_that_stops_waits_for_no_stream()
    {
        var gateway = await RunningApi.StartAsync();
        HeardStream[] streams = [.. await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => HeardStream.OpenAsync(gateway.As(Role.Guard),
            null)))];
        await Task.WhenAll(streams.Select(stream => stream.UntilAsync("snapshot")));
        var ends = streams.Select(stream => stream.EndAsync()).ToArray();
        var watch = Stopwatch.StartNew();
        await gateway.StopAsync();
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(12), $"the stop took {watch.Elapsed}");
        await Task.WhenAll(ends);
        await gateway.DisposeAsync();
    }
}
