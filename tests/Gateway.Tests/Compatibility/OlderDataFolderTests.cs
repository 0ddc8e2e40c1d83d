using System.IO.Compression;
using Xunit;
using Zhuhui.Edge.Gateway.Tests.EndToEnd;

namespace Zhuhui.Edge.Gateway.Tests.Compatibility;

/// <summary>
/// A data folder that the program of release 0.1.3 wrote in a few minutes of use, without locks and pins: Wang with card 1001 and a PIN, Li
/// whose card 1002 was reported lost, Zhao (1003) who was blocked and Sun (1004) who was removed, all three after the backup in it.
/// </summary>
[Trait("needs", "process")]
public sealed class OlderDataFolderTests
{
    private const string Backup = "20261129T145948Z-asked";

    [Fact]
    public async Task The_doors_go_on_with_the_people_of_an_older_data_folder()
    {
        using var compound = OlderCompound();
        await using var gateway = compound.StartGateway();
        await gateway.SaysAsync("local status:");
        await compound.HoldCardAsync("1001");
        await gateway.SaysAsync("East gate: lets in somebody by card");
        await compound.HoldCardAsync("1002");
        await gateway.SaysAsync("ALARM East gate: the lost card … of somebody was shown");
        await compound.HoldCardAsync("1003");
        await gateway.SaysAsync("not opened for somebody: on the block list");
        await compound.HoldCardAsync("1004");
        await gateway.SaysAsync("not opened: unknown card");
        Assert.Equal(0, await gateway.StopAsync());
        Assert.Contains(" 0 differ", await RunAsync(compound, "replay"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_older_backup_brings_nobody_back_who_was_shut_out_since()
    {
        using var compound = OlderCompound();
        Assert.Contains(Backup, await RunAsync(compound, "registry", "list"), StringComparison.Ordinal);
        await RunAsync(compound, "registry", "restore", "--backup", Backup, "--operator", "chen", "--yes");
        await using var gateway = compound.StartGateway();
        await gateway.SaysAsync("local status:");
        await compound.HoldCardAsync("1002");
        await gateway.SaysAsync("ALARM East gate: the lost card … of somebody was shown");
        await compound.HoldCardAsync("1003");
        await gateway.SaysAsync("not opened for somebody: on the block list");
        await compound.HoldCardAsync("1004");
        await gateway.SaysAsync("not opened: unknown card");
        await compound.HoldCardAsync("1001");
        await gateway.SaysAsync("East gate: lets in somebody by card");
        Assert.Equal(0, await gateway.StopAsync());
    }

    private static Compound OlderCompound()
    {
        var compound = new Compound();
        ZipFile.ExtractToDirectory(Path.Combine(AppContext.BaseDirectory, "Compatibility", "data-folder-0.1.3.zip"), compound.Data);
        return compound;
    }

    private static async Task<string> RunAsync(Compound compound, params string[] command)
    {
        var (code, output, error) = await RunningProgram.RunAsync("zhuhui-edge", [.. command, "--site", compound.SiteFile]);
        Assert.True(code == 0, error);
        return output;
    }
}
