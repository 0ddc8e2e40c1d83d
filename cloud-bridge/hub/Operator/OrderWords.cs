using System.Globalization;
using System.Net;
using Zhuhui.Edge.Hub.Messages;
using Zhuhui.Edge.Hub.Settings;

namespace Zhuhui.Edge.Hub.Operator;

/// <summary>The command line is not right.</summary>
internal sealed class UsageException(string message) : Exception(message);

/// <summary>The options of one subcommand as they were typed; every one must be known and come once.</summary>
internal sealed class OrderWords
{
    private static readonly string[] Broker = ["--host", "--port", "--ca", "--user", "--wait"];

    private readonly Dictionary<string, string> _given = new(StringComparer.Ordinal);
    private readonly Func<string, string?> _environment;

    /// <param name="words">Without the subcommand.</param>
    /// <param name="known">What it takes besides the broker's options; a name with <c>!</c> behind it takes no value.</param>
    /// <param name="environment">The value of an environment variable, null where it is not set.</param>
    /// <exception cref="UsageException">A word is unknown, lacks its value or comes twice.</exception>
    public OrderWords(IReadOnlyList<string> words, IReadOnlyList<string> known, Func<string, string?> environment)
    {
        _environment = environment;
        for (var i = 0; i < words.Count; i++)
        {
            var isFlag = words[i] == "--tls" || known.Contains(words[i] + "!");
            if (!isFlag && !known.Contains(words[i]) && !Broker.Contains(words[i]))
            {
                throw new UsageException($"the option {words[i]} is not known here");
            }

            if (!isFlag && i + 1 == words.Count)
            {
                throw new UsageException($"the option {words[i]} needs a value");
            }

            if (!_given.TryAdd(words[i], isFlag ? "" : words[i + 1]))
            {
                throw new UsageException($"the option {words[i]} comes twice");
            }

            i += isFlag ? 0 : 1;
        }
    }

    public bool Has(string name) => _given.ContainsKey(name);

    public string? One(string name) => _given.GetValueOrDefault(name);

    /// <exception cref="UsageException">It was not given.</exception>
    public string Needed(string name) => _given.TryGetValue(name, out var value) && value.Length > 0 ? value : throw new UsageException($"{name} is missing");

    /// <exception cref="UsageException">It was given and is no whole number in the range.</exception>
    public long? Number(string name, long least, long most) => One(name) is not { } text ? null
        : long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most ? number
        : throw new UsageException($"{name} {text} must be a whole number from {least} to {most}");

    /// <summary>How long to wait for the gateway's answer.</summary>
    public TimeSpan Wait => TimeSpan.FromSeconds(Number("--wait", 1, 600) ?? 20);

    /// <summary>The topic all of the gateway's begin with.</summary>
    public (string Address, string Root) Gateway()
    {
        var address = Needed("--gateway");
        return address.Split('/') is [var district, var compound, var gateway] && EventTopic.IsId(district) && EventTopic.IsId(compound) && EventTopic.IsId(gateway)
            ? (address, $"zhuhui/v1/{address}")
            : throw new UsageException($"--gateway {address} must be DISTRICT/COMPOUND/GATEWAY, each of a-z, 0-9 and -");
    }

    /// <summary>The way to the broker, as every subcommand has it.</summary>
    public HubOptions Login()
    {
        var options = new HubOptions
        {
            Host = One("--host") ?? "127.0.0.1",
            Port = (int)(Number("--port", 1, 65535) ?? 1883),
            Tls = Has("--tls"),
            CaFile = One("--ca") ?? "",
            User = One("--user") ?? "",
            Password = _environment(HubArguments.PasswordVariable) ?? "",
        };
        return options.User.Length > 0 && options.Password.Length == 0 ? throw new UsageException($"--user {options.User} needs its password in the environment variable {HubArguments.PasswordVariable}")
            : !options.Tls && options.Host != "localhost" && !(IPAddress.TryParse(options.Host, out var address) && IPAddress.IsLoopback(address))
                ? throw new UsageException($"--tls is needed for the broker {options.Host}: without TLS only a broker on this machine (127.0.0.1) is accepted")
            : options.CaFile.Length > 0 && !File.Exists(options.CaFile) ? throw new UsageException($"--ca {options.CaFile} is not there: name the PEM file of the broker's certificate authority")
            : options;
    }
}
