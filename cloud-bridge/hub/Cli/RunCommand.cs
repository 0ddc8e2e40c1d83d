using System.CommandLine;
using Zhuhui.Edge.Hub.Messages;
using Zhuhui.Edge.Hub.Settings;

namespace Zhuhui.Edge.Hub.Cli;

/// <summary><c>run</c>: receives what gateways send, into the store, until it is told to stop.</summary>
internal sealed class RunCommand
{
    private const string KeyVariable = "ZHUHUI_HUB_KEY";
    private const int MostGapMinutes = 7 * 24 * 60;

    private readonly StoreOption _store = new();
    private readonly BrokerArguments _broker;
    private readonly Option<bool> _migrate = CliOptions.Switch("--migrate", "bring the database's schema up to date first");
    private readonly Option<string> _name =
        CliOptions.Text("--name", "ID", "its name among those that share the subscription; hub-1 by default");

    private readonly Option<string> _key = CliOptions.Text("--key", "FILE",
        $"the key that signs acknowledgements, as keygen makes it, or {KeyVariable} names it; without one, gateways that ask for a "
        + "signature keep their events");

    private readonly Option<long?> _metrics =
        CliOptions.Number("--metrics", "PORT", "metrics on this port of 127.0.0.1; none by default", 1, ushort.MaxValue);

    private readonly Option<long?> _gap =
        CliOptions.Number("--gap-minutes", "N", "a gap that stays for so long is an alarm; 10 by default", 1, MostGapMinutes);

    private readonly Func<string, string?> _environment;

    private RunCommand(Func<string, string?> environment) => (_environment, _broker) = (environment, new BrokerArguments(environment));

    /// <param name="environment">The value of an environment variable, null where it is not set.</param>
    /// <param name="receive">Receives until it is told to stop.</param>
    public static Command Create(Func<string, string?> environment, Func<HubOptions, Task<int>> receive)
    {
        var run = new RunCommand(environment);
        var command = new Command("run", "receive what gateways send, into the database, until it is told to stop") { run._store };
        foreach (var option in run.Others)
        {
            CliOptions.TakesTheLast(option);
            command.Add(option);
        }

        command.SetAction(parsed => receive(run.Read(parsed)));
        return command;
    }

    /// <summary>What <c>run</c> takes, for the commands on the database alone: one line of options serves all three, and those of no use
    /// are passed over.</summary>
    public static void AddUnused(Command command)
    {
        foreach (var option in new RunCommand(_ => null).Others)
        {
            CliOptions.TakesTheLast(option);
            option.Hidden = true;
            command.Add(option);
        }
    }

    private IEnumerable<Option> Others => [_migrate, _name, _key, _metrics, _gap, .. _broker.All];

    /// <exception cref="UsageException">An option's value is not right.</exception>
    private HubOptions Read(ParseResult parsed)
    {
        var usual = new HubOptions();
        var options = _broker.Login(parsed) with
        {
            Store = parsed.GetRequiredValue(_store),
            Migrate = parsed.GetValue(_migrate),
            MetricsPort = (int)(parsed.GetValue(_metrics) ?? usual.MetricsPort),
            Key = (parsed.GetValue(_key) ?? _environment(KeyVariable)) is { Length: > 0 } key ? SigningKey.Read(key) : null,
            Name = parsed.GetValue(_name) ?? usual.Name,
            GapPatience = parsed.GetValue(_gap) is { } minutes ? TimeSpan.FromMinutes(minutes) : usual.GapPatience,
        };
        return EventTopic.IsId(options.Name) ? options
            : throw new UsageException($"--name {options.Name} must be made of a-z, 0-9 and - only");
    }
}
