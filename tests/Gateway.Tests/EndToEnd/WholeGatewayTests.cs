using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Xunit;
using Zhuhui.Edge.Tests.Support;

namespace Zhuhui.Edge.Gateway.Tests.EndToEnd;

/// <summary>The whole host on real input: RTSP cameras, broker, hub; only the pins are simulated.</summary>
[Trait("needs", "process")]
public sealed class WholeGatewayTests
{
    [Fact]
    public async Task A_resident_passes_by_face_and_by_card_a_stranger_does_not_a_crossing_is_an_alarm_and_the_hub_has_it_all()
    {
        await using var broker = await MosquittoBroker.StartAsync();
        using var cameras = await Cameras();
        using var compound = new Compound(broker.Port, cameras.Port);
        await compound.EnrolAsync("--name", "Eileen", "--photo", Material.Resident, "--card", Compound.WangCard,
            "--consent-witness", "test");
        await using var hub = await compound.StartHubAsync(broker.Port);
        await using var gateway = compound.StartGateway();
        await gateway.SaysAsync("local status:");
        await compound.HoldCardAsync(Compound.WangCard);
        await gateway.SaysAsync("East gate: lets in somebody by card");
        await compound.HoldCardAsync("999");
        await gateway.SaysAsync("not opened: unknown card");
        await gateway.SaysAsync("East gate: lets in somebody by face");
        await gateway.SaysAsync("not opened: face not recognised");
        await gateway.SaysAsync("ALARM perimeter, camera square lawn: line crossed");
        Assert.Equal(0, await gateway.StopAsync());

        var counts = await compound.ReportAsync();
        var journaled = counts.GetProperty("eventsJournaled").GetInt64();
        Assert.Equal(journaled, counts.GetProperty("eventsPublished").GetInt64());
        Assert.Equal(journaled, counts.GetProperty("eventsAcknowledged").GetInt64());
        Assert.Equal(["Eileen"], counts.GetProperty("passagesGranted").GetProperty("byPerson").EnumerateObject().Select(p => p.Name));
        HubReport.AssertEverySequenceNumberOnce(await compound.HubReportAsync(), journaled);
        Assert.Equal('0', compound.RelayLevel);
    }

    [Fact]
    public async Task Without_OpenCV_s_native_library_the_main_job_is_done_and_one_line_says_what_is_off()
    {
        using var program = new TemporaryFolder();
        foreach (var file in Directory.EnumerateFiles(AppContext.BaseDirectory, "*", SearchOption.AllDirectories))
        {
            var to = Path.Combine(program.Path, Path.GetRelativePath(AppContext.BaseDirectory, file));
            if (!file.EndsWith("libOpenCvSharpExtern.so", StringComparison.Ordinal))
            {
                Directory.CreateDirectory(Path.GetDirectoryName(to)!);
                File.CreateSymbolicLink(to, file);
            }
        }

        // The program's own files decide where it looks for natives, so they are copies, not links.
        foreach (var file in Directory.EnumerateFiles(program.Path, "zhuhui-edge*").Concat(Directory.EnumerateFiles(program.Path,
            "OpenCvSharp*")).ToArray())
        {
            var original = File.ResolveLinkTarget(file, returnFinalTarget: true)!.FullName;
            File.Delete(file);
            File.Copy(original, file);
        }

        using var cameras = await Cameras();
        using var compound = new Compound(rtspPort: cameras.Port);
        await compound.EnrolAsync("--name", "Eileen", "--photo", Material.Resident, "--consent-witness", "test");
        await using var gateway = compound.StartGateway(program.Path);
        await gateway.SaysAsync("East gate: lets in somebody by face");
        await gateway.SaysAsync("ALARM perimeter, camera square lawn: line crossed");
        Assert.Equal(0, await gateway.StopAsync());
        Assert.Single(gateway.Said.Split('\n'), l => l.Contains("OpenCV is not used", StringComparison.Ordinal));
    }

    [Fact]
    public async Task After_kill_9_a_broker_outage_and_lost_cameras_the_hub_has_every_number_once_and_the_relay_is_at_rest()
    {
        await using var broker = await MosquittoBroker.StartAsync();
        using var cameras = await Cameras();
        using var compound = new Compound(broker.Port, cameras.Port, unlockSeconds: 200);
        await compound.EnrolAsync("--name", "Wang", "--card", Compound.WangCard);
        await using var hub = await compound.StartHubAsync(broker.Port);
        await using (var gateway = compound.StartGateway())
        {
            await gateway.SaysAsync("camera gate online");
            await compound.HoldCardAsync(Compound.WangCard);
            await gateway.SaysAsync("lets in somebody");
            await compound.RelayIsAsync('1');
            await gateway.KillAsync();
        }

        Assert.Equal('1', compound.RelayLevel);
        Assert.Equal(0, (await compound.RunAsync("rest")).Code);
        Assert.Equal('0', compound.RelayLevel);

        await using (var gateway = compound.StartGateway())
        {
            await gateway.SaysAsync("camera gate online");
            await broker.KillAsync();
            await gateway.SaysAsync("No link to the broker");
            for (var i = 1; i <= 10; i++)
            {
                await compound.HoldCardAsync("999");
                await gateway.SaysAsync("not opened: unknown card", i);
            }

            cameras.Dispose();
            await gateway.SaysAsync("camera gate offline");
            await gateway.SaysAsync("camera square offline");
            using var again = await Cameras(cameras.Port);
            await gateway.SaysAsync("camera gate online", 2);
            await broker.StartAgainAsync();
            await hub.SaysAsync("receives from", 2);
            await gateway.SaysAsync("Reached again the broker");
            Assert.Equal(0, await gateway.StopAsync());
        }

        var counts = await compound.ReportAsync();
        Assert.Equal(10, counts.GetProperty("passagesDenied").GetProperty("byReason").GetProperty("unknownCard").GetInt64());
        HubReport.AssertEverySequenceNumberOnce(await compound.HubReportAsync(), counts.GetProperty("eventsJournaled").GetInt64());
    }

    [Fact]
    public async Task Under_a_service_manager_a_killed_gateway_s_relay_comes_to_rest_and_the_gateway_comes_back()
    {
        using var compound = new Compound(unlockSeconds: 200);
        using var folder = new TemporaryFolder();
        await compound.EnrolAsync("--name", "Wang", "--card", Compound.WangCard);
        var program = Path.Combine(AppContext.BaseDirectory, "zhuhui-edge");
        await using var keeper = RunningProgram.StartOther("/bin/bash",
        [
            Repository.At("deploy", "demo", "keep.sh"), "gateway", folder.At("pid"), "--after", program, "rest", "--site",
                compound.SiteFile, "--", program, "run", "--site", compound.SiteFile,
        ]);
        await keeper.SaysAsync("local status:");
        await compound.HoldCardAsync(Compound.WangCard);
        await keeper.SaysAsync("lets in somebody");
        await compound.RelayIsAsync('1');
        var killed = Stopwatch.StartNew();
        using (var gateway = Process.GetProcessById(int.Parse(await File.ReadAllTextAsync(folder.At("pid")), CultureInfo.InvariantCulture)))
        {
            gateway.Kill();
        }

        await keeper.SaysAsync("relays put at rest");
        TestContext.Current.TestOutputHelper?.WriteLine($"at rest {killed.ElapsedMilliseconds} ms after the kill");
        Assert.Equal('0', compound.RelayLevel);
        await keeper.SaysAsync("local status:", 2);
        Assert.Equal(0, await keeper.StopAsync());
    }

    [Fact]
    public async Task A_taken_port_costs_the_status_page_and_not_the_doors()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        using var compound = new Compound(statusPort: ((IPEndPoint)taken.LocalEndpoint).Port);
        await compound.EnrolAsync("--name", "Wang", "--card", Compound.WangCard);
        await using var gateway = compound.StartGateway();
        await gateway.SaysAsync("local status: off");
        await compound.HoldCardAsync(Compound.WangCard);
        await gateway.SaysAsync("lets in somebody by card");
        Assert.Equal(0, await gateway.StopAsync());
    }

    [Fact]
    public async Task A_door_pulled_open_is_forced_unless_a_card_came_before()
    {
        using var compound = new Compound(unlockSeconds: 20);
        await compound.EnrolAsync("--name", "Wang", "--card", Compound.WangCard);
        await using var gateway = compound.StartGateway();
        await gateway.SaysAsync("local status:");
        await compound.HoldCardAsync(Compound.WangCard);
        await gateway.SaysAsync("lets in somebody by card");
        await compound.OpenDoorAsync(open: true);
        await gateway.DoorIsAsync("open");
        await compound.OpenDoorAsync(open: false);
        await gateway.DoorIsAsync("locked");
        Assert.Equal('0', compound.RelayLevel);
        await compound.OpenDoorAsync(open: true);
        await gateway.SaysAsync("ALARM East gate: forced open");
        await compound.OpenDoorAsync(open: false);
        await gateway.SaysAsync("East gate: closed again");
        Assert.Equal(0, await gateway.StopAsync());
        Assert.Equal(1, (await compound.ReportAsync()).GetProperty("alarms").GetProperty("byKind").GetProperty("door.forced").GetInt64());
    }

    [Fact]
    public async Task A_damaged_model_turns_the_faces_off_names_the_file_and_leaves_the_cards_working()
    {
        using var models = new TemporaryFolder();
        foreach (var file in Directory.EnumerateFiles(Material.Models))
        {
            File.Copy(file, models.At(Path.GetFileName(file)));
        }

        await File.AppendAllTextAsync(models.At("fr_feature.onnx"), "x");
        using var compound = new Compound(rtspPort: 9, models: models.Path);
        await compound.EnrolAsync("--name", "Wang", "--card", Compound.WangCard);
        var (code, _, error) = await compound.RunAsync("check");
        Assert.Equal(1, code);
        Assert.Contains("fr_feature.onnx", error, StringComparison.Ordinal);
        Assert.Contains("deploy/models.sh", error, StringComparison.Ordinal);
        await using var gateway = compound.StartGateway();
        await gateway.SaysAsync("cameras are off");
        await gateway.SaysAsync("local status:");
        await compound.HoldCardAsync(Compound.WangCard);
        await gateway.SaysAsync("lets in somebody by card");
        Assert.Equal(0, await gateway.StopAsync());
    }

    [Fact]
    public async Task Somebody_enrolled_while_the_gateway_runs_passes_at_once()
    {
        using var compound = new Compound();
        await using var gateway = compound.StartGateway();
        await gateway.SaysAsync("local status:");
        await compound.EnrolAsync("--name", "Zhao", "--card", "777");
        await compound.HoldCardAsync("777");
        await gateway.SaysAsync("lets in somebody by card");
        Assert.Equal(0, await gateway.StopAsync());
    }

    [Fact]
    public async Task Somebody_enrolled_from_the_door_s_own_camera_passes_by_that_face_and_loses_it_with_the_consent()
    {
        using var cameras = await Cameras();
        using var compound = new Compound(rtspPort: cameras.Port);
        await using var gateway = compound.StartGateway();
        await gateway.SaysAsync("camera gate online");
        var (code, output, error) = await compound.RunAsync("enrol", "--name", "Eileen", "--camera", "gate", "--seconds", "60",
            "--consent-witness", "test");
        Assert.True(code == 0, $"{output}{error}");
        Assert.Contains("1 taken.", output, StringComparison.Ordinal);
        Assert.Matches(@"Eileen \(p-[0-9a-f]+\): 0 card\(s\), [1-5] face template\(s\)", output);
        await gateway.SaysAsync("East gate: lets in somebody by face");
        var person = System.Text.RegularExpressions.Regex.Match(output, "p-[0-9a-f]+").Value;
        Assert.Equal(0, (await RunningProgram.RunAsync("zhuhui-edge", "person", "faces", "clear", "--site", compound.SiteFile, "--person",
            person)).Code);
        await gateway.SaysAsync("somebody withdrew the consent to face recognition");
        Assert.Equal(0, await gateway.StopAsync());
    }

    private static Task<RtspServer> Cameras(int port = 0) => RtspServer.StartAsync(port, $"gate={Material.GateClip}",
        $"perimeter={Material.PerimeterClip}");
}
