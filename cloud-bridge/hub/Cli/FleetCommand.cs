using System.CommandLine;
using System.Globalization;
using Zhuhui.Edge.Hub.Settings;
using Zhuhui.Edge.Hub.Store.Fleet;

namespace Zhuhui.Edge.Hub.Cli;

/// <summary><c>fleet</c>: every gateway of the district, as it said last.</summary>
internal static class FleetCommand
{
    private const double Gibibyte = 1L << 30;

    private static readonly string[] _heading = ["GATEWAY", "STATE", "SINCE", "VERSION", "NOT IN ORDER", "CERTIFICATES END", "DISK FREE",
        "CLOCK", "BACKLOG", "LAST RECORD", "GROUPS"];

    public static Command Create()
    {
        var group = CliOptions.Text("--group", "NAME", "those of a group alone");
        var json = CliOptions.Switch("--json", "one line of JSON a gateway");
        var command = new Command("fleet", "list the gateways: version, health, certificates, disk, clock, backlog") { group, json };
        command.OnStore(async (parsed, connection, output) =>
        {
            var of = parsed.GetValue(group) is { } name ? StoreCommands.GroupName(name) : null;
            var rows = await FleetRoster.ReadAsync(connection, of, CancellationToken.None);
            if (of is not null && rows.Count == 0)
            {
                throw UsageException.EmptyGroup(of);
            }

            await output.WriteLineAsync(parsed.GetValue(json)
                ? Listing.Json(rows) : Listing.Format([_heading, .. rows.Select(Line)]));
            return HubCommandLine.Done;
        });
        return command;
    }

    private static string[] Line(FleetRow row) =>
    [
        row.Gateway,
        row.Online switch { true => "online", false => "away", null => "never said" },
        Listing.Moment(row.Since),
        (row.Version ?? "-") + (row.Trial is { } trial ? $" (trying {trial})" : ""),
        row.Impaired is not { } impaired ? "-" : impaired.Count == 0 ? "nothing"
            : string.Join(", ", impaired.OrderBy(one => one.Key, StringComparer.Ordinal).Select(one => string.Create(
                CultureInfo.InvariantCulture, $"{one.Value} {one.Key}"))),
        $"{Listing.Day(row.LinkCertificateEnds)} / {Listing.Day(row.WebCertificateEnds)}",
        row.DiskFree is { } free ? string.Create(CultureInfo.InvariantCulture, $"{free / Gibibyte:0.0} GiB") : "-",
        row.ClockTrusted switch { true => "trusted", false => "DOUBTED", null => "-" },
        row.Backlog?.ToString(CultureInfo.InvariantCulture) ?? "-",
        Listing.Moment(row.LastRecord),
        string.Join(',', row.Groups),
    ];
}
