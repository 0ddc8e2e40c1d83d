using System.Globalization;
using Zhuhui.Edge.Gateway.Site;

namespace Zhuhui.Edge.Gateway.Admin.Health;

/// <summary>What a machine tells of its own health. Null is not told, which is neither good nor bad.</summary>
/// <param name="Celsius">The hottest of its sensors.</param>
/// <param name="HotFrom">From where on the machine itself calls that hot; null where it does not say.</param>
/// <param name="Wear">How much of the life of the storage under the data folder is used.</param>
/// <param name="Power">What a Raspberry Pi says of its supply.</param>
internal sealed record MachineState(double? Celsius, double? HotFrom, StorageWear? Wear, PowerState? Power);

/// <param name="UsedPercent">At most so much of what its maker promises, in tens; over 100 where that is exceeded.</param>
/// <param name="IsEnding">The device itself warns: it has few spare blocks left.</param>
internal sealed record StorageWear(int UsedPercent, bool IsEnding);

/// <param name="IsLow">The voltage is too low at this moment.</param>
/// <param name="WasLow">It was since the machine was started.</param>
/// <param name="IsSlowed">The processor runs slower than it could, for want of power or for heat.</param>
internal sealed record PowerState(bool IsLow, bool WasLow, bool IsSlowed);

/// <summary>Reads what Linux shows of the machine: thermal zones, the wear of eMMC storage (JESD84-B51, DEVICE_LIFE_TIME_EST and
/// PRE_EOL_INFO), the firmware's flags of a Raspberry Pi. SD cards and most disks show nothing there.</summary>
/// <param name="root">Where the file systems <c>sys</c> and <c>proc</c> are.</param>
internal sealed class MachineReadings(string dataFolder, string root = "/")
{
    private const int LowNow = 1 << 0;
    private const int SlowedNow = (1 << 1) | (1 << 2) | (1 << 3);
    private const int LowBefore = 1 << 16;

    private readonly string _sys = Path.Combine(root, "sys");

    public MachineReadings(SiteFile site)
        : this(site.DataFolder)
    {
    }

    public MachineState Read()
    {
        var (celsius, hotFrom) = Temperature();
        return new MachineState(celsius, hotFrom, Wear(), Power());
    }

    private (double? Celsius, double? HotFrom) Temperature()
    {
        (double Celsius, double? HotFrom)? hottest = null;
        foreach (var zone in Folders(Path.Combine(_sys, "class/thermal"), "thermal_zone*"))
        {
            if (Degrees(Path.Combine(zone, "temp")) is { } celsius && (hottest is null || celsius > hottest.Value.Celsius))
            {
                hottest = (celsius, Trips(zone).Min());
            }
        }

        return (hottest?.Celsius, hottest?.HotFrom);
    }

    private static IEnumerable<double?> Trips(string zone)
    {
        for (var i = 0; Text(Path.Combine(zone, $"trip_point_{i}_type")) is { } type; i++)
        {
            if (type is "passive" or "hot" or "critical" && Degrees(Path.Combine(zone, $"trip_point_{i}_temp")) is > 0 and var degrees)
            {
                yield return degrees;
            }
        }
    }

    /// <summary>Thousandths of a degree; what no sensor can mean is none.</summary>
    private static double? Degrees(string file) => int.TryParse(Text(file), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture,
        out var thousandths) && thousandths is > -60_000 and < 200_000 ? thousandths / 1000.0 : null;

    private StorageWear? Wear()
    {
        if (Device() is not { } number || Target(Path.Combine(_sys, "dev/block", number)) is not { } block)
        {
            return null;
        }

        // A partition's folder lies in that of its disk.
        foreach (var disk in new[] { block, Path.GetDirectoryName(block)! })
        {
            if (Text(Path.Combine(disk, "device/life_time")) is { } life && Hex(life) is { Length: > 0 } tenths && tenths.Max() > 0)
            {
                return new StorageWear(tenths.Max() * 10, Hex(Text(Path.Combine(disk, "device/pre_eol_info")) ?? "") is [> 1]);
            }
        }

        return null;
    }

    /// <summary>The block device that the data folder is on, as <c>179:2</c>: that of the deepest mount above it.</summary>
    private string? Device()
    {
        var folder = Path.GetFullPath(dataFolder);
        return (Text(Path.Combine(root, "proc/self/mountinfo")) ?? "").Split('\n').Select(line => line.Split(' '))
            .Where(mount => mount.Length > 4 && IsAbove(mount[4], folder)).MaxBy(mount => mount[4].Length)?[2];
    }

    private static bool IsAbove(string mount, string folder) => mount == "/" || folder == mount
        || folder.StartsWith(mount + "/", StringComparison.Ordinal);

    private PowerState? Power()
    {
        var platform = Path.Combine(_sys, "devices/platform");
        var flags = Folders(platform, "*").SelectMany(device => Folders(device, "*firmware*").Append(device))
            .Select(device => Text(Path.Combine(device, "get_throttled"))).FirstOrDefault(text => text is not null);
        return flags is not null && Hex(flags) is [var bits]
            ? new PowerState((bits & LowNow) != 0, (bits & LowBefore) != 0, (bits & SlowedNow) != 0) : null;
    }

    /// <returns>None where one of the words is no number.</returns>
    private static int[] Hex(string text)
    {
        var words = text.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(word => word.StartsWith("0x", StringComparison.Ordinal)
            ? word[2..] : word).Select(word => int.TryParse(word, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture,
            out var number) ? number : (int?)null).ToArray();
        return words.Contains(null) ? [] : [.. words.Select(word => word!.Value)];
    }

    private static string? Target(string link)
    {
        try
        {
            return Directory.ResolveLinkTarget(link, returnFinalTarget: true)?.FullName;
        }
        catch (Exception silent) when (silent is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static string[] Folders(string folder, string pattern)
    {
        try
        {
            return Directory.GetDirectories(folder, pattern);
        }
        catch (Exception silent) when (silent is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    /// <returns>Null where the machine shows none, or the reading fails, as those of sensors may.</returns>
    private static string? Text(string file)
    {
        try
        {
            return File.ReadAllText(file).Trim();
        }
        catch (Exception silent) when (silent is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
