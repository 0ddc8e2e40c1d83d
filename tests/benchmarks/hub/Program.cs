using System.Globalization;
using Zhuhui.Edge.Benchmarks.Hub;

if (args.Length == 0 || args[0] is not ("store" or "district") || args.Length % 2 == 0)
{
    Console.Error.WriteLine("usage: store [--rows N] [--batches 100,1000] [--rounds N] | "
        + "district [--gateways 50,150,500] [--seconds N] [--rate N] [--database-down N]");
    return 2;
}

var given = args.Skip(1).Chunk(2).ToDictionary(pair => pair[0], pair => pair[1], StringComparer.Ordinal);
int Number(string name, int otherwise) => given.TryGetValue(name, out var text) ? int.Parse(text, NumberStyles.None,
    CultureInfo.InvariantCulture) : otherwise;
List<int> Numbers(string name, string otherwise) =>
    [.. (given.GetValueOrDefault(name) ?? otherwise).Split(',').Select(text => int.Parse(text, NumberStyles.None,
        CultureInfo.InvariantCulture))];
if (args[0] == "store")
{
    await StoreRates.MeasureAsync(Numbers("--batches", "10,100,1000,5000"), Number("--rows", 40_000), Number("--rounds", 5));
    return 0;
}

return await District.GrowAsync(Numbers("--gateways", "50,150,500"), Number("--seconds", 60), Number("--rate", 5),
    Number("--database-down", 0)) ? 0 : 1;
