using Zhuhui.Edge.Gateway.Admin.Health;
using Zhuhui.Edge.Gateway.Texts.Pages;

namespace Zhuhui.Edge.Gateway.Console.Machine;

/// <summary>What the machine tells of itself, in words. What it does not tell is said to be unknown.</summary>
internal static class MachineFacts
{
    /// <summary>From where on a Raspberry Pi slows its processor; for machines that do not say what is hot to them.</summary>
    private const double UsuallyHot = 80;

    /// <summary>So near to what is hot it is worth a look.</summary>
    private const double Margin = 10;

    private const int FullPercent = 90;
    private const int WornPercent = 80;

    /// <param name="disk">Free and in all, of the data folder's; null where the system does not tell.</param>
    public static IEnumerable<Fact> Of(MachineState machine, (long Free, long Total)? disk, FactWriter write)
    {
        yield return Disk(disk, write);
        yield return Wear(machine.Wear, write);
        yield return Temperature(machine, write);
        yield return Power(machine.Power, write);
    }

    private static Fact Disk((long Free, long Total)? disk, FactWriter write)
    {
        if (disk is not ({ } free, > 0 and { } total))
        {
            return write.Unknown(SystemTexts.Disk);
        }

        var value = SystemTexts.DiskFree(FactWriter.Gigabytes(free), FactWriter.Gigabytes(total));
        return free < total * (100 - FullPercent) / 100 ? write.Bad(SystemTexts.Disk, value) : write.Good(SystemTexts.Disk, value);
    }

    private static Fact Wear(StorageWear? wear, FactWriter write) => wear switch
    {
        null => write.Unknown(SystemTexts.Wear),
        { UsedPercent: > 100 } => write.Bad(SystemTexts.Wear, SystemTexts.WornOut),
        { IsEnding: true } => write.Bad(SystemTexts.Wear, SystemTexts.WearEnding(wear.UsedPercent)),
        { UsedPercent: > WornPercent } => write.Busy(SystemTexts.Wear, SystemTexts.WearUsed(wear.UsedPercent)),
        _ => write.Good(SystemTexts.Wear, SystemTexts.WearUsed(wear.UsedPercent)),
    };

    private static Fact Temperature(MachineState machine, FactWriter write)
    {
        if (machine.Celsius is not { } celsius)
        {
            return write.Unknown(SystemTexts.Temperature);
        }

        var hot = machine.HotFrom ?? UsuallyHot;
        var value = SystemTexts.Degrees(FactWriter.Number(celsius, "0"));
        return celsius >= hot ? write.Bad(SystemTexts.Temperature, SystemTexts.TooHot(FactWriter.Number(celsius, "0")))
            : celsius >= hot - Margin ? write.Busy(SystemTexts.Temperature, value)
            : write.Good(SystemTexts.Temperature, value);
    }

    private static Fact Power(PowerState? power, FactWriter write) => power switch
    {
        null => write.Unknown(SystemTexts.Power),
        { IsLow: true } => write.Bad(SystemTexts.Power, SystemTexts.PowerLow),
        { IsSlowed: true } => write.Bad(SystemTexts.Power, SystemTexts.PowerSlowed),
        { WasLow: true } => write.Busy(SystemTexts.Power, SystemTexts.PowerWasLow),
        _ => write.Good(SystemTexts.Power, SystemTexts.PowerGood),
    };
}
