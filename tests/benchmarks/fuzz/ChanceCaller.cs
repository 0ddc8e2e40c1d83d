using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Zhuhui.Edge.Tests.Support.OpenApi;

namespace Zhuhui.Edge.Benchmarks.Fuzz;

/// <param name="Tokens">One a client; the clients are taken by chance.</param>
/// <param name="Measured">What it may not touch.</param>
internal sealed record CallerOrder(Uri Api, IReadOnlyList<string> Tokens, IReadOnlyList<string> Measured, int Seed, double Seconds);

internal sealed record CallerCount(string Operation, int Status, int Calls);

internal sealed record CallerReport(int Operations, IReadOnlyList<CallerCount> Counts, IReadOnlyList<string> NeverDone,
    IReadOnlyList<FuzzFinding> Findings, double ProcessorSeconds);

/// <summary>Who calls by chance: a process of its own, so that it can be as polite, or as rude, as a machine elsewhere would be.</summary>
internal static class ChanceCaller
{
    private const int Lanes = 3;

    public const string Argument = "--call";

    public const string BurnArgument = "--burn";

    /// <summary>Reads one order, calls, writes one report.</summary>
    public static async Task<int> RunAsync()
    {
        var order = JsonSerializer.Deserialize<CallerOrder>(await Console.In.ReadToEndAsync())!;
        HttpClient[] clients = [.. order.Tokens.Select(token => RunningEstate.Client(order.Api, token))];
        using var nobody = RunningEstate.Client(order.Api, null);
        var document = ApiDocument.Parse(await nobody.GetStringAsync("/api/v1/openapi.json"));
        var fuzzer = new ApiFuzzer(document, clients, new SeenValues(order.Measured.ToHashSet()), order.Seed);
        using var stop = new CancellationTokenSource(TimeSpan.FromSeconds(order.Seconds));
        await fuzzer.RunAsync(Lanes, _ => stop.IsCancellationRequested);
        string[] never = [.. document.Operations.Select(one => one.ToString()).Where(one => !fuzzer.Counts.Keys.Any(key =>
            key.Operation == one && key.Status < 300))];
        using var self = Process.GetCurrentProcess();
        await Console.Out.WriteLineAsync(JsonSerializer.Serialize(new CallerReport(document.Operations.Count,
            [.. fuzzer.Counts.Select(one => new CallerCount(one.Key.Operation, one.Key.Status, one.Value))], never,
            [.. fuzzer.Findings], self.TotalProcessorTime.TotalSeconds)));
        return 0;
    }

    /// <summary>Keeps all cores busy and touches nothing.</summary>
    public static int Burn(string seconds)
    {
        var (began, length) = (Stopwatch.GetTimestamp(), TimeSpan.FromSeconds(double.Parse(seconds, CultureInfo.InvariantCulture)));
        Thread[] burning = [.. Enumerable.Range(0, Environment.ProcessorCount).Select(_ => new Thread(() =>
        {
            while (Stopwatch.GetElapsedTime(began) < length)
            {
            }
        }))];
        Array.ForEach(burning, one => one.Start());
        Array.ForEach(burning, one => one.Join());
        return 0;
    }

    /// <returns>The process; what it says comes on its standard output.</returns>
    public static Process Start(int nice, params string[] arguments) => Process.Start(new ProcessStartInfo("nice",
        ["-n", nice.ToString(CultureInfo.InvariantCulture), Environment.ProcessPath!, .. Self, .. arguments])
    { RedirectStandardInput = true, RedirectStandardOutput = true })!;

    /// <summary>What the runtime has to be told to run this program.</summary>
    private static string[] Self => Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet"
        ? [typeof(ChanceCaller).Assembly.Location] : [];
}
