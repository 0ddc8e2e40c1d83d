using System.Globalization;
using Zhuhui.Edge.Benchmarks.Fuzz;
using Zhuhui.Edge.Benchmarks.Pages;
using Zhuhui.Edge.Tests.Support;

if (args is [OfficeWork.Argument])
{
    return await OfficeWork.RunAsync();
}

var (parts, events, silences, minutes) = (new[] { "load", "lists", "pages", "silences", "doors" }, 1_000_000, new[] { 20, 90, 600 }, 2.0);
foreach (var pair in args.Chunk(2))
{
    switch (pair)
    {
        case ["--only", var text]:
            parts = text.Split(',');
            break;
        case ["--events", var text] when int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var n):
            events = n;
            break;
        case ["--silences", var text]:
            silences = [.. text.Split(',').Select(one => int.Parse(one, CultureInfo.InvariantCulture))];
            break;
        case ["--minutes", var text] when double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var n) && n > 0:
            minutes = n;
            break;
        default:
            Console.Error.WriteLine("console: known are --only load,lists,pages,silences,doors, --events N, --silences SECONDS,... "
                + "and --minutes N");
            return 2;
    }
}

var table = new Table(Path.GetTempPath());
foreach (var part in parts)
{
    switch (part)
    {
        case "load":
            await FirstLoad.MeasureAsync(table);
            break;
        case "lists":
            await ListPages.MeasureAsync(table, events);
            break;
        case "pages":
            await OpenPages.MeasureAsync(table);
            break;
        case "silences":
            await Silences.MeasureAsync(table, silences);
            break;
        case "doors":
            await DoorsBeside.MeasureAsync(table, TimeSpan.FromMinutes(minutes));
            break;
        default:
            Console.Error.WriteLine($"console: there is no part '{part}'");
            return 2;
    }
}

table.Print();
return 0;
