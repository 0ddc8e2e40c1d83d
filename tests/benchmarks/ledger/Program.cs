using System.Globalization;
using Zhuhui.Edge.Benchmarks.Ledger;
using Zhuhui.Edge.Tests.Support;

var (events, records, parent, part) = (20_000, 1_000_000, Path.GetTempPath(), "all");
foreach (var pair in args.Chunk(2))
{
    switch (pair)
    {
        case ["--events", var text] when int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var n) && n >= 1000:
            events = n;
            break;
        case ["--records", var text] when int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var n) && n >= 10_000:
            records = n;
            break;
        case ["--folder", var path] when Directory.Exists(path):
            parent = path;
            break;
        case ["--part", ("journal" or "buffer") and var one]:
            part = one;
            break;
        default:
            Console.Error.WriteLine("ledger: known are --part journal or buffer, --events N, from 1000 on, --records N, from 10000 on, and "
                + "--folder PATH of the disk to measure on");
            return 2;
    }
}

var folder = Directory.CreateDirectory(Path.Combine(parent, $"zhuhui-ledger-{Environment.ProcessId}")).FullName;
try
{
    var table = new Table(folder);
    if (part != "buffer")
    {
        Table.Doing("one thread beside the bare disk");
        OneThread.Measure(folder, events, table);
        Table.Doing("what is known and not read again");
        KnownRecords.Measure(folder, events, table);
        Table.Doing("growth over threads and record sizes");
        Growth.Measure(folder, events, table);
        Table.Doing("bytes written per event");
        foreach (var group in new[] { 1, 50, 200 })
        {
            Wear.Journal(folder, group, table);
        }

        Table.Doing("start-up");
        StartUp.Measure(folder, records, table);
    }

    if (part != "journal")
    {
        Table.Doing("the event buffer");
        foreach (var group in new[] { 1, 50, 200 })
        {
            Buffered.Insert(folder, group, table);
        }

        Buffered.Grow(folder, records, table);
    }

    table.Print();
    return 0;
}
finally
{
    Directory.Delete(folder, recursive: true);
}
