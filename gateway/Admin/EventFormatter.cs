using System.Globalization;
using System.Text;
using Zhuhui.Edge.Gateway.Events;
using Zhuhui.Edge.Gateway.People;
using Zhuhui.Edge.Gateway.Search;
using Zhuhui.Edge.Gateway.Site;
using Zhuhui.Edge.Vision.Sightings;

namespace Zhuhui.Edge.Gateway.Admin;

/// <summary>Events in words that guards and staff understand, in the site's language.</summary>
internal sealed class EventFormatter(SiteFile site, ResidentDirectory residents)
{
    private readonly bool _zh = site.Language == Language.Zh;
    private readonly WatchFormatter _watch = new(site.Language == Language.Zh);
    private readonly TimeZoneInfo _zone = TimeZoneInfo.FindSystemTimeZoneById(site.TimeZone);

    /// <summary>One line: what happened, where, to whom.</summary>
    public string Format(GatewayEvent happened) => happened switch
    {
        PassageGranted e => In(
            $"{DoorName(e.Door)}: opened for {residents.NameOf(e.Person)} by {Method(e.Method)}{CardNumber(e.Card)}{Face(e.Face)}",
            $"{DoorName(e.Door)}：已为{residents.NameOf(e.Person)}开门（{Method(e.Method)}{CardNumber(e.Card)}{Face(e.Face)}）"),
        PassageDenied e => In(
            $"{DoorName(e.Door)}: not opened{For(e.Person)}: {Words(e.Because)} ({Method(e.Method)}{CardNumber(e.Card)}{Face(e.Face)})",
            $"{DoorName(e.Door)}：未开门{For(e.Person)}，{Words(e.Because)}（{Method(e.Method)}{CardNumber(e.Card)}{Face(e.Face)}）"),
        PassageBegun e => In(
            $"{DoorName(e.Door)}: waiting{For(e.Person)}: {Words(e.Because)} ({Method(e.Method)}{CardNumber(e.Card)})",
            $"{DoorName(e.Door)}：等待{For(e.Person)}，{Words(e.Because)}（{Method(e.Method)}{CardNumber(e.Card)}）"),
        PassageCompleted e => In(
            $"{DoorName(e.Door)}: {residents.NameOf(e.Person)} went {(e.Side == DoorSide.Entry ? "in" : "out")}",
            $"{DoorName(e.Door)}：{residents.NameOf(e.Person)}已{(e.Side == DoorSide.Entry ? "进入" : "离开")}"),
        ExitRequested e => In($"{DoorName(e.Door)}: opened by the exit button", $"{DoorName(e.Door)}：出门按钮开门"),
        HeldOpenWarned e => In($"{DoorName(e.Door)}: please close, alarm in {e.Seconds} s", $"{DoorName(e.Door)}：请关门，{e.Seconds}秒后报警"),
        LockFaulted e => In($"ALARM {DoorName(e.Door)}: the lock does not do as it is told", $"报警 {DoorName(e.Door)}：门锁故障"),
        LockRestored e => In($"{DoorName(e.Door)}: the lock works again", $"{DoorName(e.Door)}：门锁恢复正常"),
        DoorNotLocked e => In($"ALARM {DoorName(e.Door)}: closed but not locked", $"报警 {DoorName(e.Door)}：门已关但未锁上"),
        DeviceTampered e => In($"ALARM {DoorName(e.Device)}: opened or taken off the wall", $"报警 {DoorName(e.Device)}：设备被拆动"),
        TamperCleared e => In($"{DoorName(e.Device)}: its case is closed again", $"{DoorName(e.Device)}：设备外壳已恢复"),
        InputLineFaulted e => In($"ALARM {DoorName(e.Door)}: the line of {e.Input} is faulty: {e.Fault}", $"报警 {DoorName(e.Door)}：{e.Input}线路故障：{e.Fault}"),
        FireReleased e => In($"FIRE: {Doors(e.Doors)} released", $"火警：{Doors(e.Doors)}已全部释放"),
        FireReset => In("fire contact at rest again, the doors are as before", "火警信号已复位，各门恢复原状态"),
        DuressRaised e => In($"ALARM {DoorName(e.Door)}: {residents.NameOf(e.Person)} is being forced (duress PIN); do not call at the door", $"报警 {DoorName(e.Door)}：{residents.NameOf(e.Person)}使用了胁迫密码，请勿在门口惊动"),
        PinLockedOut e => In(
            $"ALARM {DoorName(e.Door)}: {e.Tries} wrong PINs{For(e.Person)}, none is taken until {Clock(e.Until)}",
            $"报警 {DoorName(e.Door)}：连续{e.Tries}次密码错误{For(e.Person)}，锁定至{Clock(e.Until)}"),
        LostCardShown e => In($"ALARM {DoorName(e.Door)}: the lost card {e.Card} of {residents.NameOf(e.Person)} was shown", $"报警 {DoorName(e.Door)}：有人使用{residents.NameOf(e.Person)}已挂失的卡{e.Card}"),
        DeviceFound e => In($"{e.Device} answers", $"{e.Device}恢复在线"),
        DeviceLost e => In($"{e.Device} does not answer{Reason(e.Reason)}", $"{e.Device}离线{Reason(e.Reason)}"),
        DevicePower e => e.Failed ? In($"{e.Device}: supply failed", $"{e.Device}：电源故障") : In($"{e.Device}: supply is well again", $"{e.Device}：电源恢复"),
        ReaderKeyRefused e => In($"reader {e.Reader} does not have the site's key, nothing it says counts{Reason(e.Reason)}", $"读卡器{e.Reader}密钥不符，其数据不予采用{Reason(e.Reason)}"),
        ExitButtonFault e => e.Stuck ? In($"{DoorName(e.Door)}: the exit button is stuck", $"{DoorName(e.Door)}：出门按钮卡住") : In($"{DoorName(e.Door)}: the exit button is free again", $"{DoorName(e.Door)}：出门按钮恢复"),
        PolicyAdopted e => In($"decisions by policy {e.Version}", $"启用通行策略{e.Version}"),
        CardReported e => e.Lost ? In($"card {e.Card} of {residents.NameOf(e.Person)} reported lost", $"{residents.NameOf(e.Person)}的卡{e.Card}已挂失") : In($"card {e.Card} of {residents.NameOf(e.Person)} found again", $"{residents.NameOf(e.Person)}的卡{e.Card}已解除挂失"),
        CardWithdrawn e => In($"card {e.Card} of {residents.NameOf(e.Person)} withdrawn", $"{residents.NameOf(e.Person)}的卡{e.Card}已收回"),
        PersonBlocked e => e.Blocked ? In($"{residents.NameOf(e.Person)} put on the block list", $"{residents.NameOf(e.Person)}已列入禁止名单") : In($"{residents.NameOf(e.Person)} taken off the block list", $"{residents.NameOf(e.Person)}已移出禁止名单"),
        RightsChanged e => In($"{residents.NameOf(e.Person)}: changed {string.Join(", ", e.Changed)}", $"{residents.NameOf(e.Person)}：已更改{string.Join("、", e.Changed)}"),
        ConsentWithdrawn e => In(
            $"{residents.NameOf(e.Person)} withdrew the consent to face recognition: {e.Templates} template(s){(e.KeptPhotos == 0 ? "" : $" and {e.KeptPhotos} photo(s)")} erased",
            $"{residents.NameOf(e.Person)}已撤回人脸识别同意，删除{e.Templates}个人脸模板{(e.KeptPhotos == 0 ? "" : $"和{e.KeptPhotos}张照片")}"),
        PhotosErased e => In($"{residents.NameOf(e.Person)}: {e.Count} kept photo(s) erased", $"{residents.NameOf(e.Person)}：已删除留存的{e.Count}张照片"),
        FacesRenewed e => In(
            $"{residents.NameOf(e.Person)}: {e.Templates} face template(s) made anew for model pack {e.Pack}",
            $"{residents.NameOf(e.Person)}：已为模型包{e.Pack}重新生成{e.Templates}个人脸模板"),
        PersonRemoved e => In($"{residents.NameOf(e.Person)} removed", $"{residents.NameOf(e.Person)}已注销"),
        VisitorPassIssued e => In($"visitor pass {e.Pass} of {residents.NameOf(e.Host)}, {e.MostUses} use(s) until {Clock(e.ValidTo)}", $"{residents.NameOf(e.Host)}的访客码{e.Pass}，可用{e.MostUses}次，至{Clock(e.ValidTo)}"),
        DoorModeChanged e => In(
            $"{DoorName(e.Door)}: {Mode(e.Mode)}{(e.Until is { } until ? $" until {Clock(until)}" : "")}{(e.Operator is null ? "" : $" by {e.Operator}")}",
            $"{DoorName(e.Door)}：{Mode(e.Mode)}{(e.Until is { } end ? $"，至{Clock(end)}" : "")}{(e.Operator is null ? "" : $"（{e.Operator}）")}"),
        KeyInstallationBegun e => In(
            $"until {Clock(e.Until)} readers may be given their keys ({string.Join(", ", e.Readers)}), begun by {e.Operator}",
            $"{e.Operator}开始为读卡器安装密钥（{string.Join("、", e.Readers)}），至{Clock(e.Until)}"),
        CommandDone e => In($"{Format(e.Door)}{e.Kind}{About(e.Subject)} ordered by {e.Operator}{By(e.Key)}, done", $"{Format(e.Door)}已执行{e.Operator}{By(e.Key)}的指令{e.Kind}{About(e.Subject)}"),
        CommandRefused e => In(
            $"{Format(e.Door)}{e.Kind} ordered by {e.Operator}{By(e.Key)}, not done: {Words(e.Because)}",
            $"{Format(e.Door)}未执行{e.Operator}{By(e.Key)}的指令{e.Kind}，{Words(e.Because)}"),
        RosterApplied e => In(
            $"roster {e.Version} taken over{By(e.Key)}: {e.Added} people added, {e.Changed} changed, {e.Removed} removed, {e.Groups} group(s)",
            $"已接收名册{e.Version}{By(e.Key)}：新增{e.Added}人，更改{e.Changed}人，移除{e.Removed}人，{e.Groups}个组"),
        TwinSettled e => In(
            $"configuration {e.Version} from afar{By(e.Key)}: {Settled(e.Outcome)}{Reason(e.Reason)}",
            $"远程配置{e.Version}{By(e.Key)}：{Settled(e.Outcome)}{Reason(e.Reason)}"),
        RefusalsCounted e => In(
            $"{e.Count} more remote message(s) refused{By(e.Key)} ({e.Code}) until {Clock(e.To)}",
            $"至{Clock(e.To)}另有{e.Count}条远程消息被拒绝{By(e.Key)}（{e.Code}）"),
        DoorForced e => In($"ALARM {DoorName(e.Door)}: forced open", $"报警 {DoorName(e.Door)}：门被强行打开"),
        DoorHeldOpen e => In($"ALARM {DoorName(e.Door)}: open for more than {e.Seconds} s", $"报警 {DoorName(e.Door)}：开门超过{e.Seconds}秒"),
        DoorSecured e => In($"{DoorName(e.Door)}: closed again", $"{DoorName(e.Door)}：门已重新关闭"),
        AlarmRaised e => In(
            $"ALARM {_watch.Ring(e.Ring)}, {_watch.Where(e.Camera, e.Zone)}: {_watch.Kind(e.Kind)}{_watch.People(e.Count)}{_watch.Direction(e.Direction)} (for {_watch.Roles(e.Hears)}, alarm {e.Alarm})",
            $"报警 {_watch.Ring(e.Ring)}，{_watch.Where(e.Camera, e.Zone)}：{_watch.Kind(e.Kind)}{_watch.People(e.Count)}{_watch.Direction(e.Direction)}（通知{_watch.Roles(e.Hears)}，报警号{e.Alarm}）"),
        AlarmEnded e => In(
            $"{_watch.Ring(e.Ring)}, {_watch.Where(e.Camera, e.Zone)}: alarm {e.Alarm} ({_watch.Kind(e.Kind)}) ended, {_watch.Reason(e.Reason)}{_watch.Figures(e.Seconds, e.Most, e.Repeats, e.LeftToRight, e.RightToLeft)}",
            $"{_watch.Ring(e.Ring)}，{_watch.Where(e.Camera, e.Zone)}：报警{e.Alarm}（{_watch.Kind(e.Kind)}）结束，{_watch.Reason(e.Reason)}{_watch.Figures(e.Seconds, e.Most, e.Repeats, e.LeftToRight, e.RightToLeft)}"),
        AlarmAcknowledged e => In(
            $"{_watch.Where(e.Camera, e.Zone)}: alarm {e.Alarm} ({_watch.Kind(e.Kind)}) acknowledged by {e.Operator}",
            $"{_watch.Where(e.Camera, e.Zone)}：报警{e.Alarm}（{_watch.Kind(e.Kind)}）已由{e.Operator}确认"),
        IncidentNoted e => In(
            $"{_watch.Ring(e.Ring)}, {_watch.Where(e.Camera, e.Zone)}: {_watch.Kind(e.Kind)}{_watch.People(e.Count)}{_watch.Direction(e.Direction)}, recorded ({e.Incident})",
            $"{_watch.Ring(e.Ring)}，{_watch.Where(e.Camera, e.Zone)}：{_watch.Kind(e.Kind)}{_watch.People(e.Count)}{_watch.Direction(e.Direction)}，已记录（{e.Incident}）"),
        IncidentOver e => In(
            $"{_watch.Ring(e.Ring)}, {_watch.Where(e.Camera, e.Zone)}: {_watch.Kind(e.Kind)} ended, {_watch.Reason(e.Reason)}{_watch.Figures(e.Seconds, e.Most, e.Repeats, e.LeftToRight, e.RightToLeft)} ({e.Incident})",
            $"{_watch.Ring(e.Ring)}，{_watch.Where(e.Camera, e.Zone)}：{_watch.Kind(e.Kind)}结束，{_watch.Reason(e.Reason)}{_watch.Figures(e.Seconds, e.Most, e.Repeats, e.LeftToRight, e.RightToLeft)}（{e.Incident}）"),
        WatchOrdered e => In(
            $"{_watch.Order(e.Order)} by {e.Operator}{(e.Until is { } until ? $" until {Clock(until)}" : "")}: {string.Join(", ", e.Places)}",
            $"{e.Operator}{_watch.Order(e.Order)}{(e.Until is { } end ? $"，至{Clock(end)}" : "")}：{string.Join("、", e.Places)}"),
        RegistryRestored e => In(
            $"ALARM the residents' registry was restored, see whether anybody is missing: {e.Finding}{Listed("enrol again", e.Missing)}{Listed("look at", e.Check)}",
            $"报警 居民登记库已从副本恢复，请核对有无遗漏：{e.Finding}{Listed("需重新登记", e.Missing)}{Listed("需核对", e.Check)}"),
        RegistryBackedUp e => In($"backup {e.Backup} of the registry made, {e.People} people", $"居民登记库已备份（{e.Backup}，{e.People}人）"),
        RegistryPutBack e => In(
            $"registry put back to the backup {e.Backup} by {e.Operator}, {e.People} people{Listed("no longer in it", e.Missing)}{Listed("in it again", e.Returned)}{Listed("look at", e.Check)}",
            $"{e.Operator}已将居民登记库恢复至备份{e.Backup}，{e.People}人{Listed("已不在库中", e.Missing)}{Listed("重新入库", e.Returned)}{Listed("需核对", e.Check)}"),
        RegistryBackupFailed e => In($"the registry's backups: {e.Reason}", $"居民登记库备份失败：{e.Reason}"),
        EventsLookedUp e => In($"{e.Operator} looked up {e.Count} event(s), with the names of {e.People.Count} people", $"{e.Operator}查询了{e.Count}条事件，涉及{e.People.Count}人"),
        ResidentEnrolled e => In(
            $"{residents.NameOf(e.Person)} enrolled: {e.Cards} card(s), {e.Templates} face template(s){(e.KeptPhotos == 0 ? "" : $", {e.KeptPhotos} photo(s) kept")}{(e.LookAlike is { } like ? $", looks like {residents.NameOf(like)}" : "")}",
            $"{residents.NameOf(e.Person)}已登记：{e.Cards}张卡，{e.Templates}个人脸模板{(e.KeptPhotos == 0 ? "" : $"，留存{e.KeptPhotos}张照片")}{(e.LookAlike is { } alike ? $"，与{residents.NameOf(alike)}相似" : "")}"),
        GatewayStarted e => In(
            $"gateway started: version {e.Version}, {e.Doors} door(s), {e.Cameras} camera(s), {e.Residents} resident(s)",
            $"网关已启动：版本{e.Version}，{e.Doors}个门，{e.Cameras}台摄像机，{e.Residents}位居民"),
        GatewayStopped => In("gateway stopped", "网关已停止"),
        CameraFound e => In($"camera {e.Camera} online: {e.Width}x{e.Height} {e.Codec}", $"摄像机{e.Camera}上线：{e.Width}x{e.Height} {e.Codec}"),
        CameraLost e => In($"camera {e.Camera} offline: {e.Reason}", $"摄像机{e.Camera}离线：{e.Reason}"),
        CameraFigures e => In(
            $"camera {e.Camera}: {string.Join("; ", e.Streams.Select(s => Figures(s, "analysed", "reconnects", "offline")))}",
            $"摄像机{e.Camera}：{string.Join("；", e.Streams.Select(s => Figures(s, "已分析", "次重连", "离线")))}"),
        ReaderFaulted e => In($"reader {e.Reader}: {e.Reason}", $"读卡器{e.Reader}：{e.Reason}"),
        JournalRecovered e => In($"journal {e.Journal}: {e.Finding}", $"日志{e.Journal}：{e.Finding}"),
        JournalDropped { First: { } first, Last: { } last } e => In(
            $"journal {e.Journal}: records {first} to {last} are no longer kept, {DropWord(e.Reason)}", $"日志{e.Journal}：记录{first}至{last}不再保留，{DropWord(e.Reason)}"),
        JournalDropped e => In($"{e.Count} events were lost to a full disk", $"磁盘已满，{e.Count}条事件未能保存"),
        ClockCorrected e => In($"the clock was put right by {e.OffsetMs:F0} ms", $"时钟已校正{e.OffsetMs:F0}毫秒"),
        StorageFilling e => In($"ALARM {PlaceWord(e.Place)} is {e.UsedPercent} % full", $"报警 {PlaceWord(e.Place)}已用{e.UsedPercent}%"),
        StorageRelieved e => In($"{PlaceWord(e.Place)} has room again, {e.UsedPercent} % full", $"{PlaceWord(e.Place)}空间已恢复，已用{e.UsedPercent}%"),
        VisionOff e => In($"cameras are off, cards go on: {e.Reason}", $"摄像机功能已关闭，刷卡照常：{e.Reason}"),
        _ => happened.Type,
    };

    /// <summary>The line of an event out of the buffer; its bare type where this version does not know it.</summary>
    public string Format(BufferedEvent row) => EventJson.ReadRecord(row.Type, Encoding.UTF8.GetBytes(row.Json)) is { } happened ? Format(happened) : row.Type;

    public string NameOf(string person) => residents.NameOf(person);

    public string DoorName(string id) => site.Doors.FirstOrDefault(d => d.Id == id)?.Name ?? id;

    private string Listed(string what, IReadOnlyList<string>? ids) => ids is null or [] ? "" : _zh ? $"；{what}：{string.Join("、", ids)}" : $"; {what}: {string.Join(", ", ids)}";

    private string DropWord(DropReason reason) => reason switch
    {
        DropReason.Age => In("they are too old", "已过保留期"),
        DropReason.Quota => In("the stream has its share of the disk", "已达该日志的容量上限"),
        DropReason.DiskFull => In("the disk was about to be full", "磁盘即将写满"),
        _ => In("nobody knows why", "原因不明"),
    };

    private string PlaceWord(string place) => place == StorageFilling.Disk ? In("the disk", "磁盘") : In($"what journal {place} keeps for the hub", $"日志{place}待上传的记录");

    private string In(string english, string chinese) => _zh ? chinese : english;

    private string For(string? person) => person is null ? "" : In($" for {residents.NameOf(person)}", $"（{residents.NameOf(person)}）");

    private string Method(PassageMethod method) => method switch
    {
        PassageMethod.Card => In("card", "刷卡"),
        PassageMethod.Face => In("face", "人脸"),
        PassageMethod.Pin => In("PIN", "密码"),
        _ => In("QR code", "二维码"),
    };

    private static string Figures(StreamFigures s, string analysed, string reconnects, string offline) => string.Create(CultureInfo.InvariantCulture,
        $"{(s.Role == StreamRole.Main ? "main" : "sub")} {(s.Online ? $"{s.FramesPerSecond:0.#} fps, {s.AnalysedPerSecond:0.#} {analysed}" : offline)}, {s.Reconnects} {reconnects}");

    private static string CardNumber(string? card) => card is null ? "" : $" {card}";

    private string Face(FaceEvidence? face) => face is null
        ? ""
        : string.Create(CultureInfo.InvariantCulture, $" {In("similarity", "相似度")} {face.Score:0.00}");

    /// <summary>The door that something was ordered of, before what was; nothing where it is no door.</summary>
    private string Format(string door) => door == CommandDone.NoDoor ? "" : In($"{DoorName(door)}: ", $"{DoorName(door)}：");

    private string Settled(TwinOutcome outcome) => outcome switch
    {
        TwinOutcome.Applied => In("in force", "已生效"),
        TwinOutcome.Trying => In("is tried", "试用中"),
        TwinOutcome.Refused => In("refused", "已拒绝"),
        _ => In("given up, the one before is in force", "已回退到上一配置"),
    };

    private static string About(string? subject) => subject is null ? "" : $" {subject}";

    private string By(string? key) => key is null ? "" : In($" (key {key})", $"（密钥{key}）");

    private string Mode(DoorMode mode) => mode switch
    {
        DoorMode.HeldOpen => In("held open", "常开"),
        DoorMode.LockedDown => In("locked down", "封锁"),
        _ => In("as usual", "恢复正常"),
    };

    private string Words(Wording wording) => _zh ? wording.Zh : wording.En;

    private string Doors(IReadOnlyList<string> doors) => string.Join(In(", ", "、"), doors.Select(DoorName));

    private string Clock(DateTimeOffset at) => TimeZoneInfo.ConvertTime(at, _zone).ToString("MM-dd HH:mm", CultureInfo.InvariantCulture);

    private static string Reason(string? reason) => reason is null ? "" : $": {reason}";
}
