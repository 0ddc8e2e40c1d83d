using System.Globalization;
using Zhuhui.Edge.Gateway.Events;
using Zhuhui.Edge.Gateway.Site;
using Zhuhui.Edge.Vision.Options;

namespace Zhuhui.Edge.Gateway.Admin;

/// <summary>What cameras see and what becomes of it, in words.</summary>
internal sealed class WatchWords(bool zh)
{
    public string Ring(Ring ring) => ring switch
    {
        Site.Ring.Entrance => Say("entrance", "出入口"),
        Site.Ring.CommonArea => Say("common area", "公共区域"),
        Site.Ring.UnitDoor => Say("unit door", "单元门"),
        _ => Say("perimeter", "周界"),
    };

    public string Kind(AlarmKind kind) => kind switch
    {
        AlarmKind.LineCrossed => Say("line crossed", "越过警戒线"),
        AlarmKind.Intrusion => Say("somebody in the zone", "有人进入警戒区"),
        AlarmKind.Loitering => Say("somebody stays", "有人徘徊逗留"),
        AlarmKind.Crowding => Say("a crowd", "人员聚集"),
        AlarmKind.ObjectLeft => Say("something left behind", "有遗留物"),
        AlarmKind.CameraCovered => Say("the camera is covered", "摄像机被遮挡"),
        AlarmKind.CameraDefocused => Say("the camera is out of focus", "摄像机失焦"),
        AlarmKind.CameraTurned => Say("the camera was turned away", "摄像机被转动"),
        AlarmKind.CameraFrozen => Say("the camera's picture is frozen", "摄像机画面冻结"),
        _ => Say("the camera gives no picture", "摄像机无画面"),
    };

    public string Reason(AlarmEndReason reason) => reason switch
    {
        AlarmEndReason.Over => Say("it is over", "情况已解除"),
        AlarmEndReason.CameraLost => Say("the camera is lost, nobody can tell any more", "摄像机中断，无法继续判断"),
        AlarmEndReason.Disarmed => Say("disarmed", "已撤防"),
        AlarmEndReason.ScheduleOver => Say("its time is over", "布防时段结束"),
        AlarmEndReason.GatewayStopped => Say("the gateway stops", "网关停止运行"),
        _ => Say("the gateway was restarted, nobody can tell when it ended", "网关重新启动，结束时间不明"),
    };

    public string Order(WatchOrder order) => order switch
    {
        WatchOrder.Arm => Say("armed", "布防"),
        WatchOrder.Disarm => Say("disarmed", "撤防"),
        _ => Say("armed as the site file has it", "恢复默认布防"),
    };

    public string Where(string camera, string? zone) => Say($"camera {camera}", $"摄像机{camera}") + (zone is null ? "" : $" {zone}");

    /// <summary>Of a role that this program has no word for, the name as it is.</summary>
    public string Roles(IReadOnlyList<string> roles) => roles.Count == 0 ? Say("nobody", "无人") : string.Join(Say(", ", "、"), roles.Select(role => role switch
    {
        "guards" => Say("guards", "保安"),
        "staff" => Say("staff", "物业"),
        _ => role,
    }));

    public string People(int count) => count < 2 ? "" : Say($", {count} people", $"，{count}人");

    public string Direction(CrossingDirection? direction) => direction switch
    {
        CrossingDirection.LeftToRight => Say(" from left to right", "，从左向右"),
        CrossingDirection.RightToLeft => Say(" from right to left", "，从右向左"),
        _ => "",
    };

    /// <summary>What an end tells; nothing of what is nothing.</summary>
    public string Figures(double? seconds, int most, int repeats, int leftToRight, int rightToLeft)
    {
        var lasted = seconds is { } s ? string.Create(CultureInfo.InvariantCulture, $"{s:0.#}") : null;
        return (lasted is null ? "" : Say($"; lasted {lasted} s", $"，持续{lasted}秒"))
            + (most < 2 ? "" : Say($", {most} people at most", $"，最多{most}人"))
            + (leftToRight + rightToLeft > 0 ? Say($", {leftToRight} from left to right, {rightToLeft} from right to left", $"，从左向右{leftToRight}次，从右向左{rightToLeft}次")
                : repeats == 0 ? "" : Say($", {repeats} more like it", $"，重复{repeats}次"));
    }

    private string Say(string english, string chinese) => zh ? chinese : english;
}
