using System.Globalization;
using Zhuhui.Edge.Benchmarks.Osdp;

if (Options(args) is not { } options)
{
    Console.Error.WriteLine("osdp: known are soak [--minutes N] [--readers N] and cycle [--seconds N]");
    return 2;
}

return args[0] == "soak"
    ? await Soak.RunAsync(options.GetValueOrDefault("--minutes", 10), (int)options.GetValueOrDefault("--readers", 4))
    : await Cycle.RunAsync(options.GetValueOrDefault("--seconds", 10));

static Dictionary<string, double>? Options(string[] args)
{
    string[]? known = args.FirstOrDefault() switch { "soak" => ["--minutes", "--readers"], "cycle" => ["--seconds"], _ => null };
    Dictionary<string, double> options = [];
    foreach (var pair in args.Skip(1).Chunk(2))
    {
        if (known is null
            || pair.Length < 2
            || !known.Contains(pair[0])
            || !double.TryParse(pair[1], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value)
            || value <= 0
            || (pair[0] == "--readers" && value is < 1 or > 126))
        {
            return null;
        }

        options[pair[0]] = value;
    }

    return known is null ? null : options;
}
