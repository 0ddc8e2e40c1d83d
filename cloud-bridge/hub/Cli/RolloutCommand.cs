using System.CommandLine;
using System.Globalization;
using Npgsql;
using Zhuhui.Edge.Hub.Operator;
using Zhuhui.Edge.Hub.Settings;
using Zhuhui.Edge.Hub.Store.Fleet;

namespace Zhuhui.Edge.Hub.Cli;

/// <summary><c>rollout</c>: a release for a group, step by step.</summary>
internal static class RolloutCommand
{
    private const string UsualSteps = "5%,25%,100%";
    private const int UsualMinutes = 60;
    private const int MostMinutes = 10080;
    private const int MostFailures = 1_000_000;

    private static readonly string[] _heading = ["ROLLOUT", "VERSION", "GROUP", "STEPS", "BY", "STATE", "REASON"];
    private static readonly string[] _gateways = ["STEP", "GATEWAY", "STATE", "RUNS", "TOLD", "WHY"];

    public static Command Create(Func<string, string?> environment, TimeProvider time) =>
        new("rollout", "bring a release to the gateways of a group, step by step, and stop where too many fail")
        {
            Start(environment, time), Show(), Stop(), Resume(environment, time),
        };

    private static Command Start(Func<string, string?> environment, TimeProvider time)
    {
        var version = new Argument<string>("VERSION") { Description = "the release; its bundle lies where the gateways fetch it" };
        var group = CliOptions.Needed("--group", "NAME", "whose gateways");
        var steps = CliOptions.Text("--steps", "P%,P%,100%", $"how many have it at the end of each step; {UsualSteps} by default");
        var stop = CliOptions.Number("--stop-after", "N", "so many that fail or stay away stop it; 1 by default", 1, MostFailures);
        var settle = CliOptions.Number("--settle", "MINUTES", $"how long each has from its turn on; {UsualMinutes} by default", 1,
            MostMinutes);
        var by = CliOptions.Needed("--by", "NAME", "who orders it; it is in each gateway's journal");
        var plan = CliOptions.Switch("--plan", "show whose turn comes when, and start nothing");
        var command = new Command("start", "show whose turn comes when, and begin; it runs until it is done or stopped")
        {
            version, group, steps, stop, settle, by, plan,
        };
        var way = new RolloutWay(command, environment, time);
        command.SetOrder(async parsed =>
        {
            using var key = way.Key(parsed);
            await using var connection = await way.OpenAsync(parsed);
            var (name, release) = (StoreCommands.GroupName(parsed.GetRequiredValue(group)), parsed.GetRequiredValue(version));
            var members = await new GroupBook(connection).MembersAsync(name, CancellationToken.None);
            if (members.Count == 0)
            {
                throw UsageException.EmptyGroup(name);
            }

            var rollout = new Rollout($"r-{time.GetUtcNow():yyMMdd-HHmmss}", release, name, parsed.GetValue(steps) ?? UsualSteps,
                (int)(parsed.GetValue(stop) ?? 1), (int)(parsed.GetValue(settle) ?? UsualMinutes), parsed.GetRequiredValue(by), key.Id);
            var order = RolloutPlan.Make(release, members, rollout.Steps);
            var output = parsed.InvocationConfiguration.Output;
            foreach (var (gateway, step) in order)
            {
                await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"step {step}\t{gateway}"));
            }

            if (parsed.GetValue(plan))
            {
                return HubCommandLine.Done;
            }

            var book = new RolloutBook(connection);
            try
            {
                await book.BeginAsync(rollout, order, CancellationToken.None);
            }
            catch (PostgresException taken) when (taken.SqlState == PostgresErrorCodes.UniqueViolation)
            {
                throw new UsageException($"a roll-out of the group {name} runs: zhuhui-hub rollout show lists it; stop it first");
            }

            await output.WriteLineAsync($"{rollout.Id} begins; where this ends early: zhuhui-hub rollout resume {rollout.Id}");
            return await way.DriveAsync(parsed, rollout, book, key);
        });
        return command;
    }

    private static Command Resume(Func<string, string?> environment, TimeProvider time)
    {
        var id = Id();
        var command = new Command("resume", "go on with one that was cut off or stopped; who failed or was away has another turn") { id };
        var way = new RolloutWay(command, environment, time);
        command.SetOrder(async parsed =>
        {
            using var key = way.Key(parsed);
            await using var connection = await way.OpenAsync(parsed);
            var book = new RolloutBook(connection);
            var rollout = await FindAsync(book, parsed.GetRequiredValue(id));
            if (rollout.State != Rollout.Running)
            {
                await book.TakeUpAsync(rollout.Id, CancellationToken.None);
                await book.TurnAsync(rollout.Id, rollout.State, Rollout.Running, null, CancellationToken.None);
            }

            return await way.DriveAsync(parsed, rollout, book, key);
        });
        return command;
    }

    private static Command Show()
    {
        var id = new Argument<string?>("ID")
        {
            Description = "each gateway of one; without it, the newest",
            Arity = ArgumentArity.ZeroOrOne
        };
        var command = new Command("show", "list roll-outs, or the gateways of one and how each stands") { id };
        command.OnStore(async (parsed, connection, output) =>
        {
            var book = new RolloutBook(connection);
            var one = parsed.GetValue(id);
            var found = one is null ? await book.ListAsync(null, CancellationToken.None) : [await FindAsync(book, one)];
            await output.WriteLineAsync(Listing.Format([_heading, .. found.Select(Line)]));
            if (one is not null)
            {
                await output.WriteLineAsync("\n" + Listing.Format([_gateways, .. (await book.GatewaysAsync(one, CancellationToken.None))
                    .Select(Line)]));
            }

            return HubCommandLine.Done;
        });
        return command;
    }

    private static Command Stop()
    {
        var id = Id();
        var by = CliOptions.Needed("--by", "NAME", "who stops it");
        var command = new Command("stop", "tell no more gateways; those that were told go on") { id, by };
        command.OnStore(async (parsed, connection, output) =>
        {
            var book = new RolloutBook(connection);
            var rollout = await FindAsync(book, parsed.GetRequiredValue(id));
            if (!await book.TurnAsync(rollout.Id, Rollout.Running, Rollout.Stopped, $"by {parsed.GetRequiredValue(by)}",
                CancellationToken.None))
            {
                throw new UsageException($"{rollout.Id} does not run: it is {rollout.State}");
            }

            await output.WriteLineAsync($"{rollout.Id} is stopped; go on: zhuhui-hub rollout resume {rollout.Id}");
            return HubCommandLine.Done;
        });
        return command;
    }

    private static Argument<string> Id() => new("ID") { Description = "the roll-out, as zhuhui-hub rollout show lists it" };

    private static async Task<Rollout> FindAsync(RolloutBook book, string id) =>
        await book.ListAsync(id, CancellationToken.None) is [var found] ? found
            : throw new UsageException($"there is no roll-out {id}: zhuhui-hub rollout show lists the newest");

    private static string[] Line(Rollout one) => [one.Id, one.Version, one.Group, one.Steps, one.By, one.State, one.Reason ?? "-"];

    private static string[] Line(RolloutGateway one) => [one.Step.ToString(CultureInfo.InvariantCulture), one.Gateway, one.State,
        (one.Version ?? "-") + (one.Trial is { } trial ? $" (trying {trial})" : ""), Listing.Moment(one.OrderedAt), one.Why ?? "-"];
}
