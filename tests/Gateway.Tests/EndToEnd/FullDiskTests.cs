using System.Diagnostics;
using System.Text.Json;
using Xunit;

namespace Zhuhui.Edge.Gateway.Tests.EndToEnd;

[Trait("needs", "process")]
public sealed class FullDiskTests
{
    [Fact]
    public async Task With_no_room_on_the_disk_doors_go_on_alarms_are_kept_and_nothing_is_lost_when_room_returns()
    {
        if (!CanMount())
        {
            Assert.Skip("a small file system can't be mounted here (unshare -rm is refused), so no disk can be filled");
        }

        using var compound = new Compound();
        Directory.CreateDirectory(compound.Data);

        // The data folder is a disk of 4 MB in a mount namespace of the gateway's own.
        var program = Path.Combine(AppContext.BaseDirectory, "zhuhui-edge");
        await using var gateway = RunningProgram.StartOther("/usr/bin/unshare",
        [
            "-rm", "sh", "-c",
            $"mount -t tmpfs -o size=4m tmpfs '{compound.Data}' && '{program}' enrol --site '{compound.SiteFile}' --name Wang --card "
                + $"{Compound.WangCard} && exec '{program}' run --site '{compound.SiteFile}'",
        ]);
        await gateway.SaysAsync("local status:");
        var root = $"/proc/{gateway.Id}/root";
        Fill(root + Path.Combine(compound.Data, "fill"));

        const int Cards = 12;
        for (var i = 1; i <= Cards; i++)
        {
            // The event buffer gives room back when it gives up; that is taken too.
            Fill(root + Path.Combine(compound.Data, "fill"));
            await compound.HoldCardAsync(Compound.WangCard, root);
            await gateway.SaysAsync("lets in somebody by card", i);
        }

        await gateway.SaysAsync("journal passages: the disk");
        await gateway.DoorIsAsync("locked");
        await compound.OpenDoorAsync(open: true, root);
        await gateway.SaysAsync("ALARM East gate: forced open");
        Assert.True(Journaled(await gateway.StatusAsync(), "alarms") >= 1, "an alarm did not find the room that is kept for it");
        Assert.Single(gateway.Said.Split('\n'), l => l.Contains("fail:", StringComparison.Ordinal) && l.Contains("journal passages",
            StringComparison.Ordinal));
        await gateway.SaysAsync("ALARM the disk is 100 % full");
        File.Delete(root + Path.Combine(compound.Data, "fill"));
        await gateway.SaysAsync("the disk takes records again");
        await gateway.SaysAsync("the disk has room again");
        Assert.Equal(Cards, Journaled(await gateway.StatusAsync(), "passages"));
        Fill(root + Path.Combine(compound.Data, "fill"));
        Assert.Equal(0, await gateway.StopAsync());
    }

    private static long Journaled(JsonElement status, string stream) =>
        status.GetProperty("streams").EnumerateArray().Single(s => s.GetProperty("stream").GetString() == stream)
            .GetProperty("journaled").GetInt64();

    /// <summary>Takes every byte there is, down to the last.</summary>
    private static void Fill(string file)
    {
        using var fill = new FileStream(file, FileMode.Append, FileAccess.Write, FileShare.None, bufferSize: 0);
        foreach (var size in new[] { 1 << 16, 1 << 12, 64, 1 })
        {
            var bytes = new byte[size];
            try
            {
                while (true)
                {
                    fill.Write(bytes);
                }
            }
            catch (IOException)
            {
                // No room for this much: try with less.
            }
        }
    }

    private static bool CanMount()
    {
        using var probe = Process.Start(new ProcessStartInfo("/usr/bin/unshare", ["-rm", "mount", "-t", "tmpfs", "tmpfs",
            "/mnt"])
        {
            RedirectStandardError = true,
        });
        return probe is not null && probe.WaitForExit(RunningProgram.Patience) && probe.ExitCode == 0;
    }
}
