using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace Zhuhui.Edge.Gateway.Site;

/// <summary>The registry's backups.</summary>
internal sealed record RegistryOptions
{
    [Description("The folder of the dated backups, best on another disk. Empty: the folder backups in the data folder.")]
    public string BackupFolder { get; init; } = "";

    [Range(1, 400)]
    [Description("How many are kept of each kind: daily, before a roster, before a restore, asked for.")]
    public int BackupsKept { get; init; } = 14;
}

/// <summary>The bound of the event buffer. What goes from it is in the journal still, or at the hub.</summary>
internal sealed record BufferOptions
{
    [Range(1_000, 100_000_000)]
    [Description("The most events; when half of them are in one file, another is begun and the older one goes.")]
    public int MostEvents { get; init; } = 1_000_000;

    [Range(16, 1_000_000)]
    [Description("The most megabytes on the disk.")]
    public int MostMegabytes { get; init; } = 2048;

    [Range(1, 3650)]
    [Description("The most days: who went where is forgotten after them. At least the half of each of these can be searched.")]
    public int MostDays { get; init; } = 180;
}
