using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using Xunit;
using Zhuhui.Edge.Gateway.Admin.Health;
using Zhuhui.Edge.Gateway.Console;
using Zhuhui.Edge.Gateway.Perimeter;
using Zhuhui.Edge.Gateway.Site;
using Zhuhui.Edge.Gateway.Texts;

namespace Zhuhui.Edge.Gateway.Tests.Console;

public sealed class AlarmPartTests
{
    private static readonly DateTimeOffset _noon = new(2026, 11, 22, 4, 0, 0, TimeSpan.Zero);

    private static readonly Status _now = new("1", "d/c/g", 1, true, false, true, null, [], [], [], 0, [], new WaitStatus(null, null, null),
        [], [], new() { ["crowding"] = 3 },
        [
            new AlarmStatus("3f-1", AlarmKind.Crowding, Ring.CommonArea, "square", "benches", ["staff"], _noon, 12, 2, true,
                null, null, null),
            new AlarmStatus("3f-2", AlarmKind.CameraOffline, Ring.Perimeter, "fence", null, ["guards"], _noon, 0, 0, false,
                "<li>", _noon, null),
            new AlarmStatus("3f-3", AlarmKind.LineCrossed, Ring.Perimeter, "fence", "wall", ["guards"], _noon, 1, 0, false,
                null, null, _noon),
            new AlarmStatus("door/gate", null, null, null, null, [], _noon, 50, 0, false, null, null, _noon, "door.held-open", "gate"),
            new AlarmStatus("fire", null, null, null, null, [], _noon, 1, 0, true, "chen", _noon, null, "fire.released"),
        ],
        [new PlaceStatus("fence/wall", Ring.Perimeter, false, "night", "chen", _noon), new PlaceStatus("square/benches", Ring.CommonArea,
            true, "", null, null)], 7);

    [Fact]
    public void The_page_shows_the_alarms_with_ring_place_time_count_and_who_acknowledged_and_what_is_armed()
    {
        var page = Regex.Replace(Page(Language.En), "<td data-head=\"[A-Z][a-z ]+\"><span>(.*?)</span></td>(?=<)", "<td>$1</td>");
        Assert.Contains("<td>11-22 12:00:00</td><td>common area</td><td>camera square benches</td><td>a "
            + "crowd<br><small>3f-1</small></td><td>12 (+2)</td>", page, StringComparison.Ordinal);
        Assert.Contains("<td></td><td>&#x4E1C;&#x95E8;</td><td>door held open<br><small>door/gate</small></td><td>50</td>", page,
            StringComparison.Ordinal);
        Assert.Contains("<td>the compound</td><td>fire: doors released<br>", page, StringComparison.Ordinal);
        Assert.Contains("&lt;li&gt;", page, StringComparison.Ordinal);
        Assert.Contains("<td>fence/wall</td><td>perimeter</td><td>not armed</td><td>night</td><td>chen until 11-22 12:00</td>", page,
            StringComparison.Ordinal);
    }

    [Fact]
    public void In_Chinese_no_English_word_is_left()
    {
        var text = Regex.Replace(WebUtility.HtmlDecode(Page(Language.Zh)),
            "<[^>]*>|chen|square|benches|fence|wall|night|door/gate|fire|3f-\\d", "");
        Assert.DoesNotMatch("[A-Za-z]", text);
        Assert.Contains("人员聚集", text, StringComparison.Ordinal);
    }

    private static string Page(Language language)
    {
        var page = new StringBuilder();
        AlarmPart.Append(page, _now, language, TimeZoneInfo.FindSystemTimeZoneById("Asia/Shanghai"),
            id => id == "gate" ? "东门" : id);
        return page.ToString();
    }
}
