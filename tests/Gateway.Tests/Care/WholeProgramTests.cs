using Xunit;
using Zhuhui.Edge.Gateway.Events;
using Zhuhui.Edge.Gateway.People.Rights;
using Zhuhui.Edge.Gateway.Tests.EndToEnd;

namespace Zhuhui.Edge.Gateway.Tests.Care;

/// <summary>Care with the whole program: what the office types, what the guard post sees, and a program that is killed.</summary>
[Trait("needs", "process")]
public sealed class WholeProgramTests
{
    [Fact]
    public async Task An_absence_is_told_exactly_once_by_a_gateway_that_is_killed_again_and_again()
    {
        using var compound = new Compound();
        LeaveAlone(compound.Data);
        for (var kill = 0; kill < 6; kill++)
        {
            await using var killed = compound.StartGateway();
            await killed.SaysAsync((kill % 3) switch { 0 => "Board 'box'", 1 => "local status:", _ => "gateway started" });
            if (kill == 4)
            {
                await EventuallyNoticedAsync(compound);
            }

            await killed.KillAsync();
        }

        await using var gateway = compound.StartGateway();
        await gateway.SaysAsync("local status:");
        var line = await EventuallyNoticedAsync(compound);
        Assert.Contains("NOTICE: 李秀英 was not seen at any door since", line, StringComparison.Ordinal);
        Assert.Contains("to tell: 王芳 138****5678", line, StringComparison.Ordinal);

        // Not among the alarms and not by name in what programs read.
        var status = await gateway.StatusAsync();
        Assert.Equal(0, status.GetProperty("alarms").GetArrayLength());
        Assert.Equal("p-li", Assert.Single(status.GetProperty("notices").EnumerateArray()).GetProperty("person").GetString());
        Assert.DoesNotContain("王芳", status.ToString(), StringComparison.Ordinal);

        Assert.Contains("seen to: n-", await SaysAsync(compound, "care", "acknowledge", "--all", "--operator", "guard chen"),
            StringComparison.Ordinal);
        await FailsAsync("there is no such notice", compound, "care", "acknowledge", "--all", "--operator", "guard chen");
        await gateway.KillAsync();

        await using var last = compound.StartGateway();
        await last.SaysAsync("local status:");
        Assert.Equal(0, (await last.StatusAsync()).GetProperty("notices").GetArrayLength());
        Assert.Equal(0, await last.StopAsync());
        var events = (await SaysAsync(compound, "events", "--operator", "chen", "--kind", "notice")).Trim().Split('\n');
        Assert.Equal(2, events.Length);
        Assert.Contains("guard chen has seen to it", events[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_office_sets_care_with_and_without_a_running_gateway_and_a_person_s_file_has_it()
    {
        using var compound = new Compound();
        await compound.EnrolAsync("--name", "李秀英", "--card", Compound.WangCard);
        await compound.EnrolAsync("--name", "王芳");
        Assert.Contains("Notice on care", await SaysAsync(compound, "notice", "--care"), StringComparison.Ordinal);
        Assert.Contains("is looked after from now on", await SaysAsync(compound, "care", "agree", "--person", "李秀英", "--witness", "clerk",
            "--hours", "12", "--day-from", "07:00", "--carer", "王芳", "--carer", "赵六 13812345678"), StringComparison.Ordinal);
        await FailsAsync("only a running gateway has notices", compound, 1, "care", "acknowledge", "--all", "--operator", "chen");

        await using var gateway = compound.StartGateway();
        await gateway.SaysAsync("local status:");
        var listed = await SaysAsync(compound, "care", "list", "--operator", "chen");
        Assert.Matches("(?s)李秀英.*lives alone: 12 h of the days \\(07:00-22:00\\).*to tell: 王芳, 赵六 138\\*\\*\\*\\*5678", listed);
        Assert.Contains("赵六 13812345678", await SaysAsync(compound, "care", "show", "--operator", "chen", "--person", "李秀英"),
            StringComparison.Ordinal);
        await SaysAsync(compound, "care", "change", "--person", "李秀英", "--hours-in-all", "30");
        await SaysAsync(compound, "care", "away", "--person", "李秀英", "--from", "2027-02-01", "--to", "2027-02-10");
        Assert.Matches("(?s)or 30 h in all.*赵六.*away 2027-02-01 to 2027-02-10", await SaysAsync(compound, "care", "list", "--operator",
            "chen"));
        var file = Path.Combine(compound.Data, "li.json");
        await SaysAsync(compound, "people", "file", "--operator", "chen", "--person", "李秀英", "--file", file);
        var kept = await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken);
        Assert.Contains("or 30 h in all", kept, StringComparison.Ordinal);
        Assert.Contains("care.agreed", kept, StringComparison.Ordinal);
        Assert.Contains("chen looked at the data of 1 people", await SaysAsync(compound, "events", "--operator", "chen", "--kind",
            "people"), StringComparison.Ordinal);

        await SaysAsync(compound, "care", "withdraw", "--person", "李秀英");
        Assert.Equal("", await SaysAsync(compound, "care", "list", "--operator", "chen"));
        await FailsAsync("nobody has agreed to any care", compound, "care", "show", "--operator", "chen", "--person", "李秀英");
        Assert.Equal(0, await gateway.StopAsync());
        Assert.All(Directory.EnumerateFiles(Path.Combine(compound.Data, "journal"), "*.journal", SearchOption.AllDirectories), journal =>
            Assert.DoesNotContain("赵六", File.ReadAllText(journal), StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_tenant_whose_right_has_lapsed_is_noticed_at_the_door()
    {
        using var compound = new Compound();
        await compound.EnrolAsync("--name", "李秀英", "--card", Compound.WangCard);
        await SaysAsync(compound, "people", "end", "--person", "李秀英", "--at", TimeProvider.System.GetUtcNow().AddDays(-2)
            .ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture));
        await using var gateway = compound.StartGateway();
        await gateway.SaysAsync("local status:");
        await compound.HoldCardAsync(Compound.WangCard);
        await gateway.SaysAsync("NOTICE: somebody's right has ended, and they stand at East gate");
        await compound.HoldCardAsync(Compound.WangCard);
        await gateway.SaysAsync("not opened for somebody", 2);
        Assert.Equal(1, (await gateway.StatusAsync()).GetProperty("notices").GetArrayLength());
        Assert.Equal(0, await gateway.StopAsync());
    }

    /// <summary>Somebody who lives alone was last seen three days ago, by a gateway that ran until just now.</summary>
    private static void LeaveAlone(string data)
    {
        Directory.CreateDirectory(data);
        using var bench = new CareBench(data, TimeProvider.System.GetUtcNow().AddDays(-3));
        bench.Put("p-li", "3-2-501", name: "李秀英");
        bench.Agree("p-li", new CareSettings(Hours: 100, InAll: 40, Carers: ["王芳 13812345678"]));
        for (var hour = 0; hour < 71; hour++)
        {
            bench.Time.Advance(TimeSpan.FromHours(1));
            bench.Ledger.Append(new DoorSecured("gate"));
        }

        bench.Ledger.Append(new GatewayStopped());
    }

    private static async Task<string> EventuallyNoticedAsync(Compound compound)
    {
        var waited = System.Diagnostics.Stopwatch.StartNew();
        while (true)
        {
            var list = await SaysAsync(compound, "care", "list", "--operator", "chen");
            if (list.Split('\n').FirstOrDefault(line => line.Contains("NOTICE", StringComparison.Ordinal)) is { } line)
            {
                return line;
            }

            Assert.True(waited.Elapsed < RunningProgram.Patience, $"there is no notice:\n{list}");
        }
    }

    private static async Task<string> SaysAsync(Compound compound, params string[] words)
    {
        var (code, output, error) = await RunAsync(compound, words);
        Assert.True(code == 0, $"{string.Join(' ', words)}: {error}");
        return output;
    }

    private static Task FailsAsync(string line, Compound compound, params string[] words) => FailsAsync(line, compound, 3, words);

    private static async Task FailsAsync(string line, Compound compound, int code, params string[] words)
    {
        var (ended, _, error) = await RunAsync(compound, words);
        Assert.Contains(line, error, StringComparison.Ordinal);
        Assert.Equal(code, ended);
    }

    private static Task<(int Code, string Output, string Error)> RunAsync(Compound compound, string[] words) =>
        RunningProgram.RunAsync("zhuhui-edge", [.. words, "--site", compound.SiteFile]);
}
