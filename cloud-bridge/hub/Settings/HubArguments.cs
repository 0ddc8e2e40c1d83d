using System.Globalization;
using System.Net;
using Zhuhui.Edge.Hub.Messages;
using Zhuhui.Edge.Hub.Store;

namespace Zhuhui.Edge.Hub.Settings;

/// <summary>What the command line asks for: to receive, to report, to bring the schema up to date, or nothing that can be done.</summary>
internal abstract record HubArguments
{
    public const string PasswordVariable = "ZHUHUI_HUB_PASSWORD";

    private const string Usage =
        "usage: zhuhui-hub run --store postgresql://USER@HOST/DATABASE [--migrate] [--metrics PORT] [--gap-minutes 10] [--host 127.0.0.1] [--port 1883] [--name hub-1]"
        + " [--tls [--ca FILE.pem]] [--user NAME, password in ZHUHUI_HUB_PASSWORD]"
        + " | zhuhui-hub report --store postgresql://USER@HOST/DATABASE | zhuhui-hub migrate --store postgresql://USER@HOST/DATABASE";

    private HubArguments()
    {
    }

    /// <param name="args">The command line.</param>
    /// <param name="environment">The value of an environment variable, null where it is not set.</param>
    public static HubArguments Parse(IReadOnlyList<string> args, Func<string, string?> environment)
    {
        if (args.Count == 0 || args[0] is not ("run" or "report" or "migrate"))
        {
            return new Wrong(Usage);
        }

        var options = new HubOptions();
        for (var i = 1; i < args.Count; i++)
        {
            if (args[i] is "--tls" or "--migrate")
            {
                options = args[i] == "--tls" ? options with { Tls = true } : options with { Migrate = true };
                continue;
            }

            if (i + 1 == args.Count)
            {
                return new Wrong($"The option {args[i]} needs a value. {Usage}");
            }

            var value = args[i + 1];
            switch (args[i])
            {
                case "--store":
                    try
                    {
                        options = options with { Store = StoreAddress.Parse(value) };
                    }
                    catch (ArgumentException exception)
                    {
                        return new Wrong($"--store {exception.Message}");
                    }

                    break;
                case "--host":
                    options = options with { Host = value };
                    break;
                case "--port" when int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port is > 0 and <= 65535:
                    options = options with { Port = port };
                    break;
                case "--port":
                    return new Wrong($"--port {value} must be a number between 1 and 65535.");
                case "--metrics" when int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port is > 0 and <= 65535:
                    options = options with { MetricsPort = port };
                    break;
                case "--metrics":
                    return new Wrong($"--metrics {value} must be a port between 1 and 65535.");
                case "--gap-minutes" when int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var minutes) && minutes is > 0 and <= 10080:
                    options = options with { GapPatience = TimeSpan.FromMinutes(minutes) };
                    break;
                case "--gap-minutes":
                    return new Wrong($"--gap-minutes {value} must be a number between 1 and 10080.");
                case "--name":
                    options = options with { Name = value };
                    break;
                case "--ca":
                    options = options with { CaFile = value };
                    break;
                case "--user":
                    options = options with { User = value };
                    break;
                default:
                    return new Wrong($"The option {args[i]} is not known. {Usage}");
            }

            i++;
        }

        if (options.Store is not { } store)
        {
            return new Wrong($"--store postgresql://USER@HOST/DATABASE is missing. {Usage}");
        }

        if (args[0] != "run")
        {
            return args[0] == "report" ? new Report(store) : new Migrate(store);
        }

        if (Problem(options) is { } problem)
        {
            return new Wrong(problem);
        }

        var password = environment(PasswordVariable);
        return options.User.Length > 0 && string.IsNullOrEmpty(password)
            ? new Wrong($"--user {options.User} needs its password in the environment variable {PasswordVariable}.")
            : new Run(options with { Password = password ?? "" });
    }

    private static string? Problem(HubOptions options)
    {
        if (!EventTopic.IsId(options.Name))
        {
            return $"--name {options.Name} must be made of a-z, 0-9 and - only.";
        }

        if (!options.Tls && !(options.Host == "localhost" || (IPAddress.TryParse(options.Host, out var address) && IPAddress.IsLoopback(address))))
        {
            return $"--tls is needed for the broker {options.Host}: without TLS only a broker on this machine (127.0.0.1) is accepted.";
        }

        return options.CaFile.Length > 0 && !File.Exists(options.CaFile)
            ? $"--ca {options.CaFile} is not there: name the PEM file of the broker's certificate authority."
            : null;
    }

    internal sealed record Run(HubOptions Options) : HubArguments;

    internal sealed record Report(StoreAddress Store) : HubArguments;

    internal sealed record Migrate(StoreAddress Store) : HubArguments;

    /// <param name="Line">What is wrong and what to do, in one line.</param>
    internal sealed record Wrong(string Line) : HubArguments;
}
