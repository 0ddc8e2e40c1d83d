using System.Globalization;
using Zhuhui.Edge.Gateway.Events;
using Zhuhui.Edge.Gateway.Site;
using Zhuhui.Edge.Vision.Options;

namespace Zhuhui.Edge.Gateway.Admin;

/// <summary>What cameras see and what becomes of it, in words.</summary>
internal sealed class WatchFormatter(bool zh)
{
    public string Ring(Ring ring) => ring switch
    {
        Site.Ring.Entrance => In("entrance", "出入口"),
        Site.Ring.CommonArea => In("common area", "公共区域"),
        Site.Ring.UnitDoor => In("unit door", "单元门"),
        _ => In("perimeter", "周界"),
    };

    public string Kind(AlarmKind kind) => kind switch
    {
        AlarmKind.LineCrossed => In("line crossed", "越过警戒线"),
        AlarmKind.Intrusion => In("somebody in the zone", "有人进入警戒区"),
        AlarmKind.Loitering => In("somebody stays", "有人徘徊逗留"),
        AlarmKind.Crowding => In("a crowd", "人员聚集"),
        AlarmKind.ObjectLeft => In("something left behind", "有遗留物"),
        AlarmKind.CameraCovered => In("the camera is covered", "摄像机被遮挡"),
        AlarmKind.CameraDefocused => In("the camera is out of focus", "摄像机失焦"),
        AlarmKind.CameraTurned => In("the camera was turned away", "摄像机被转动"),
        AlarmKind.CameraFrozen => In("the camera's picture is frozen", "摄像机画面冻结"),
        _ => In("the camera gives no picture", "摄像机无画面"),
    };

    public string Reason(AlarmEndReason reason) => reason switch
    {
        AlarmEndReason.Over => In("it is over", "情况已解除"),
        AlarmEndReason.CameraLost => In("the camera is lost, nobody can tell any more", "摄像机中断，无法继续判断"),
        AlarmEndReason.Disarmed => In("disarmed", "已撤防"),
        AlarmEndReason.ScheduleOver => In("its time is over", "布防时段结束"),
        AlarmEndReason.GatewayStopped => In("the gateway stops", "网关停止运行"),
        _ => In("the gateway was restarted, nobody can tell when it ended", "网关重新启动，结束时间不明"),
    };

    public string Order(WatchOrder order) => order switch
    {
        WatchOrder.Arm => In("armed", "布防"),
        WatchOrder.Disarm => In("disarmed", "撤防"),
        _ => In("armed as the site file has it", "恢复默认布防"),
    };

    public string Where(string camera, string? zone) => In($"camera {camera}", $"摄像机{camera}") + (zone is null ? "" : $" {zone}");

    /// <summary>Of a role that this program has no word for, the name as it is.</summary>
    public string Roles(IReadOnlyList<string> roles) => roles.Count == 0 ? In("nobody", "无人") : string.Join(In(", ", "、"), roles.Select(role => role switch
    {
        "guards" => In("guards", "保安"),
        "staff" => In("staff", "物业"),
        _ => role,
    }));

    public string People(int count) => count < 2 ? "" : In($", {count} people", $"，{count}人");

    public string Direction(CrossingDirection? direction) => direction switch
    {
        CrossingDirection.LeftToRight => In(" from left to right", "，从左向右"),
        CrossingDirection.RightToLeft => In(" from right to left", "，从右向左"),
        _ => "",
    };

    /// <summary>What an end tells; nothing of what is nothing.</summary>
    public string Figures(double? seconds, int most, int repeats, int leftToRight, int rightToLeft)
    {
        var lasted = seconds is { } s ? string.Create(CultureInfo.InvariantCulture, $"{s:0.#}") : null;
        return (lasted is null ? "" : In($"; lasted {lasted} s", $"，持续{lasted}秒"))
            + (most < 2 ? "" : In($", {most} people at most", $"，最多{most}人"))
            + (leftToRight + rightToLeft > 0 ? In($", {leftToRight} from left to right, {rightToLeft} from right to left", $"，从左向右{leftToRight}次，从右向左{rightToLeft}次")
                : repeats == 0 ? "" : In($", {repeats} more like it", $"，重复{repeats}次"));
    }

    private string In(string english, string chinese) => zh ? chinese : english;
}
