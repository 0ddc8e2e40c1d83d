using Xunit;
using Zhuhui.Edge.Gateway.Admin.Health;
using Zhuhui.Edge.Gateway.Console.Duty;
using Zhuhui.Edge.Gateway.Console.Machine;
using Zhuhui.Edge.Gateway.Texts;
using Zhuhui.Edge.Tests.Support;

namespace Zhuhui.Edge.Gateway.Tests.Console.Machine;

/// <summary>What Linux shows of a machine, as files of the shape that it has there.</summary>
public sealed class MachineReadingsTests : IDisposable
{
    private static readonly (long, long) _disk = (20_000_000_000, 32_000_000_000);

    private readonly TemporaryFolder _root = new();

    private MachineState State => new MachineReadings("/var/lib/zhuhui-edge", _root.Path).Read();

    public void Dispose() => _root.Dispose();

    [Fact]
    public void A_machine_that_tells_nothing_is_unknown_and_not_good()
    {
        Assert.Equal(new MachineState(null, null, null, null), State);
        var facts = Facts(null);
        Assert.All(facts, fact => Assert.Equal(Tone.Unknown, fact.Tone));
        Assert.All(facts, fact => Assert.Contains("unknown", fact.Value, StringComparison.Ordinal));
    }

    [Fact]
    public void The_hottest_sensor_counts_against_what_the_machine_itself_calls_hot()
    {
        Write("sys/class/thermal/thermal_zone0/temp", "48250\n");
        Write("sys/class/thermal/thermal_zone1/temp", "71000\n");
        Write("sys/class/thermal/thermal_zone2/temp", "-274000\n");
        Assert.Equal((71.0, null), (State.Celsius, State.HotFrom));
        Assert.Equal(Tone.Busy, Of("Temperature").Tone);
        Write("sys/class/thermal/thermal_zone1/trip_point_0_type", "active\n");
        Write("sys/class/thermal/thermal_zone1/trip_point_0_temp", "50000\n");
        Write("sys/class/thermal/thermal_zone1/trip_point_1_type", "critical\n");
        Write("sys/class/thermal/thermal_zone1/trip_point_1_temp", "110000\n");
        Assert.Equal(110, State.HotFrom);
        Assert.Equal(Tone.Good, Of("Temperature").Tone);
        Write("sys/class/thermal/thermal_zone0/temp", "85000\n");
        Assert.Equal((Tone.Bad, "85 °C: too hot"), (Of("Temperature").Tone, Of("Temperature").Value));
    }

    [Theory]
    [InlineData("0", Tone.Good)]
    [InlineData("50000", Tone.Busy)]
    [InlineData("50005", Tone.Bad)]
    [InlineData("4", Tone.Bad)]
    [InlineData("none", Tone.Unknown)]
    public void A_Raspberry_Pi_says_how_its_supply_is(string flags, Tone tone)
    {
        Write("sys/devices/platform/soc/soc:firmware/get_throttled", flags + "\n");
        Assert.Equal(tone, Of("Power supply").Tone);
    }

    [Theory]
    [InlineData("0x01 0x01", "0x01", Tone.Good, 10)]
    [InlineData("0x02 0x0a", "0x01", Tone.Busy, 100)]
    [InlineData("0x03 0x04", "0x03", Tone.Bad, 40)]
    [InlineData("0x0b 0x01", "0x01", Tone.Bad, 110)]
    [InlineData("0x00 0x00", "0x00", Tone.Unknown, null)]
    public void The_storage_that_the_data_folder_lies_on_tells_its_wear(string life, string end, Tone tone, int? percent)
    {
        Write("proc/self/mountinfo", "22 1 8:1 / / rw - ext4 /dev/root rw\n25 22 179:2 / /var/lib rw - ext4 /dev/mmcblk0p2 rw\n"
            + "26 22 0:22 / /var/lib/zhuhui-edge-old rw - tmpfs tmpfs rw\n");
        Write("sys/devices/platform/emmc/mmcblk0/device/life_time", life + "\n");
        Write("sys/devices/platform/emmc/mmcblk0/device/pre_eol_info", end + "\n");
        Write("sys/devices/platform/emmc/mmcblk0/mmcblk0p2/partition", "2\n");
        Directory.CreateDirectory(_root.At("sys/dev/block"));
        Directory.CreateSymbolicLink(_root.At("sys/dev/block/179:2"), "../../devices/platform/emmc/mmcblk0/mmcblk0p2");
        Assert.Equal(percent, State.Wear?.UsedPercent);
        Assert.Equal(tone, Of("Wear of the disk").Tone);
    }

    [Fact]
    public void A_disk_nearly_full_is_bad()
    {
        Assert.Equal(Tone.Good, Facts(_disk)[0].Tone);
        Assert.Equal((Tone.Bad, "3.1 GB free of 32.0 GB"), (Facts((3_100_000_000, 32_000_000_000))[0].Tone,
            Facts((3_100_000_000, 32_000_000_000))[0].Value));
    }

    private Fact Of(string name) => Facts(_disk).Single(fact => fact.Name == name);

    private IReadOnlyList<Fact> Facts((long, long)? disk) => [.. MachineFacts.Of(State, disk, new FactWriter(Language.En))];

    private void Write(string file, string text)
    {
        var path = _root.At(file);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
    }
}
