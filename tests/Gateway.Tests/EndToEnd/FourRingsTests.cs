using System.Text.Json;
using Xunit;
using Zhuhui.Edge.Tests.Support;

namespace Zhuhui.Edge.Gateway.Tests.EndToEnd;

/// <summary>The four rings in one running gateway, on real input: four RTSP cameras, broker, hub; only the pins are simulated. The gate's
/// clip plays at the gate and at a unit door that does not admit the resident; OpenCV's people on a square play over the common area and
/// along the fence.</summary>
[Trait("needs", "process")]
public sealed class FourRingsTests
{
    [Fact]
    public async Task The_gate_opens_the_unit_door_keeps_quiet_a_crowd_a_crossing_and_a_loiterer_are_alarms_and_the_hub_has_it_all()
    {
        await using var broker = await MosquittoBroker.StartAsync();
        using var cameras = await RtspServer.StartAsync(0, $"gate={Material.GateClip}", $"unit={Material.GateClip}",
            $"square={Material.PerimeterClip}", $"fence={Material.PerimeterClip}");
        using var compound = new Compound(broker.Port, cameras.Port);
        await File.WriteAllTextAsync(compound.SiteFile, SiteOf(broker.Port, cameras.Port));
        var (enrolled, said, error) = await compound.RunAsync("enrol", "--name", "Eileen", "--photo", Material.Resident,
            "--consent-witness", "test");
        Assert.True(enrolled == 0, error);
        var eileen = said[(said.IndexOf('(', StringComparison.Ordinal) + 1)..said.IndexOf(')', StringComparison.Ordinal)];
        Assert.Equal(0, (await RunningProgram.RunAsync("zhuhui-edge", "person", "rights", "--site", compound.SiteFile, "--person", eileen,
            "--doors", "gate")).Code);
        var (made, token, _) = await RunningProgram.RunAsync("zhuhui-edge", "account", "token", "make", "--site",
            compound.SiteFile, "--name", "post", "--role", "guard", "--operator", "chen");
        Assert.Equal(0, made);
        await using var hub = await compound.StartHubAsync(broker.Port);
        await using var gateway = compound.StartGateway();
        await gateway.SaysAsync("local status:");
        await LookAsync(gateway, token[(token.TrimEnd().LastIndexOfAny([' ', '\n']) + 1)..].Trim());
        await gateway.SaysAsync("East gate: lets in somebody by face");
        await gateway.SaysAsync("ALARM perimeter, camera fence wall: line crossed");
        await gateway.SaysAsync("Unit 3: not opened: face not recognised");
        await gateway.SaysAsync("ALARM perimeter, camera fence strip: somebody stays");
        await gateway.SaysAsync("ALARM common area, camera square benches: a crowd");
        Assert.Equal(0, await gateway.StopAsync());

        var lines = gateway.Said.Split('\n');
        Assert.DoesNotContain(lines, line => line.Contains("Unit 3: lets in", StringComparison.Ordinal));
        Assert.DoesNotContain(lines, line => line.Contains("Eileen", StringComparison.Ordinal));
        Assert.Contains(lines, line => line.Contains("a crowd", StringComparison.Ordinal) && line.Contains("(for staff,",
            StringComparison.Ordinal));
        Assert.Equal(lines.Count(IsAlarmOfACamera), lines.Count(line => line.Contains(": alarm ", StringComparison.Ordinal)
            && line.Contains(" ended, ", StringComparison.Ordinal)));

        var counts = await compound.ReportAsync();
        Assert.Equal(["Eileen"], counts.GetProperty("passagesGranted").GetProperty("byPerson").EnumerateObject().Select(p => p.Name));
        var alarms = counts.GetProperty("alarms").GetProperty("byKind");
        Assert.All(new[] { "lineCrossed", "loitering", "crowding" }, kind => Assert.True(alarms.GetProperty(kind).GetInt64() > 0));
        HubReport.AssertEverySequenceNumberOnce(await compound.HubReportAsync(), counts.GetProperty("eventsJournaled").GetInt64());

        // Every look at a picture is on record, and one that is refreshed is one look.
        var (_, looks, _) = await compound.RunAsync("events", "--kind", "people.looked-up", "--operator", "chen");
        Assert.Equal(1, looks.Split('\n').Count(line => line.Contains("post looked at the picture of camera square",
            StringComparison.Ordinal)));
    }

    private static async Task LookAsync(RunningProgram gateway, string token)
    {
        await gateway.SaysAsync("console and API: https://");
        var api = new Uri(gateway.Said.Split("console and API: ")[1].Split(',')[0]);
        using var client = new HttpClient(new HttpClientHandler
        {
            ServerCertificateCustomValidationCallback = HttpClientHandler.DangerousAcceptAnyServerCertificateValidator,
        })
        {
            BaseAddress = new Uri(api, "/api/v1/"),
        };
        client.DefaultRequestHeaders.Authorization = new("Bearer", token);
        for (var shown = 0; shown < 2;)
        {
            using var answer = await client.GetAsync("cameras/square/still", Eventually.Token);
            shown += answer.Content.Headers.ContentType?.MediaType == "image/jpeg" ? 1 : 0;
            await Task.Delay(TimeSpan.FromMilliseconds(200));
        }
    }

    private static bool IsAlarmOfACamera(string line) => line.Contains("ALARM ", StringComparison.Ordinal) && line.Contains(", camera ",
        StringComparison.Ordinal);

    private static string SiteOf(int broker, int rtsp)
    {
        const string WholePicture = "[0, 0, 1, 0, 1, 1, 0, 1]";
        return $$"""
            {
              "district": "zhuhui", "compound": "test", "gateway": "gate-1", "dataFolder": "data",
              "boards": [{ "id": "box", "kind": "simulated" }],
              "readers": [
                { "id": "gate-card", "board": "box", "data0Pin": 14, "data1Pin": 15 },
                { "id": "unit-card", "board": "box", "data0Pin": 18, "data1Pin": 19 }
              ],
              "rings": {
                "commonArea": { "crowdPeople": 3, "crowdSeconds": 2 },
                "perimeter": { "intrusion": false, "loiterSeconds": 3, "reAlertSeconds": 5 }
              },
              "cameras": [
                { "id": "gate", "url": "rtsp://127.0.0.1:{{rtsp}}/gate", "faces": true },
                { "id": "unit", "url": "rtsp://127.0.0.1:{{rtsp}}/unit", "faces": true },
                { "id": "square", "url": "rtsp://127.0.0.1:{{rtsp}}/square", "ring": "commonArea", "analysedFramesPerSecond": 4,
                  "zones": [{ "id": "benches", "points": {{WholePicture}} }] },
                { "id": "fence", "url": "rtsp://127.0.0.1:{{rtsp}}/fence", "analysedFramesPerSecond": 4,
                  "lines": [{ "id": "wall", "from": [0, 0.55], "to": [1, 0.55] }],
                  "zones": [{ "id": "strip", "points": {{WholePicture}} }] }
              ],
              "doors": [
                { "id": "gate", "name": "East gate", "ring": "entrance", "relay": { "board": "box", "pin": 17 }, "readers": ["gate-card"],
                  "cameras": ["gate"], "unlockSeconds": 2 },
                { "id": "unit-3", "name": "Unit 3", "ring": "unitDoor", "relay": { "board": "box", "pin": 20 }, "readers": ["unit-card"],
                  "cameras": ["unit"], "unlockSeconds": 2 }
              ],
              "vision": { "modelFolder": {{JsonSerializer.Serialize(Material.Models)}} },
              "link": { "host": "127.0.0.1", "port": {{broker}}, "tls": false, "maxBackoffSeconds": 2, "resendSeconds": 3 },
              "console": { "port": 0 },
              "web": { "port": 0 }
            }
            """;
    }
}
