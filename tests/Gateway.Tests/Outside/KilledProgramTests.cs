using System.Text.Json;
using System.Text.Json.Nodes;
using Xunit;
using Zhuhui.Edge.Gateway.Tests.EndToEnd;
using Zhuhui.Edge.Tests.Support;

namespace Zhuhui.Edge.Gateway.Tests.Outside;

/// <summary>The whole program, killed while it tells a receiver that is slow, busy and away.</summary>
[Trait("needs", "process")]
public sealed class KilledProgramTests
{
    [Fact]
    public async Task What_happened_reaches_the_receiver_whatever_is_killed_and_in_order()
    {
        using var compound = new Compound();
        var port = LoopbackPort.Free();
        Environment.SetEnvironmentVariable("ZHUHUI_SECRET_KILLED_PROGRAM", "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw");
        var site = JsonNode.Parse(await File.ReadAllTextAsync(compound.SiteFile, TestContext.Current.CancellationToken))!.AsObject();
        site["outside"] = JsonNode.Parse($$"""
            { "targets": [{ "id": "program", "url": "http://127.0.0.1:{{port}}/hook", "credential": "killed-program",
                            "of": ["doors"], "followUps": true }] }
            """);
        await File.WriteAllTextAsync(compound.SiteFile, site.ToJsonString(), TestContext.Current.CancellationToken);
        List<string> taken = [];
        for (var kill = 0; kill < 4; kill++)
        {
            // Away at first; then it takes them and hangs before it answers; then it is busy; then well.
            await using var receiver = kill == 0 ? null : await Receiver.StartAsync(port);
            var mode = kill;
            receiver?.Answer = async (context, got) =>
            {
                lock (taken)
                {
                    taken.AddRange(Ids(got));
                }

                context.Response.StatusCode = mode == 2 ? 503 : 204;
                await (mode == 1 ? Task.Delay(Timeout.Infinite, context.RequestAborted).ContinueWith(_ => { }, TaskScheduler.Default)
                    : Task.CompletedTask);
            };
            await using var gateway = compound.StartGateway();
            await gateway.SaysAsync("local status:");
            await compound.OpenDoorAsync(true);
            await gateway.SaysAsync("forced open", 1);
            await compound.OpenDoorAsync(false);
            await Eventually.IsAsync(() => kill == 0 || Seen() >= kill + 1, $"only {Seen()} were told");
            if (kill < 3)
            {
                await gateway.KillAsync();
            }
            else
            {
                Assert.Equal(0, await gateway.StopAsync());
            }
        }

        var numbers = taken.Where(id => id.StartsWith("alarms/", StringComparison.Ordinal)).Select(id => int.Parse(id.Split('/')[2],
            System.Globalization.CultureInfo.InvariantCulture)).ToArray();
        Assert.Equal(numbers.Distinct().Order(), numbers.Distinct());
        Assert.True(numbers.Length > numbers.Distinct().Count(), "what was not answered is told again");

        int Seen()
        {
            lock (taken)
            {
                return taken.Distinct().Count(id => id.EndsWith("door.forced", StringComparison.Ordinal));
            }
        }
    }

    private static IEnumerable<string> Ids(Received got)
    {
        using var json = JsonDocument.Parse(got.Body);
        return [.. json.RootElement.GetProperty("data").GetProperty("events").EnumerateArray()
            .Select(one => $"{one.GetProperty("id").GetString()}/{one.GetProperty("type").GetString()}")];
    }
}
