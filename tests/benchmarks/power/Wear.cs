using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Zhuhui.Edge.Tests.Support;
using Zhuhui.Edge.Tests.Support.Power;

namespace Zhuhui.Edge.Benchmarks.Power;

/// <summary>The whole program at a compound's mean rate, once on the dropping disk, which counts by file, and at the same time once on ext4
/// in a file of its own, where the kernel counts what came to the device, the file system's journal with it.</summary>
internal static partial class Wear
{
    private const int PassagesADay = 8_400;
    private const int AlarmsADay = 200;
    private static readonly TimeSpan _settling = TimeSpan.FromSeconds(70);

    public static async Task<int> RunAsync(double minutes, int people)
    {
        await using var broker = await MosquittoBroker.StartAsync();
        using var hub = await RunningHub.StartAsync(broker.Port);
        using var place = new TemporaryFolder();
        using var counting = DroppingDisk.At(Directory.CreateDirectory(place.At("fuse")).FullName);
        using var card = LoopDisk.TryMake(place.At("card.img"), Directory.CreateDirectory(place.At("ext4")).FullName, megabytes: 800);
        List<GatewayProcess> gateways = [new(counting.Place, place.At("fuse.log"), "fuse", broker.Port)];
        if (card is not null)
        {
            gateways.Add(new(card.Place, place.At("ext4.log"), "ext4", broker.Port));
        }

        foreach (var gateway in gateways)
        {
            Directory.CreateDirectory(gateway.Data);
            await gateway.FillAsync(people);
            await gateway.StartAsync();
        }

        // The first minute has the start in it.
        Table.Doing($"{_settling.TotalSeconds} s until the start is over");
        await LiveAsync(gateways, _settling);
        card?.Sync();
        var (before, device, lines) = (ByKind(counting), card?.Written, Log(place.At("fuse.log")));
        Table.Doing($"{minutes} minutes at {PassagesADay:N0} passages and {AlarmsADay} alarms a day");
        var (passages, alarms) = await LiveAsync(gateways, TimeSpan.FromMinutes(minutes));
        card?.Sync();
        var (after, deviceAfter, linesAfter) = (ByKind(counting), card?.Written, Log(place.At("fuse.log")));
        foreach (var gateway in gateways)
        {
            gateway.Dispose();
        }

        var day = 1440 / minutes;
        var files = after.Select(one => (Name: one.Key, Use: one.Value - before.GetValueOrDefault(one.Key, new DiskUse(0, 0, 0, 0))))
            .Where(one => one.Use.Bytes + one.Use.Syncs > 0).OrderByDescending(one => one.Use.SyncedPages).ToArray();
        Console.WriteLine($"{passages} passages and {alarms} alarms in {minutes} minutes, times {day:F0}; {people:N0} people");
        Console.WriteLine($"{"a day",-34} {"MB written",11} {"syncs",9} {"MB synced",11}");
        foreach (var (name, use) in files)
        {
            Console.WriteLine($"{name,-34} {Mega(use.Bytes * day),11} {use.Syncs * day,9:N0} {Mega(use.SyncedPages * day * 4096),11}");
        }

        var all = files.Aggregate(new DiskUse(0, 0, 0, 0), (sum, one) => sum + one.Use);
        var perDay = deviceAfter is { } end && device is { } begin ? (end - begin) * day : (double?)null;
        Console.WriteLine($"{"all files",-34} {Mega(all.Bytes * day),11} {all.Syncs * day,9:N0} {Mega(all.SyncedPages * day * 4096),11}");
        Console.WriteLine(perDay is { } bytes ? $"{"to the device, ext4's own with it",-34} {Mega(bytes),11}"
            : "ext4: no loop device here");
        Console.WriteLine($"{"lines to the system's log",-34} {Mega((linesAfter.Bytes - lines.Bytes) * day),11} "
            + $"{(linesAfter.Lines - lines.Lines) * day,9:N0} lines");
        Console.WriteLine(JsonSerializer.Serialize(new
        {
            minutes,
            passages,
            alarms,
            people,
            deviceBytesADay = perDay,
            syncedBytesADay = all.SyncedPages * day * 4096,
            logBytesADay = (linesAfter.Bytes - lines.Bytes) * day,
            files = files.ToDictionary(one => one.Name, one => new
            {
                bytes = one.Use.Bytes * day,
                syncs = one.Use.Syncs * day,
                synced = one.Use.SyncedPages * day * 4096,
            }),
        }, JsonSerializerOptions.Web));
        return 0;
    }

    /// <summary>Passages one after the other at the mean rate, each at another door; alarms between them.</summary>
    private static async Task<(int Passages, int Alarms)> LiveAsync(List<GatewayProcess> gateways, TimeSpan length)
    {
        var (began, passages, alarms) = (Stopwatch.GetTimestamp(), 0, 0);
        var between = TimeSpan.FromDays(1) / PassagesADay;
        while (Stopwatch.GetElapsedTime(began) is var elapsed && elapsed < length)
        {
            if (elapsed > (alarms + 0.5) * (TimeSpan.FromDays(1) / AlarmsADay))
            {
                await Task.WhenAll(gateways.Select(gateway => gateway.ForceAsync(alarms % GatewayProcess.Doors)));
                alarms++;
            }

            await Task.WhenAll(gateways.Select(gateway => gateway.PassAsync(passages % GatewayProcess.Doors)));
            passages++;
            var left = (between * passages) - Stopwatch.GetElapsedTime(began);
            await Task.Delay(left > TimeSpan.Zero ? left : TimeSpan.Zero);
        }

        return (passages, alarms);
    }

    private static Dictionary<string, DiskUse> ByKind(DroppingDisk disk) => disk.Uses.GroupBy(one => Kind().Replace(one.Key, "N"))
        .ToDictionary(group => group.Key.Replace("/data/", "", StringComparison.Ordinal), group => group.Aggregate(new DiskUse(0, 0, 0, 0),
        (sum, one) => sum + one.Value));

    private static (long Lines, long Bytes) Log(string file) => !File.Exists(file) ? (0, 0)
        : (File.ReadLines(file).LongCount(), new FileInfo(file).Length);

    private static string Mega(double bytes) => (bytes / 1e6).ToString("N2", CultureInfo.InvariantCulture);

    /// <summary>Numbers and what is not yet in its place are of one kind with the file itself.</summary>
    [GeneratedRegex(@"\d{6,}(?:[-T]\d+)*|\.new$")]
    private static partial Regex Kind();
}
