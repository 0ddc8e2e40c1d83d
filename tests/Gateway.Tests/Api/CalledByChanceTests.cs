using Xunit;
using Zhuhui.Edge.Gateway.Accounts;
using Zhuhui.Edge.Tests.Support.OpenApi;

namespace Zhuhui.Edge.Gateway.Tests.Api;

/// <summary>Every operation of the API's own document, called by chance as every role. The seed is fixed, so that a finding comes again;
/// <c>tests/benchmarks/run.sh fuzz</c> draws one each time, and goes on for ten minutes.</summary>
public sealed class CalledByChanceTests
{
    private const int Lanes = 2;
    private const int CallsOfLane = 2000;

    [Fact]
    public async Task No_call_ends_in_a_fault_of_the_gateway_or_in_an_answer_that_the_document_does_not_have()
    {
        await using var gateway = await RunningApi.StartAsync();
        HttpClient[] clients = [.. Enum.GetValues<Role>().Where(role => role != Role.None).Select(gateway.As),
            gateway.As(Role.Administrator), gateway.Nobody()];
        var document = ApiDocument.Parse(await gateway.Nobody().GetStringAsync("openapi.json"));
        var seen = new SeenValues(Accounts(gateway).Select(account => account.Id).ToHashSet(StringComparer.Ordinal));
        var fuzzer = new ApiFuzzer(document, clients, seen, seed: 11);
        await fuzzer.RunAsync(Lanes, calls => calls >= CallsOfLane);
        Assert.True(fuzzer.Findings.Count == 0, string.Join('\n', fuzzer.Findings.Take(20)));
        Assert.Equal(document.Operations.Count, fuzzer.Counts.Keys.Select(key => key.Operation).Distinct().Count());
        Assert.True(fuzzer.Counts.Where(one => one.Key.Status < 300).Sum(one => one.Value) > CallsOfLane / 10);
    }

    private static IReadOnlyList<Account> Accounts(RunningApi gateway) =>
        ((AccountStore)gateway.Services.GetService(typeof(AccountStore))!).All;
}
