using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Xunit;
using Zhuhui.Edge.Gateway.Api.Live;
using Zhuhui.Edge.Gateway.Events;
using Zhuhui.Edge.Gateway.Journals;
using Zhuhui.Edge.Tests.Support;

namespace Zhuhui.Edge.Gateway.Tests.Api.Live;

public sealed class SlowReaderTests
{
    private const int Many = 5000;

    [Fact]
    public async Task A_reader_that_was_slow_gets_the_whole_state_in_place_of_thousands_of_messages()
    {
        await using var gateway = await RunningApi.StartAsync();
        var board = gateway.Services.GetRequiredService<LiveBoard>();
        var ledger = gateway.Services.GetRequiredService<EventLedger>();
        using var slow = board.Open(null, isDistrict: false)!;
        using var witness = board.Open(null, isDistrict: false)!;
        await Eventually.IsAsync(() => slow.Next().Messages.Count > 0 && witness.Next().Messages.Count > 0);
        for (var i = 0; i < Many; i++)
        {
            ledger.Append(new DeviceNoted($"box-{i}", "made up", 1));
        }

        // Whoever reads all the time has heard of them, or was told to begin anew.
        var heard = 0;
        await Eventually.IsAsync(() =>
        {
            var messages = witness.Next().Messages.Select(Encoding.UTF8.GetString).ToArray();
            heard += messages.Count(message => message.Contains("box-", StringComparison.Ordinal));
            return heard == Many || messages.Any(message => message.Contains("event: snapshot", StringComparison.Ordinal));
        });
        await Eventually.IsAsync(() => witness.Next().Messages.Count == 0);
        var whole = Encoding.UTF8.GetString(Assert.Single(slow.Next().Messages));
        Assert.Contains("event: snapshot", whole, StringComparison.Ordinal);
    }
}
