using System.CommandLine;
using Npgsql;
using Zhuhui.Edge.Hub.Settings;
using Zhuhui.Edge.Hub.Store.Fleet;

namespace Zhuhui.Edge.Hub.Operator;

/// <summary>What a command needs that drives a roll-out: the key, the database, the way to the broker.</summary>
internal sealed class RolloutWay
{
    private readonly Option<string> _key = CliOptions.Needed("--key", "FILE", "the key that signs; keygen makes one");
    private readonly StoreOption _store = new();
    private readonly BrokerArguments _broker;
    private readonly TimeProvider _time;

    public RolloutWay(Command command, Func<string, string?> environment, TimeProvider time)
    {
        (_broker, _time) = (new BrokerArguments(environment), time);
        foreach (var option in new Option[] { _key, _store }.Concat(_broker.All))
        {
            command.Add(option);
        }
    }

    public SigningKey Key(ParseResult parsed) => SigningKey.Read(parsed.GetRequiredValue(_key));

    /// <exception cref="UsageException">There is no such way to the broker; said before anything begins.</exception>
    public Task<NpgsqlConnection> OpenAsync(ParseResult parsed)
    {
        _broker.Login(parsed);
        return OperatorStore.OpenAsync(parsed.GetRequiredValue(_store)!, CancellationToken.None);
    }

    public Task<int> DriveAsync(ParseResult parsed, Rollout rollout, RolloutBook book, SigningKey key) =>
        new RolloutRun(rollout, book, key, _broker.Login(parsed), parsed.InvocationConfiguration.Output, _time)
            .RunAsync(CancellationToken.None);
}
