using Zhuhui.Edge.Benchmarks.Accuracy;
using Zhuhui.Edge.Tests.Support;
using Zhuhui.Edge.Vision.Models;

var models = Material.Models;
string? protocol = null, images = null, group = null, cache = null;
var split = args.Contains("--split");
foreach (var pair in args.Where(word => word != "--split").Chunk(2))
{
    switch (pair)
    {
        case ["--faces", var folder]:
            (protocol, images, group) = (Path.Combine(folder, "protocol.csv"), Path.Combine(folder, "images"), Path.Combine(folder,
                "east-asian.csv"));
            break;
        case ["--protocol", var file]:
            protocol = file;
            break;
        case ["--images", var folder]:
            images = folder;
            break;
        case ["--group", var file]:
            group = file;
            break;
        case ["--models", var folder]:
            models = folder;
            break;
        case ["--cache", var file]:
            cache = file;
            break;
        default:
            Console.Error.WriteLine("accuracy: known are --protocol CSV, --images DIR, --group CSV, --models DIR, "
                + "--cache FILE and --split");
            return 2;
    }
}

foreach (var needed in new[] { protocol, group })
{
    if (!File.Exists(needed))
    {
        Console.Error.WriteLine($"accuracy: {needed} is not there; name the data with --protocol CSV --images DIR --group CSV");
        return 2;
    }
}

var rows = File.ReadLines(protocol!).Skip(1).Select(line => line.Split(',')).Select(part => new Row(Path.Combine(images!, part[0]), part[1],
    part[2], part[3])).ToList();
var groupRows = File.ReadLines(group!).Skip(1).Select(line => line.Split(',')).Select(part => new Row(Path.Combine(images!, part[0]),
    part[1], "group", "")).ToList();
var pack = ModelPack.Open(models);
var table = new Table(Path.GetTempPath());
table.Say("model pack", pack.Id);
Console.Error.WriteLine($"accuracy: {rows.Count + groupRows.Count} photos through detector, landmarks and embedding");
var templates = await Photos.DescribeAsync([.. rows.Concat(groupRows).Select(row => row.File).Distinct()], pack, cache);
var missing = rows.Concat(groupRows).Select(row => row.File).Distinct().Count(file => !templates.ContainsKey(file));
table.Say("photos without a face", $"{missing} (left out of everything below)");
if (split)
{
    new Split(rows, groupRows, templates).Measure(table);
    table.Print();
    return 0;
}

var measured = new Protocol(rows, templates);
measured.Measure(1, table);
measured.Measure(2, table);
Console.Error.WriteLine("accuracy: what the calibration promises and gives");
var people = rows.Concat(groupRows).Where(row => templates.ContainsKey(row.File)).GroupBy(row => row.Person, StringComparer.Ordinal)
    .ToDictionary(each => each.Key, each => each.Select(row => row.File).Distinct().Order(StringComparer.Ordinal)
        .Select(file => templates[file]).ToList(), StringComparer.Ordinal);
var members = groupRows.Select(row => row.Person).ToHashSet(StringComparer.Ordinal);
new Promises(people, members).Measure([60, 250, 750], table);
GroupTail.Measure(people, members, table);
table.Print();
return 0;
