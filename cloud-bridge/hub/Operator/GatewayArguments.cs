using System.CommandLine;
using Zhuhui.Edge.Hub.Messages;
using Zhuhui.Edge.Hub.Settings;

namespace Zhuhui.Edge.Hub.Operator;

/// <summary>The options that every order to a gateway has: which gateway, what signs, the way to the broker, how long to wait.</summary>
internal sealed class GatewayArguments
{
    private const int UsualSeconds = 20;
    private const int MostSeconds = 600;

    private readonly Option<string> _gateway = CliOptions.Needed("--gateway", "DISTRICT/COMPOUND/GATEWAY", "which gateway");
    private readonly Option<string> _key = CliOptions.Needed("--key", "FILE", "the key that signs; keygen makes one");
    private readonly Option<long?> _wait =
        CliOptions.Number("--wait", "SECONDS", $"how long to wait for the answer; {UsualSeconds} by default", 1, MostSeconds);

    private readonly BrokerArguments _broker;

    /// <param name="command">What takes them.</param>
    /// <param name="environment">The value of an environment variable, null where it is not set.</param>
    public GatewayArguments(Command command, Func<string, string?> environment)
    {
        _broker = new BrokerArguments(environment);
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

    public SigningKey Key(ParseResult parsed) => SigningKey.Read(parsed.GetRequiredValue(_key));

    public TimeSpan Wait(ParseResult parsed) => TimeSpan.FromSeconds(parsed.GetValue(_wait) ?? UsualSeconds);

    public HubOptions Login(ParseResult parsed) => _broker.Login(parsed);
}
