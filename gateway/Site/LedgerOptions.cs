using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace Zhuhui.Edge.Gateway.Site;

/// <summary>How long and in how much room the journal is kept. Nothing that the hub has not acknowledged is deleted for its age or for a
/// quota, and of alarms, changes and unacknowledged passages nothing is deleted for want of room.</summary>
internal sealed record LedgerOptions
{
    [Description("Passages. The default room holds more than a million of them.")]
    public StreamKeeping Passages { get; init; } = new() { KeepDays = 180, Megabytes = 2048 };

    [Description("Alarms.")]
    public StreamKeeping Alarms { get; init; } = new() { KeepDays = 365, Megabytes = 256 };

    [Description("Changes to who may pass, operators' commands and the policies: the audit, by which decisions are made again. At least as "
        + "long as passages and alarms.")]
    public StreamKeeping Registry { get; init; } = new() { KeepDays = 1095, Megabytes = 512 };

    [Description("How the gateway and its devices were. The first to go where the disk fills, acknowledged or not.")]
    public StreamKeeping Health { get; init; } = new() { KeepDays = 90, Megabytes = 256 };

    [Range(1, 1024 * 1024)]
    [Description("Below so many free megabytes of the disk, or a twentieth of it where that is less, health records and then "
        + "acknowledged passages are deleted.")]
    public int ReserveMegabytes { get; init; } = 256;
}

/// <summary>What of one stream is kept.</summary>
internal sealed record StreamKeeping
{
    [Range(1, 36500)]
    [Description("Older records are deleted once the hub has acknowledged them. Not while the clock is unsynchronised.")]
    public int KeepDays { get; init; } = 180;

    [Range(8, 1024 * 1024)]
    [Description("Past so many megabytes the oldest records are deleted once the hub has acknowledged them.")]
    public int Megabytes { get; init; } = 256;
}
