using System.Diagnostics;
using System.Globalization;
using Zhuhui.Edge.Tests.Support.Power;

namespace Zhuhui.Edge.Benchmarks.Power;

/// <summary>Starts the writer on the disk, cuts the power at a random moment, kills the writer, and looks at what the disk has.</summary>
/// <param name="gateway">What the hub calls this box.</param>
/// <param name="before">Cuts of the boxes before.</param>
internal sealed class Cuts(DroppingDisk disk, string gateway, int before, Random chance, int port, int rate)
{
    /// <summary>More than a writer says before it dies.</summary>
    private const long NumbersARun = 1_000_000;

    private const int MostSaid = 300;

    private static readonly TimeSpan _longest = TimeSpan.FromSeconds(0.1);
    private static readonly TimeSpan _opening = TimeSpan.FromSeconds(1.2);
    private static readonly TimeSpan _patience = TimeSpan.FromMinutes(1);

    private readonly Expected _expected = new();

    /// <summary>A line each, with the number of its cut.</summary>
    public List<string> Faults { get; } = [];

    public int Done { get; private set; }

    /// <summary>Cuts that fell into an opening of the rooms.</summary>
    public int InOpening { get; private set; }

    public Expected Expected => _expected;

    public Findings Findings => field ??= new Findings(disk.Place, _expected);

    public async Task RunAsync(int cuts, int mostFaults)
    {
        for (Done = 0; Done < cuts && Faults.Count < mostFaults; Done++)
        {
            // Three in ten lose whatever was not synced; of the others any part may be there.
            var dropsAll = chance.Next(10) < 3;
            await CutAsync(dropsAll ? null : chance);

            // Some openings follow on a cut without anybody having looked: what an opening does is cut too.
            if (chance.Next(4) > 0 || Done == cuts - 1)
            {
                Note(Findings.Look().Select(fault =>
                    $"cut {before + Done + 1} ({(dropsAll ? "all" : "any part")}): {fault}"));
            }

        }
    }

    private async Task CutAsync(Random? kept)
    {
        using var writer = Process.Start(new ProcessStartInfo("dotnet", [typeof(Cuts).Assembly.Location, "write", disk.Place, gateway,
            Text(port), Text((before + Done + 1) * NumbersARun), Text(rate)])
        {
            RedirectStandardOutput = true,
        })!;
        // By what was said and not by time: so it is as hard on a busy machine.
        var (said, enough, most) = (new List<Said>(), new TaskCompletionSource(), chance.Next(1, MostSaid));
        var reading = ReadAsync(writer.StandardOutput, said, most, enough);

        // One in five in the middle of the opening, as far as anybody can tell.
        if (chance.Next(5) > 0)
        {
            await Task.WhenAny(enough.Task, reading).WaitAsync(_patience);
            await Task.Delay(_longest * chance.NextDouble());
        }
        else
        {
            await Task.Delay(_opening * chance.NextDouble());
        }

        var isAway = writer.HasExited;
        var cut = Stopwatch.GetTimestamp();
        disk.Stop();
        writer.Kill();
        disk.Cut(kept);
        await writer.WaitForExitAsync().WaitAsync(_patience);
        await reading.WaitAsync(_patience);
        InOpening += said.Count == 0 ? 1 : 0;
        if (isAway)
        {
            Note([$"cut {before + Done + 1}: the writer had ended by itself with code {writer.ExitCode}"]);
        }

        _expected.Add(said, cut);
    }

    private void Note(IEnumerable<string> faults)
    {
        foreach (var fault in faults)
        {
            Console.Error.WriteLine($"power: {fault}");
            Faults.Add(fault);
        }
    }

    /// <summary>A last line without its end, cut by the kill, is none.</summary>
    private static async Task ReadAsync(TextReader output, List<Said> said, int most, TaskCompletionSource enough)
    {
        while (await output.ReadLineAsync() is { } line)
        {
            if (Said.Parse(line) is { } one)
            {
                said.Add(one);
                if (said.Count == most)
                {
                    enough.TrySetResult();
                }
            }
        }
    }

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
