using Xunit;
using Zhuhui.Edge.Gateway.Tests.EndToEnd;

namespace Zhuhui.Edge.Gateway.Tests.Cli;

[Trait("needs", "process")]
public sealed class DoorCommandTests
{
    [Fact]
    public async Task Without_a_running_gateway_an_order_is_refused_and_says_so()
    {
        using var compound = new Compound();
        var (code, _, error) = await OrderAsync(compound, "unlock", "--door", "east-gate", "--operator", "guard");
        Assert.Equal(1, code);
        Assert.Equal($"zhuhui-edge: no gateway runs on {compound.Data}; only a running gateway can carry out an order", error.Trim());
    }

    [Fact]
    public async Task The_running_gateway_carries_out_an_order_or_says_why_not_and_records_both()
    {
        using var compound = new Compound();
        await using var gateway = compound.StartGateway();
        await gateway.SaysAsync("local status:");
        var (done, said, _) = await OrderAsync(compound, "forgive", "--all", "--operator", "guard");
        Assert.Equal((0, "forgive: everybody"), (done, said.Trim()));
        var (refused, _, why) = await OrderAsync(compound, "lockdown", "--door", "no-such-door", "--minutes", "5", "--operator", "guard");
        Assert.Equal((3, "zhuhui-edge: this gateway has no such door"), (refused, why.Trim()));
        Assert.Equal(0, await gateway.StopAsync());
        var registry = string.Concat(Directory.GetFiles(Path.Combine(compound.Data, "journal", "registry"), "*.journal")
            .Select(File.ReadAllText));
        Assert.Single(registry.Split("command.done")[1..]);
        Assert.Single(registry.Split("command.refused")[1..]);
        Assert.True(File.Exists(Path.Combine(compound.Data, "remembered.json")), "the orderly stop left no snapshot");
    }

    [Theory]
    [InlineData("door needs unlock", "open", "--door", "gate", "--operator", "guard")]
    [InlineData("--door or --all is needed", "unlock", "--operator", "guard")]
    [InlineData("--door or --all is needed", "unlock", "--door", "gate", "--all", "--operator", "guard")]
    [InlineData("--operator is missing", "unlock", "--door", "gate")]
    [InlineData("--minutes is missing", "lockdown", "--all", "--operator", "guard")]
    [InlineData("from 1 to 1440", "hold-open", "--all", "--operator", "guard", "--minutes", "1441")]
    [InlineData("unknown option '--minutes'", "unlock", "--all", "--operator", "guard", "--minutes", "5")]
    public async Task An_order_that_is_not_whole_is_refused_before_the_gateway_is_asked(string expected, params string[] words)
    {
        using var compound = new Compound();
        var (code, _, error) = await OrderAsync(compound, words);
        Assert.Equal(2, code);
        Assert.Contains(expected, error, StringComparison.Ordinal);
    }

    private static Task<(int Code, string Output, string Error)> OrderAsync(Compound compound, params string[] words) =>
        RunningProgram.RunAsync("zhuhui-edge", ["door", .. words, "--site", compound.SiteFile]);
}
