using Xunit;
using Zhuhui.Edge.Tests.Support;

namespace Zhuhui.Edge.Gateway.Tests.Deploy;

/// <summary>What the service's unit asks of systemd.</summary>
public sealed class UnitFileTests
{
    private static readonly (string Name, string Value)[] _settings = [.. File.ReadLines(Repository.At("deploy", "zhuhui-edge.service"))
        .Where(line => line.Length > 0 && line[0] is not ('#' or ';' or '[')).Select(line => line.Split('=', 2))
        .Select(parts => (parts[0].Trim(), parts[1].Trim()))];

    /// <summary>Without an uplink it never comes, nor does a network that is up; doors need neither.</summary>
    [Fact]
    public void A_start_waits_for_no_clock_and_for_no_network_that_is_up()
    {
        string[] waited = [.. _settings.Where(one => one.Name is "After" or "Requires" or "Wants" or "BindsTo" or "Requisite")
            .SelectMany(one => one.Value.Split(' ', StringSplitOptions.RemoveEmptyEntries))];
        Assert.NotEmpty(waited);
        Assert.DoesNotContain(waited, unit => unit.StartsWith("time-", StringComparison.Ordinal)
            || unit.EndsWith("timesyncd.service", StringComparison.Ordinal) || unit.StartsWith("chrony", StringComparison.Ordinal)
            || unit.Contains("online", StringComparison.Ordinal));
    }

    [Fact]
    public void A_process_that_hangs_is_started_anew()
    {
        Assert.Contains(("Type", "notify"), _settings);
        Assert.Contains(("Restart", "always"), _settings);
        Assert.Contains(_settings, one => one.Name == "WatchdogSec");
    }

    /// <summary>A package that starts by a sample would move doors that nobody described.</summary>
    [Fact]
    public void Without_a_site_file_nothing_is_started() =>
        Assert.Contains(("ConditionPathExists", "/etc/zhuhui-edge/site.jsonc"), _settings);
}
