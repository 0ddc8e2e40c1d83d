using System.Diagnostics;
using System.Globalization;

namespace Zhuhui.Edge.Benchmarks.Crash;

/// <summary>Starts the writer, kills it at a random moment after its first append, and keeps what it had said by then.</summary>
/// <param name="Kills">How often it was killed.</param>
/// <param name="Acknowledged">Numbers whose append had returned.</param>
internal sealed record Killing(int Kills, IReadOnlyCollection<long> Acknowledged)
{
    /// <summary>More than a writer appends before it dies.</summary>
    private const long NumbersARun = 1_000_000;

    private static readonly TimeSpan _longest = TimeSpan.FromSeconds(1.5);
    private static readonly TimeSpan _patience = TimeSpan.FromMinutes(2);

    public static async Task<Killing> RunAsync(int kills, string folder, int port, int rate)
    {
        var acknowledged = new HashSet<long>();
        for (var run = 0; run < kills; run++)
        {
            using var writer = Start("append", folder, port, (run * NumbersARun).ToString(CultureInfo.InvariantCulture),
                rate.ToString(CultureInfo.InvariantCulture));
            var first = await writer.StandardOutput.ReadLineAsync().WaitAsync(_patience)
                ?? throw new InvalidOperationException($"the writer of run {run} ended with code {writer.ExitCode}"
                + " before it appended anything");
            var rest = writer.StandardOutput.ReadToEndAsync();
#pragma warning disable CA5394 // The moment is no secret.
            await Task.Delay(_longest * Random.Shared.NextDouble());
#pragma warning restore CA5394
            writer.Kill();
            await writer.WaitForExitAsync().WaitAsync(_patience);
            var said = first + "\n" + await rest.WaitAsync(_patience);

            // A last line without its end was cut by the kill: its append had returned all the same, but the number may be cut too.
            acknowledged.UnionWith(said[..(said.LastIndexOf('\n') + 1)].Split('\n', StringSplitOptions.RemoveEmptyEntries)
                .Select(line => long.Parse(line, CultureInfo.InvariantCulture)));
            if ((run + 1) % 50 == 0)
            {
                Console.Error.WriteLine($"crash: {run + 1} of {kills} kills, {acknowledged.Count} appends acknowledged");
            }
        }

        return new Killing(kills, acknowledged);
    }

    /// <summary>Lets a last writer bring everything to the hub; the seconds it took.</summary>
    public static async Task<double> DrainAsync(string folder, int port)
    {
        var began = Stopwatch.GetTimestamp();
        using var writer = Start("drain", folder, port);
        await writer.WaitForExitAsync().WaitAsync(TimeSpan.FromMinutes(6));
        return writer.ExitCode == 0 ? Stopwatch.GetElapsedTime(began).TotalSeconds
            : throw new InvalidOperationException("the hub did not acknowledge everything within five minutes");
    }

    private static Process Start(string mode, string folder, int port, params string[] more) => Process.Start(
        new ProcessStartInfo("dotnet", [typeof(Killing).Assembly.Location, mode, folder, port.ToString(CultureInfo.InvariantCulture),
            .. more])
        {
            RedirectStandardOutput = true,
        })!;
}
