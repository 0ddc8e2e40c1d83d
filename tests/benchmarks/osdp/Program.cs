using System.Globalization;
using Zhuhui.Edge.Benchmarks.Osdp;

if (Options(args) is not { } options || Wrong(options) is not null)
{
    Console.Error.WriteLine("osdp: known are soak [--minutes N] [--readers N] [--baud N] [--spoiled PERCENT] [--behaviour "
        + $"{string.Join('|', Behaviour.All.Select(one => one.Name))}], table [--minutes N] [--readers N] and cycle [--seconds N]");
    return 2;
}

var minutes = Number(options, "--minutes", args[0] == "table" ? 2 : 10);
var readers = (int)Number(options, "--readers", 4);
return args[0] switch
{
    "soak" => await Soak.RunAsync(minutes, readers, new Noise((int)Number(options, "--baud", 115_200),
        Number(options, "--spoiled", 1) / 100,
        Behaviour.All.Single(one => one.Name == options.GetValueOrDefault("--behaviour", "standard")))),
    "table" => await NoiseTable.RunAsync(minutes, readers),
    _ => await Cycle.RunAsync(Number(options, "--seconds", 10)),
};

static Dictionary<string, string>? Options(string[] args)
{
    string[]? known = args.FirstOrDefault() switch
    {
        "soak" => ["--minutes", "--readers", "--baud", "--spoiled", "--behaviour"],
        "table" => ["--minutes", "--readers"],
        "cycle" => ["--seconds"],
        _ => null,
    };
    Dictionary<string, string> options = [];
    foreach (var pair in args.Skip(1).Chunk(2))
    {
        if (known is null || pair.Length < 2 || !known.Contains(pair[0]))
        {
            return null;
        }

        options[pair[0]] = pair[1];
    }

    return known is null ? null : options;
}

static string? Wrong(Dictionary<string, string> options) => options.Keys.FirstOrDefault(key => key == "--behaviour"
    ? Behaviour.All.All(one => one.Name != options[key])
    : !double.TryParse(options[key], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value)
        || value < 0 || (value == 0 && key != "--spoiled") || (key == "--readers" && value > 126) || (key == "--spoiled" && value > 100));

static double Number(Dictionary<string, string> options, string key, double usual) =>
    options.TryGetValue(key, out var text) ? double.Parse(text, CultureInfo.InvariantCulture) : usual;
