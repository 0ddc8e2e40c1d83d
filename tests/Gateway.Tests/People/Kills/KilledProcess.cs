using System.Diagnostics;
using System.Runtime.CompilerServices;
using Zhuhui.Edge.Gateway.People;
using Zhuhui.Edge.Gateway.People.Rights;
using Zhuhui.Edge.Gateway.Tests.Remote.Rosters;

namespace Zhuhui.Edge.Gateway.Tests.People.Kills;

/// <summary>A change of people in a process of its own, which kills itself with SIGKILL at a step of the writer. The process is this test
/// program again, told by an environment variable what to do before it looks for tests.</summary>
internal static class KilledProcess
{
    private const string Variable = "ZHUHUI_TEST_KILL";
    private const string AtAMoment = "moment";
    private const string Begun = "begun";
    private const int Killed = 128 + 9;

    private static readonly TimeSpan _patience = TimeSpan.FromMinutes(2);

    /// <summary>The changes there are, by name.</summary>
    public static IReadOnlyDictionary<string, Action<KillWorld, string>> Changes { get; } = new Dictionary<string,
        Action<KillWorld, string>>
    {
        ["grant"] = (world, _) => world.Ask(new RightsRequest.PersonBlocking("p-li", false)),
        ["widen"] = (world, _) => world.Ask(new RightsRequest.RightsChange("p-wang", null, [], null, null, null, null)),
        ["revoke"] = (world, _) => world.Ask(new RightsRequest.CardReport(1, null, true)),
        ["enrol"] = (world, _) => world.Enrol("p-zhao", "Zhao", 4),
        ["erase"] = (world, _) => world.Ask(new RightsRequest.PersonRemoval("p-wang")),
        ["erase a face"] = (world, _) => world.Ask(new RightsRequest.FacesClearing("p-wang")),
        ["roster"] = (world, _) => world.Roster(RosterBench.Of(2, 1, new
        {
            people = new[] { RosterBench.Someone("p-hub", "all", "5"), RosterBench.Someone("p-new", "all", "6") },
            groups = new[] { new { id = "all", name = "Everybody", doors = new[] { "gate" } } },
        })),
        ["whole roster"] = (world, _) => world.Roster(RosterBench.Full(2, RosterBench.Someone("p-new", "all", "6"))),
        ["restore"] = (world, backup) => world.Restore(backup),
        ["order with a key"] = (world, _) => world.Order(new RightsRequest.PersonBlocking("p-li", false), "p-li"),
        ["import"] = (world, _) => world.Import(),
        ["import taken back"] = (world, _) => world.TakeImportBack(),
    };

    /// <summary>Runs in the process that is to be killed; nothing in any other.</summary>
    [ModuleInitializer]
    internal static void RunWhereAsked()
    {
        if (Environment.GetEnvironmentVariable(Variable)?.Split('|') is [var change, var step, var folder, var backup])
        {
            // No other thread of this program runs while a module initializer does: whoever started it kills it at a moment.
            WriteStep? wanted = step == AtAMoment ? null : Enum.Parse<WriteStep>(step);
            using var world = new KillWorld(folder, reached => KillAt(wanted, reached));
            System.Console.Out.WriteLine(Begun);
            Changes[change](world, backup);
            if (wanted is null)
            {
                new ManualResetEvent(false).WaitOne();
            }

            Environment.Exit(0);
        }
    }

    /// <returns>Once the process is dead.</returns>
    public static Task RunAsync(string change, WriteStep step, string folder, string backup) =>
        RunAsync(change, $"{step}", folder, backup, after: null);

    /// <summary>Killed so long after the change has begun, wherever it is then.</summary>
    public static Task RunAsync(string change, TimeSpan after, string folder) => RunAsync(change, AtAMoment, folder, "", after);

    private static async Task RunAsync(string change, string step, string folder, string backup, TimeSpan? after)
    {
        using var process = Process.Start(new ProcessStartInfo(Path.ChangeExtension(typeof(KilledProcess).Assembly.Location, null))
        {
            Environment = { [Variable] = $"{change}|{step}|{folder}|{backup}" },
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        using var stop = new CancellationTokenSource(_patience);
        using var ended = stop.Token.Register(process.Kill);
        if (after is { } moment)
        {
            while (await process.StandardOutput.ReadLineAsync(stop.Token) is { } line && line != Begun)
            {
                // What the test platform says before.
            }

            await Task.Delay(moment, stop.Token);
            process.Kill();
        }

        var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync().WaitAsync(_patience);
        if (process.ExitCode != Killed)
        {
            throw new InvalidOperationException($"{change} was not killed at {step} but ended with {process.ExitCode}: {await output}"
                + $"{await error}");
        }
    }

    private static void KillAt(WriteStep? wanted, WriteStep reached)
    {
        if (reached == wanted)
        {
            Process.GetCurrentProcess().Kill();
            new ManualResetEvent(false).WaitOne();
        }
    }
}
