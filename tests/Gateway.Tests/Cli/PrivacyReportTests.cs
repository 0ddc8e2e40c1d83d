using System.Text.Json;
using Xunit;
using Zhuhui.Edge.Gateway.Tests.EndToEnd;
using Zhuhui.Edge.Tests.Support;

namespace Zhuhui.Edge.Gateway.Tests.Cli;

/// <summary>What an office files or keeps for the law, beside a gateway that runs and without one.</summary>
[Trait("needs", "process")]
public sealed class PrivacyReportTests : IDisposable
{
    private const string List = "姓名,住址,电话,身份,出生日期,人脸同意,监护人,车牌\n王秀英,3-2-501,13800000001,业主,1950-01-31,陈敏,,湘D12345\n"
        + "小明,3-2-501,,家属,2020-05-01,陈敏,王秀英,\n李强,3-2-502,,租户,,陈敏,,\n";

    private readonly TemporaryFolder _folder = new();
    private readonly Compound _compound = new(rtspPort: 9);

    public void Dispose()
    {
        _compound.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task The_facts_of_an_impact_assessment_are_read_from_the_running_gateway_and_name_nobody()
    {
        await File.WriteAllTextAsync(_folder.At("list.csv"), List);
        Directory.CreateDirectory(_folder.At("photos"));
        File.Copy(Material.Resident, _folder.At("photos/李强.png"));
        await RunAsync(0, "people", "import", "--operator", "chen", "--file", _folder.At("list.csv"), "--photos", _folder.At("photos"));
        string said;
        await using (var gateway = _compound.StartGateway())
        {
            await gateway.SaysAsync("local status:");
            said = await RunAsync(0, "privacy", "impact");
            await RunAsync(0, "privacy", "impact", "--file", _folder.At("impact.html"));
            Assert.Equal(0, await gateway.StopAsync());
        }

        using var facts = JsonDocument.Parse(said);
        var (root, counts) = (facts.RootElement, facts.RootElement.GetProperty("counts"));
        Assert.Equal("zhuhui/test/gate-1", root.GetProperty("gateway").GetString());
        Assert.Equal((3, 2, 1, 0, 1, 1), (Number("people"), Number("households"), Number("minors"), Number("minorsWithFace"),
            Number("faces"), Number("facesWithoutBirthDate")));
        Assert.Equal("""{"family":1,"owner":1,"tenant":1}""", counts.GetProperty("kinds").GetRawText());
        Assert.Equal("""{"2026-11":3}""", counts.GetProperty("consents").GetRawText());
        Assert.Equal(JsonValueKind.Null, counts.TryGetProperty("recoveryKey", out var key) ? key.ValueKind : JsonValueKind.Null);
        Assert.Contains("template.key", counts.GetProperty("keys").GetRawText(), StringComparison.Ordinal);
        Assert.Equal((90, 180, 365, 1095), (Days("afterRightEnded"), Days("passages"), Days("alarms"), Days("changes")));
        Assert.Equal("""["card","qrCode"]""", root.GetProperty("doors")[0].GetProperty("withoutFace").GetRawText());
        var page = await File.ReadAllTextAsync(_folder.At("impact.html"));
        Assert.Contains("three years", page, StringComparison.Ordinal);
        Assert.Contains("<td>People in the registry</td><td>3</td>", page, StringComparison.Ordinal);
        Assert.All(new[] { said, page }, text => Assert.DoesNotMatch("王秀英|小明|李强|陈敏|13800000001|12345|p-[0-9a-f]{12}", text));

        // Without a gateway the same is read from its files; a recovery key that is made shows.
        Assert.Equal(counts.GetProperty("people").GetInt32(), JsonDocument.Parse(await RunAsync(0, "privacy", "impact")).RootElement
            .GetProperty("counts").GetProperty("people").GetInt32());

        int Number(string name) => counts.GetProperty(name).GetInt32();
        int Days(string name) => root.GetProperty("retentionDays").GetProperty(name).GetInt32();
    }

    [Fact]
    public async Task The_register_of_cameras_names_each_with_place_ring_purpose_and_the_words_for_its_sign()
    {
        var site = await File.ReadAllTextAsync(_compound.SiteFile);
        await File.WriteAllTextAsync(_compound.SiteFile, site.Replace("\"district\": \"zhuhui\",",
            "\"district\": \"zhuhui\", \"language\": \"zh\", "
            + "\"privacy\": { \"handler\": \"光辉里物业\", \"contact\": \"0734-1234567\" },", StringComparison.Ordinal));
        using var register = JsonDocument.Parse(await RunAsync(0, "privacy", "cameras"));
        Assert.Equal(["gate|entrance|True|0", "square|perimeter|False|1"], register.RootElement.EnumerateArray().Select(one =>
            $"{one.GetProperty("id").GetString()}|{one.GetProperty("ring").GetString()}|{one.GetProperty("matchesFaces").GetBoolean()}|"
            + one.GetProperty("lines").GetInt32()));
        Assert.Equal("""["East gate"]""", register.RootElement[0].GetProperty("doors").GetRawText());
        await RunAsync(0, "privacy", "cameras", "--file", _folder.At("cameras.html"));
        var page = System.Net.WebUtility.HtmlDecode(await File.ReadAllTextAsync(_folder.At("cameras.html")));
        Assert.Contains("<html lang=\"zh\">", page, StringComparison.Ordinal);
        Assert.Contains("<td>gate</td><td>East gate</td>", page, StringComparison.Ordinal);
        Assert.Contains("监测 1 条警戒线", page, StringComparison.Ordinal);
        Assert.Contains("不识别人脸。处理者：光辉里物业。联系方式：0734-1234567", page, StringComparison.Ordinal);
        Assert.DoesNotContain("rtsp", page, StringComparison.Ordinal);
        Assert.Contains("cameras.txt", await RunAsync(2, "privacy", "cameras", "--file", _folder.At("cameras.txt")),
            StringComparison.Ordinal);
    }

    /// <returns>What it printed; on its other output where it ends otherwise than well.</returns>
    private async Task<string> RunAsync(int expected, params string[] words)
    {
        var (code, output, error) = await RunningProgram.RunAsync("zhuhui-edge", [.. words, "--site", _compound.SiteFile]);
        Assert.True(code == expected, $"{string.Join(' ', words)} ended with {code}: {output}{error}");
        return code == 0 ? output : error;
    }
}
