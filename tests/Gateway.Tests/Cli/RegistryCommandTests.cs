using System.Text.Json;
using Xunit;
using Zhuhui.Edge.Gateway.Tests.EndToEnd;

namespace Zhuhui.Edge.Gateway.Tests.Cli;

/// <summary>Backups of the registry and the past, at the command line.</summary>
[Trait("needs", "process")]
public sealed class RegistryCommandTests
{
    [Fact]
    public async Task A_backup_is_restored_while_the_doors_go_on_a_card_lost_since_stays_shut_and_who_looked_is_on_record()
    {
        using var compound = new Compound();
        await compound.EnrolAsync("--name", "Wang", "--card", Compound.WangCard);
        await using var gateway = compound.StartGateway();
        await gateway.SaysAsync("local status:");
        var backup = (await SaysAsync(compound, 0, "1 people", "registry", "backup")).Split(' ')[0];
        await SaysAsync(compound, 0, "opens nothing any more", "card", "lost", "--card", Compound.WangCard);
        await compound.EnrolAsync("--name", "Li", "--card", "20230002");
        await SaysAsync(compound, 3, "1 people would be in the registry", "registry", "restore", "--backup", backup, "--operator", "chief");
        Assert.Equal(2, (await gateway.StatusAsync()).GetProperty("residents").GetInt32());
        await SaysAsync(compound, 0, "no longer in it, to be enrolled again: p-", "registry", "restore", "--backup", backup, "--operator",
            "chief", "--yes");
        Assert.Equal(1, (await gateway.StatusAsync()).GetProperty("residents").GetInt32());
        await compound.HoldCardAsync(Compound.WangCard);
        await gateway.SaysAsync("ALARM East gate: the lost card … of somebody was shown");
        Assert.Contains("restore", await SaysAsync(compound, 0, backup, "registry", "list"), StringComparison.Ordinal);

        await SaysAsync(compound, 0, "registry put back to the backup", "events", "--operator", "chief", "--kind", "registry");
        Assert.Contains("of Wang was shown", await SaysAsync(compound, 0, "", "events", "--operator", "guard", "--door", "gate", "--day",
            "today", "--person", "Wang"), StringComparison.Ordinal);
        await SaysAsync(compound, 0, "guard looked up", "events", "--operator", "chief", "--stream", "registry");
        var shown = await gateway.GetAsync("/events.json?stream=alarms&limit=5");
        Assert.Contains("credential.lost-card-shown", JsonDocument.Parse(shown).RootElement.GetProperty("events").EnumerateArray()
            .Select(one => one.GetProperty("type").GetString()));
        Assert.DoesNotContain("Wang", shown, StringComparison.Ordinal);
        Assert.Equal(0, await gateway.StopAsync());
        Assert.Contains("of Wang was shown", await SaysAsync(compound, 0, "", "events", "--operator", "guard", "--stream", "alarms"),
            StringComparison.Ordinal);
        await SaysAsync(compound, 2, "--operator NAME is needed", "events");
    }

    private static async Task<string> SaysAsync(Compound compound, int code, string expected, params string[] words)
    {
        var (ended, output, error) = await RunningProgram.RunAsync("zhuhui-edge", [.. words, "--site", compound.SiteFile]);
        Assert.True(ended == code, output + error);
        Assert.Contains(expected, output + error, StringComparison.Ordinal);
        return output;
    }
}
