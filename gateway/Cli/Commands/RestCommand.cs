using System.CommandLine;
using Microsoft.Extensions.Logging.Abstractions;
using Zhuhui.Edge.Drivers.Boards;
using Zhuhui.Edge.Drivers.Gpio;
using Zhuhui.Edge.Drivers.Modbus;
using Zhuhui.Edge.Gateway.Cli.Input;
using Zhuhui.Edge.Gateway.Texts;

namespace Zhuhui.Edge.Gateway.Cli.Commands;

/// <summary>Puts every relay of the site at rest and ends. A process that was killed leaves its pins as they were; this is how they come to
/// rest from outside. Nothing that fails keeps another relay from its rest: no board, no pin, and no problem elsewhere in the site
/// file.</summary>
internal static class RestCommand
{
    public static Command Create()
    {
        var site = new SiteOption();
        var command = new Command("rest", "put every relay at rest; the service manager runs it after a crash") { site };
        command.SetAction(parsed =>
            Run(parsed.GetRequiredValue(site), parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error));
        return command;
    }

    /// <param name="file">The site file.</param>
    /// <param name="output">Told how many relays rest.</param>
    /// <param name="errors">Told of every problem, a line each.</param>
    public static int Run(string file, TextWriter output, TextWriter errors)
    {
        var plan = RestPlan.Read(file);
        var failures = new List<string>();
        var rested = 0;
        foreach (var part in new[] { RestPlan.ReadBefore(file, plan), plan }.OfType<RestPlan>())
        {
            rested += Rest(part, failures);
        }

        foreach (var problem in plan.Problems.Select(p => p.Line.Say()).Concat(failures.Select(f => $"zhuhui-edge: {f}")))
        {
            errors.WriteLine(problem);
        }

        output.WriteLine(CommandTexts.AtRest(rested).Say());
        return plan.Problems.Count > 0 ? Exit.BadInput : failures.Count > 0 ? Exit.Failed : Exit.Done;
    }

    private static int Rest(RestPlan plan, List<string> failures)
    {
        var rested = 0;
        foreach (var board in plan.Boards)
        {
            var relays = plan.Relays.Where(r => r.Board == board.Id).ToArray();
            if (relays.Length == 0)
            {
                continue;
            }

            try
            {
                using var opened = Open(board, plan);
                var refused = opened.RestAll(relays);
                failures.AddRange(refused);
                rested += relays.Length - refused.Count;
            }
            catch (BoardException refused)
            {
                failures.Add(refused.Message);
            }
        }

        return rested;
    }

    private static IBoard Open(BoardOptions board, RestPlan plan) => board.Kind == BoardKind.Modbus
        ? new ModbusBus(plan.Buses.First(b => b.Id == board.Bus), [board], TimeProvider.System, static _ => { }).Boards[0]
        : GpioBoard.Open(board, plan.DataFolder, TimeProvider.System, NullLogger.Instance, listen: false);
}
