using System.CommandLine;
using Zhuhui.Edge.Hub.Messages;
using Zhuhui.Edge.Hub.Settings;
using Zhuhui.Edge.Hub.Store;

namespace Zhuhui.Edge.Hub.Operator;

/// <summary>The options that every order to a gateway has: which gateway, what signs, the way to the broker, how long to wait.</summary>
internal sealed class GatewayArguments
{
    private const int UsualSeconds = 20;
    private const int MostSeconds = 600;

    private readonly Option<string> _gateway = CliOptions.Text("--gateway", "DISTRICT/COMPOUND/GATEWAY", "which gateway");
    private readonly Option<string> _group = CliOptions.Text("--group", "NAME", "every gateway of a group, in place of one; needs --store");
    private readonly StoreOption _store = new(required: false);
    private readonly Option<string> _key = CliOptions.Needed("--key", "FILE", "the key that signs; keygen makes one");
    private readonly Option<long?> _wait =
        CliOptions.Number("--wait", "SECONDS", $"how long to wait for the answer; {UsualSeconds} by default, for a group until the order "
            + "expires", 1, MostSeconds);

    private readonly BrokerArguments _broker;

    /// <param name="command">What takes them.</param>
    /// <param name="environment">The value of an environment variable, null where it is not set.</param>
    /// <param name="groups">Whether it may go to a group.</param>
    public GatewayArguments(Command command, Func<string, string?> environment, bool groups = false)
    {
        _broker = new BrokerArguments(environment);
        _gateway.Required = !groups;
        if (groups)
        {
            command.Add(_group);
            command.Add(_store);
            command.Validators.Add(result =>
            {
                if (result.IsGiven(_gateway) == result.IsGiven(_group))
                {
                    result.AddError($"{_gateway.Name} {_gateway.HelpName} or {_group.Name} {_group.HelpName} is needed, and not both");
                }
                else if (result.IsGiven(_group) != result.IsGiven(_store))
                {
                    result.AddError($"{_group.Name} and {_store.Name} {_store.HelpName} go together");
                }
            });
        }

        foreach (var option in new[] { _gateway, _key }.Concat<Option>(_broker.All).Append(_wait))
        {
            command.Add(option);
        }
    }

    /// <summary>The gateway's address, and what all of its topics begin with.</summary>
    public (string Address, string Root) Gateway(ParseResult parsed)
    {
        var address = parsed.GetRequiredValue(_gateway);
        return address.Split('/') is { Length: 3 } parts && parts.All(EventTopic.IsId)
            ? (address, $"zhuhui/v1/{address}")
            : throw new UsageException($"--gateway {address} must be DISTRICT/COMPOUND/GATEWAY, each of a-z, 0-9 and -");
    }

    /// <summary>The group it is for, and where groups are; null where it is for one gateway.</summary>
    public (string Name, StoreAddress Store)? Group(ParseResult parsed) => parsed.GetValue(_group) is not { } name ? null
        : EventTopic.IsId(name) ? (name, parsed.GetRequiredValue(_store)!)
        : throw new UsageException($"--group {name} must be made of a-z, 0-9 and -, 64 at most");

    /// <summary>How long was said to wait; null where nothing was.</summary>
    public TimeSpan? GivenWait(ParseResult parsed) => parsed.GetValue(_wait) is { } seconds ? TimeSpan.FromSeconds(seconds) : null;

    public SigningKey Key(ParseResult parsed) => SigningKey.Read(parsed.GetRequiredValue(_key));

    public TimeSpan Wait(ParseResult parsed) => TimeSpan.FromSeconds(parsed.GetValue(_wait) ?? UsualSeconds);

    public HubOptions Login(ParseResult parsed) => _broker.Login(parsed);
}
