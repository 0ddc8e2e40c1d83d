using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Xunit;
using Zhuhui.Edge.CloudBridge.Settings;
using Zhuhui.Edge.Gateway.Accounts;
using Zhuhui.Edge.Gateway.Admin.Health;
using Zhuhui.Edge.Gateway.Console.Duty;
using Zhuhui.Edge.Gateway.Console.Machine;
using Zhuhui.Edge.Gateway.Devices;
using Zhuhui.Edge.Gateway.Site.Edits;
using Zhuhui.Edge.Gateway.Storage;
using Zhuhui.Edge.Gateway.Tests.Api;
using Zhuhui.Edge.Gateway.Texts;
using Zhuhui.Edge.Vision.Sightings;

namespace Zhuhui.Edge.Gateway.Tests.Console.Machine;

public sealed class SystemPageTests(SharedApi shared) : IClassFixture<SharedApi>
{
    private readonly RunningApi _gateway = shared.Gateway;

    private SystemModel Model => (SystemModel)_gateway.Services.GetRequiredService<SystemSource>().Now(Language.En, Role.Administrator);

    [Theory]
    [InlineData("en", "Certificates and keys")]
    [InlineData("zh", "证书与密钥")]
    public async Task The_page_says_how_the_gateway_is_in_words(string language, string part)
    {
        using var chief = await PageSession.AsAsync(_gateway, Role.Administrator, $"Chief {language}", language);
        var page = await chief.GetAsync("/system");
        Assert.Equal(HttpStatusCode.OK, page.Status);
        Assert.Contains(part, page.Text, StringComparison.Ordinal);
        Assert.Contains("data-live=\"/live/system\"", page.Html, StringComparison.Ordinal);
        Assert.DoesNotContain("style=", page.Html, StringComparison.Ordinal);
        foreach (var key in DataKey.All.Append(DataKey.Account).Where(key => key.IsThere(_gateway.Site.DataFolder)))
        {
            Assert.DoesNotContain(Convert.ToBase64String(key.Read(_gateway.Site.DataFolder)!), page.Html, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void What_is_not_set_up_is_neither_good_nor_bad()
    {
        var model = Model;
        var link = Assert.Single(PartFacts.Of((LinkStatus?)null, _gateway.Site, new FactWriter(Language.En)));
        Assert.Equal(("none is set up", Tone.Unknown), (link.Value, link.Tone));
        Assert.Contains(model.Keys, fact => fact is { Name: "Certificate at the hub", Value: "none is used", Tone: Tone.Unknown });
        Assert.Contains(model.Keys, fact => fact is { Name: "Recovery key", Tone: Tone.Busy });
        Assert.Contains(model.Keys, fact => fact.Name.StartsWith("Certificate of this page", StringComparison.Ordinal)
            && fact is { Tone: Tone.Good } && fact.Value.StartsWith("good until", StringComparison.Ordinal));
    }

    [Fact]
    public void A_file_that_is_not_in_force_says_what_a_start_would_do_with_it()
    {
        var at = new DateTimeOffset(2026, 11, 22, 4, 0, 0, TimeSpan.Zero);
        Assert.Equal($"site.jsonc was changed at {_gateway.Site.Written(at)} and is not in force: restart the gateway, and it is",
            PartFacts.Of(new ChangedFile("site.jsonc", at, []), _gateway.Site).In(Language.En));
        var spoilt = new ChangedFile("site.jsonc", at, ["line 3", "line 4"]) { First = new Wording("line 3", "第3行") };
        Assert.EndsWith("a restart would fail on it: line 3", PartFacts.Of(spoilt, _gateway.Site).In(Language.En),
            StringComparison.Ordinal);
        Assert.EndsWith("按它重启会失败：第3行", PartFacts.Of(spoilt, _gateway.Site).In(Language.Zh), StringComparison.Ordinal);
        Assert.Contains("cannot be read any more", PartFacts.Of(new ChangedFile("site.jsonc", null, ["it is gone"]), _gateway.Site)
            .In(Language.En), StringComparison.Ordinal);
    }

    [Fact]
    public void Each_stream_of_a_camera_is_told_with_its_pace_and_cost_and_a_lost_one_says_why()
    {
        var main = new StreamHealth(StreamRole.Main, true, 1280, 720, "h264", "software", 100, 60, 40, 25, 8, 40, 0, 0.0712, null);
        var sub = new StreamHealth(StreamRole.Sub, false, 0, 0, "", "", 50, 10, 40, 0, 0, 61_000, 2, null, "no frame for 5 s");
        var camera = new CameraHealth("gate", false, 1280, 720, "h264", 150, 70, 80, 25, 40, 2, 0, null, null) { Streams = [main, sub] };
        Fact[] facts = [.. PartFacts.Of(camera, new FactWriter(Language.En))];
        Assert.Equal(["gate · main", "gate · sub"], facts.Select(fact => fact.Name));
        Assert.Equal((Tone.Good, Tone.Bad), (facts[0].Tone, facts[1].Tone));
        Assert.EndsWith("8.0/s looked at, 60 skipped, decoded by software (7 % of a core)", facts[0].Value, StringComparison.Ordinal);
        Assert.Contains("no frame for 5 s", facts[1].Value, StringComparison.Ordinal);
    }

    [Fact]
    public void The_gateways_own_state_is_what_its_parts_say()
    {
        var model = Model;
        var isWell = _gateway.Services.GetRequiredService<StatusBoard>().IsHealthy;
        Assert.Equal(isWell ? (Tone.Good, "in order") : (Tone.Bad, "something that is counted on is missing"), (model.Gateway[0].Tone,
            model.Gateway[0].Value));
        Assert.Contains(model.Gateway, fact => fact is { Name: "Records", Tone: Tone.Good });
        Assert.Contains(model.Gateway, fact => fact is { Name: "Clock" });
        Assert.Contains(model.Files, fact => fact is { Tone: Tone.Good });
    }

    [Fact]
    public async Task The_stream_of_the_page_is_the_administrators_alone()
    {
        using var guard = await PageSession.AsAsync(_gateway, Role.Guard, "Guard");
        Assert.Equal(HttpStatusCode.NotFound, (await guard.GetAsync("/live/system")).Status);
    }

    [Theory]
    [InlineData(true, false, "online", Tone.Good)]
    [InlineData(false, false, "offline", Tone.Bad)]
    [InlineData(null, false, "not heard of yet", Tone.Unknown)]
    [InlineData(true, true, "tampered", Tone.Bad)]
    public void A_device_is_good_only_where_it_says_so(bool? online, bool tampered, string said, Tone tone)
    {
        var fact = PartFacts.Of(new DeviceStatus("gate-card", online, tampered, false, false, 0, null), new FactWriter(Language.En));
        Assert.Equal(tone, fact.Tone);
        Assert.Contains(said, fact.Value, StringComparison.Ordinal);
    }

    [Fact]
    public void What_waits_for_the_hub_is_said_by_stream_with_its_age()
    {
        var write = new FactWriter(Language.En);
        var line = PartFacts.Of(new JournalStatus("alarms", 1200, 1100, 1000, 1, 4000), write);
        Assert.Equal(("1,200", "1,000", "66 minutes", true), (line.Journaled, line.Acknowledged, line.Waits, line.IsLate));
        Assert.Equal("", PartFacts.Of(new JournalStatus("alarms", 5, 5, 5), write).Waits);
    }
}
