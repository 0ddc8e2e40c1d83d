using System.CommandLine;
using System.Net;

namespace Zhuhui.Edge.Hub.Settings;

/// <summary>The options by which every command that goes to the broker finds the way there.</summary>
internal sealed class BrokerArguments
{
    public const string PasswordVariable = "ZHUHUI_HUB_PASSWORD";

    private const int MqttPort = 1883;
    private const string OnThisMachine = "127.0.0.1";

    private readonly Func<string, string?> _environment;
    private readonly Option<string> _host = CliOptions.Text("--host", "NAME", $"the broker; {OnThisMachine} by default");
    private readonly Option<long?> _port =
        CliOptions.Number("--port", "PORT", $"the broker's port; {MqttPort} by default", 1, IPEndPoint.MaxPort);

    private readonly Option<bool> _tls = CliOptions.Switch("--tls", "TLS; needed for a broker that is not on this machine");

    private readonly Option<string> _ca =
        CliOptions.Text("--ca", "FILE.pem", "the broker's certificate authority; by default the machine's own list");

    private readonly Option<string> _user =
        CliOptions.Text("--user", "NAME", $"the login; its password is in the environment variable {PasswordVariable}");

    /// <param name="environment">The value of an environment variable, null where it is not set.</param>
    public BrokerArguments(Func<string, string?> environment) => _environment = environment;

    public IReadOnlyList<Option> All => [_host, _port, _tls, _ca, _user];

    /// <exception cref="UsageException">That is no way to a broker, or none that may be taken.</exception>
    public HubOptions Login(ParseResult parsed)
    {
        var options = new HubOptions
        {
            Host = parsed.GetValue(_host) ?? OnThisMachine,
            Port = (int)(parsed.GetValue(_port) ?? MqttPort),
            Tls = parsed.GetValue(_tls),
            CaFile = parsed.GetValue(_ca) ?? "",
            User = parsed.GetValue(_user) ?? "",
            Password = _environment(PasswordVariable) ?? "",
        };
        return options.User.Length > 0 && options.Password.Length == 0
                ? throw new UsageException($"--user {options.User} needs its password in the environment variable {PasswordVariable}")
            : !options.Tls && options.Host != "localhost" && !(IPAddress.TryParse(options.Host, out var address)
                && IPAddress.IsLoopback(address))
                ? throw new UsageException(
                    $"--tls is needed for the broker {options.Host}: without TLS only a broker on this machine ({OnThisMachine}"
                    + ") is accepted")
            : options.CaFile.Length > 0 && !File.Exists(options.CaFile)
                ? throw new UsageException($"--ca {options.CaFile} is not there: name the PEM file of the broker's certificate authority")
            : options;
    }
}
