using System.Globalization;
using Zhuhui.Edge.Benchmarks.Doors;
using Zhuhui.Edge.Tests.Support;

var (decisions, records, cards, parent) = (100_000, 1_000_000, 240, Path.GetTempPath());
foreach (var pair in args.Chunk(2))
{
    switch (pair)
    {
        case ["--decisions", var text] when int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var n) && n >= 1000:
            decisions = n;
            break;
        case ["--records", var text] when int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var n) && n >= 1000:
            records = n;
            break;
        case ["--cards", var text] when int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var n) && n >= 4:
            cards = n;
            break;
        case ["--folder", var path] when Directory.Exists(path):
            parent = path;
            break;
        default:
            Console.Error.WriteLine("doors: known are --decisions N and --records N, from 1000 on, --cards N, from 4 on, and --folder PATH "
                + "of the disk to measure on");
            return 2;
    }
}

var folder = Directory.CreateDirectory(Path.Combine(parent, $"zhuhui-doors-{Environment.ProcessId}")).FullName;
try
{
    var table = new Table(folder);
    Table.Doing("residents in memory");
    ResidentsInMemory.Measure(table);
    Table.Doing($"{decisions:N0} decisions one at a time, then from all doors at once");
    var recordBytes = await DecisionPath.MeasureAsync(Path.Combine(folder, "path"), decisions, table);
    Table.Doing("the bare disk");
    BareDisk.Measure(folder, recordBytes, decisions, table);
    Table.Doing($"a restart after {records:N0} records");
    Restart.Measure(Path.Combine(folder, "restart"), records, table);
    await ReaderToRelay.MeasureAsync(folder, cards, table);
    await PollCycle.MeasureAsync(table);
    await OrderToCoil.MeasureAsync(table);
    table.Print();
    return 0;
}
finally
{
    Directory.Delete(folder, recursive: true);
}
