using System.Text.Json;
using Xunit;
using Zhuhui.Edge.Gateway.Tests.EndToEnd;

namespace Zhuhui.Edge.Gateway.Tests.Cli;

/// <summary>What only reads goes on beside a gateway that runs.</summary>
[Trait("needs", "process")]
public sealed class BesideTheGatewayTests
{
    [Fact]
    public async Task Report_and_replay_say_what_was_written_so_far_and_the_gateway_goes_on()
    {
        using var compound = new Compound();
        await compound.EnrolAsync("--name", "Wang Wu", "--card", Compound.WangCard);
        await using var gateway = compound.StartGateway();
        await gateway.SaysAsync("local status:");
        await compound.HoldCardAsync(Compound.WangCard);
        await gateway.SaysAsync("lets in somebody");
        var report = await compound.ReportAsync();
        Assert.Equal(1, report.GetProperty("passagesGranted").GetProperty("byPerson").GetProperty("Wang Wu").GetInt64());
        var (replayed, said, error) = await compound.RunAsync("replay");
        Assert.Equal((0, ""), (replayed, error));
        Assert.StartsWith("1 granted, 0 denied", said, StringComparison.Ordinal);
        await compound.HoldCardAsync("999");
        await gateway.SaysAsync("unknown card");
        Assert.Equal(1, (await compound.ReportAsync()).GetProperty("passagesDenied").GetProperty("byReason").GetProperty("unknownCard")
            .GetInt64());

        // Everything else that reads.
        Assert.Equal(0, (await compound.RunAsync("check")).Code);
        Assert.Equal(0, (await compound.RunAsync("events", "--no-names")).Code);
        Assert.Equal(0, (await RunningProgram.RunAsync("zhuhui-edge", "registry", "list", "--site", compound.SiteFile)).Code);
        Assert.Equal(0, (await RunningProgram.RunAsync("zhuhui-edge", "watch", "list", "--site", compound.SiteFile)).Code);
        Assert.Equal(0, (await RunningProgram.RunAsync("zhuhui-edge", "schema", "events")).Code);

        Assert.Equal(0, await gateway.StopAsync());
        var after = await compound.ReportAsync();
        Assert.Equal(1, after.GetProperty("passagesGranted").GetProperty("byPerson").GetProperty("Wang Wu").GetInt64());
        Assert.Equal(JsonValueKind.Object, after.GetProperty("cardToRelayMs").ValueKind);
    }
}
