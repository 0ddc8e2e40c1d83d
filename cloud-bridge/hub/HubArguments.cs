using System.Globalization;
using System.Net;

namespace Zhuhui.Edge.Hub;

/// <summary>What the command line asks for: to receive, to report, or nothing that can be done.</summary>
internal abstract record HubArguments
{
    public const string PasswordVariable = "ZHUHUI_HUB_PASSWORD";

    private const string Usage =
        "usage: zhuhui-hub run --store FILE.db [--host 127.0.0.1] [--port 1883] [--name hub-1] [--tls [--ca FILE.pem]] [--user NAME, password in ZHUHUI_HUB_PASSWORD]"
        + " | zhuhui-hub report --store FILE.db";

    private HubArguments()
    {
    }

    /// <param name="args">The command line.</param>
    /// <param name="environment">The value of an environment variable, null where it is not set.</param>
    public static HubArguments Parse(IReadOnlyList<string> args, Func<string, string?> environment)
    {
        if (args.Count == 0 || args[0] is not ("run" or "report"))
        {
            return new Wrong(Usage);
        }

        var options = new HubOptions();
        for (var i = 1; i < args.Count; i++)
        {
            if (args[i] == "--tls")
            {
                options = options with { Tls = true };
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
                    options = options with { Store = value };
                    break;
                case "--host":
                    options = options with { Host = value };
                    break;
                case "--port" when int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port is > 0 and <= 65535:
                    options = options with { Port = port };
                    break;
                case "--port":
                    return new Wrong($"--port {value} must be a number between 1 and 65535.");
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

        if (Problem(options, args[0] == "report") is { } problem)
        {
            return new Wrong(problem);
        }

        if (args[0] == "report")
        {
            return new Report(options.Store);
        }

        var password = environment(PasswordVariable);
        return options.User.Length > 0 && string.IsNullOrEmpty(password)
            ? new Wrong($"--user {options.User} needs its password in the environment variable {PasswordVariable}.")
            : new Run(options with { Password = password ?? "" });
    }

    private static string? Problem(HubOptions options, bool report)
    {
        if (options.Store.Length == 0)
        {
            return $"--store FILE.db is missing. {Usage}";
        }

        if (report)
        {
            return File.Exists(options.Store) ? null : $"There is no store {options.Store}: name the file that zhuhui-hub run was given.";
        }

        if (Path.GetDirectoryName(Path.GetFullPath(options.Store)) is not { } folder || !Directory.Exists(folder))
        {
            return $"The folder of the store {options.Store} is not there: make it first.";
        }

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

    internal sealed record Report(string Store) : HubArguments;

    /// <param name="Line">What is wrong and what to do, in one line.</param>
    internal sealed record Wrong(string Line) : HubArguments;
}
