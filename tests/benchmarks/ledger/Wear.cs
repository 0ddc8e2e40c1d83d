using System.Globalization;
using Zhuhui.Edge.Tests.Support;

namespace Zhuhui.Edge.Benchmarks.Ledger;

/// <summary>Bytes that go to the card for each event of 500 bytes: what this process caused (<c>/proc/self/io</c>), and what the whole
/// device wrote meanwhile, the file system's own journal with it.</summary>
internal static class Wear
{
    private const int EventBytes = 500;
    private const int Groups = 100;

    public static void Journal(string folder, int group, Table table)
    {
        var data = BenchJournal.Data(EventBytes);
        using var journal = BenchJournal.New(folder);
        Measure($"journal, {group} event(s) a group", $"journalBytesPerEvent{group}", folder, group, table, () =>
        {
            for (var i = 0; i < group; i++)
            {
                journal.Append("passage.granted", data);
            }

            journal.Flush();
        });
    }

    /// <param name="writeGroup">Stores one group and returns when it is on the disk.</param>
    public static void Measure(string name, string key, string folder, int group, Table table, Action writeGroup)
    {
        writeGroup();
        var (own, device) = (OwnBytes(), DeviceBytes(folder));
        for (var i = 0; i < Groups; i++)
        {
            writeGroup();
        }

        var perEvent = (OwnBytes() - own) / (double)(Groups * group);
        var onDevice = device is { } before && DeviceBytes(folder) is { } after ? (after - before) / (double)(Groups * group)
            : (double?)null;
        table.Say(name, string.Create(CultureInfo.InvariantCulture, $"{perEvent:N0} bytes an event by this process"
            + $"{(onDevice is { } all ? $", {all:N0} by the device" : "")}"));
        table.Count(key, perEvent);
        table.Count(key + "Device", onDevice ?? -1);
    }

    private static long OwnBytes() =>
        long.Parse(File.ReadLines("/proc/self/io").First(l => l.StartsWith("write_bytes:", StringComparison.Ordinal)).Split(' ')[1],
            CultureInfo.InvariantCulture);

    /// <summary>null where the folder is on nothing that counts its sectors.</summary>
    private static long? DeviceBytes(string folder)
    {
        var mount = File.ReadLines("/proc/self/mountinfo").Select(l => l.Split(' ')).Where(f => folder.StartsWith(f[4].TrimEnd('/') + "/",
            StringComparison.Ordinal)).MaxBy(f => f[4].Length);
        var stat = $"/sys/dev/block/{mount?[2]}/stat";
        return File.Exists(stat) ? long.Parse(File.ReadAllText(stat).Split(' ', StringSplitOptions.RemoveEmptyEntries)[6],
            CultureInfo.InvariantCulture) * 512 : null;
    }
}
