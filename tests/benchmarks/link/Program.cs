using System.Globalization;
using Zhuhui.Edge.Benchmarks.Link;
using Zhuhui.Edge.Tests.Support;

var table = new Table(Path.GetTempPath());
switch (args)
{
    case ["link", .. var rest] when Number(rest, "--events", 20_000) is { } events:
        await Throughput.MeasureAsync(table, events);
        break;
    case ["drain", .. var rest] when Number(rest, "--events", 1_300_000) is { } events && Number(rest, "--rate", 1_000_000) is { } rate:
        await Drain.MeasureAsync(table, events, rate, rest.Contains("--hub"));
        break;
    default:
        Console.Error.WriteLine("usage: link [--events N] | drain [--events N] [--rate N] [--hub]");
        return 2;
}

table.Print();
return 0;

static int? Number(string[] words, string name, int otherwise) => Array.IndexOf(words, name) is var at and >= 0
    ? at + 1 < words.Length && int.TryParse(words[at + 1], NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0
    ? number : null
    : otherwise;
