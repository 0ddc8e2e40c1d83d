using System.Globalization;
using Zhuhui.Edge.Gateway.Events;
using Zhuhui.Edge.Gateway.Site;

namespace Zhuhui.Edge.Gateway.Access;

/// <summary>A decision in words a guard understands, in both languages; journaled with it. Names of people have no place in them.</summary>
internal static class DecisionFormatter
{
    /// <summary>More doors than this are not listed.</summary>
    private const int MostDoors = 6;

    public static Wording Format(AccessPolicy policy, AccessFacts facts, Decision decision) => decision switch
    {
        Decision.Denied { Holder: { } holder } other when facts.OtherPresence is { } presence && holder.Person != facts.Factors[^1].Holder?.Person =>
            OfTheOther(Format(other.Reason, policy, facts with { Presence = presence })),
        Decision.Denied denied => Format(denied.Reason, policy, facts),
        Decision.MoreNeeded { Needed: StillNeeded.Card } when IsNotLive(facts.Factors[^1]) => new Wording("face does not seem live: the card is needed as well", "疑似非活体人脸，还需刷卡"),
        Decision.MoreNeeded more => Format(more.Needed),
        Decision.Granted { PassedBack: true } => new Wording("let in, though already there by the record", "准予通行（记录显示已在内）"),
        Decision.Granted when facts.Factors.Any(IsNotLive) && facts.Factors.Count == 1 => facts.Side == DoorSide.Exit
            ? new Wording("let out, though the face does not seem live", "准予离开（疑似非活体人脸）")
            : new Wording("let in, though the face does not seem live", "准予通行（疑似非活体人脸）"),
        _ when facts.Side == DoorSide.Exit => new Wording("let out", "准予离开"),
        _ => new Wording("let in", "准予通行"),
    };

    private static bool IsNotLive(Factor factor) => factor is { Method: PassageMethod.Face, Finding: CredentialFinding.FaceNotLive };

    private static Wording OfTheOther(Wording words) => new($"the other of the two {words.En}", $"另一人{words.Zh}");

    private static Wording Format(StillNeeded needed) => needed switch
    {
        StillNeeded.Card => new Wording("a card is needed as well", "还需刷卡"),
        StillNeeded.Pin => new Wording("a PIN is needed as well", "还需输入密码"),
        StillNeeded.Face => new Wording("the face is needed as well", "还需人脸识别"),
        _ => new Wording("a second person is needed", "还需第二人验证"),
    };

    private static Wording Format(DenialReason reason, AccessPolicy policy, AccessFacts facts) => reason switch
    {
        DenialReason.Stale => new Wording("read too long ago", "读取时间过久"),
        DenialReason.UnknownCard => new Wording("unknown card", "未登记的卡"),
        DenialReason.UnknownQrCode => new Wording("unknown QR code", "无效的二维码"),
        DenialReason.FaceNotRecognised => new Wording("face not recognised", "未识别的人脸"),
        DenialReason.FaceAmbiguous => new Wording("face too near to two residents", "与两位居民相似，无法区分"),
        DenialReason.FaceNotLive => new Wording("face does not seem live", "疑似非活体人脸"),
        DenialReason.LostCard => new Wording("card reported lost", "该卡已挂失"),
        DenialReason.WrongPin => new Wording("wrong PIN", "密码错误"),
        DenialReason.PinLockedOut => new Wording("too many wrong PINs, try later", "密码错误次数过多，请稍后再试"),
        DenialReason.PassForged => new Wording("visitor pass is not signed by this site", "访客码签名无效"),
        DenialReason.UsedUp => new Wording("used as often as it may be", "使用次数已用完"),
        DenialReason.Blocked => new Wording("on the block list", "在禁止名单中"),
        DenialReason.NotYetValid => NotYetValid(policy, facts),
        DenialReason.Expired => Expired(policy, facts),
        DenialReason.NotAdmittedHere => NotAdmittedHere(policy, facts),
        DenialReason.OutsideSchedule => OutsideSchedule(policy, facts),
        DenialReason.MethodNotAccepted => MethodNotAccepted(policy, facts),
        DenialReason.DifferentPersons => new Wording("the two things belong to different people", "两次验证不是同一人"),
        DenialReason.SamePerson => new Wording("a second person is needed, not the same one again", "需要另一人验证，不能是同一人"),
        DenialReason.LockedDown => new Wording("the door is locked down", "此门已封锁"),
        DenialReason.Interlocked => new Wording($"{facts.Interlock} is not shut: one door of the interlock at a time", $"互锁的另一扇门{facts.Interlock}未关好"),
        DenialReason.PassedBack => PassedBack(policy, facts),
        DenialReason.PassedBackTooSoon => TooSoon(policy, facts),
        _ => AreaFull(policy, facts),
    };

    private static Wording NotYetValid(AccessPolicy policy, AccessFacts facts)
    {
        var begins = Holders(facts).SelectMany(h => new[] { h.ValidFrom, h.CredentialFrom }).Where(from => from > facts.At).Max();
        return begins is { } from ? new Wording($"right begins on {Clock(policy, from)}", $"权限自{Clock(policy, from)}起生效") : new Wording("right has not begun", "权限尚未生效");
    }

    private static Wording Expired(AccessPolicy policy, AccessFacts facts)
    {
        var ended = Holders(facts).SelectMany(h => new[] { h.ValidTo, h.CredentialTo }).Where(to => to <= facts.At).Min();
        return ended is { } to ? new Wording($"right ended on {Clock(policy, to)}", $"权限已于{Clock(policy, to)}到期") : new Wording("right has ended", "权限已过期");
    }

    private static Wording NotAdmittedHere(AccessPolicy policy, AccessFacts facts)
    {
        var refused = Holders(facts).First(h => !AccessRules.IsAdmitted(policy, h, facts.Door));
        string[] doors = refused.Groups is null ? [.. refused.Doors] : [.. policy.Doors.Select(d => d.Id).Where(d => AccessRules.IsAdmitted(policy, refused, d))];
        return doors.Length is > 0 and <= MostDoors && doors.All(d => d.Length > 0)
            ? new Wording($"not admitted at this door, only at {string.Join(", ", doors)}", $"无此门权限，仅限{string.Join("、", doors)}")
            : new Wording("not admitted at this door", "无此门权限");
    }

    private static Wording OutsideSchedule(AccessPolicy policy, AccessFacts facts)
    {
        var schedule = Holders(facts).SelectMany(h => AccessRules.Admitting(policy, h, facts.Door).Select(g => g.Schedule).Prepend(h.Schedule))
            .First(s => s is not null && !Schedules.IsInForce(policy, s, facts.At))!;
        return ScheduleFormatter.Format(policy, schedule) is { } hours
            ? new Wording($"outside the hours: {hours.En}", $"不在允许时段：{hours.Zh}")
            : new Wording($"outside the hours: there is no schedule {schedule}", $"不在允许时段：没有时段表{schedule}");
    }

    private static Wording MethodNotAccepted(AccessPolicy policy, AccessFacts facts)
    {
        var door = policy.Doors.First(d => d.Id == facts.Door);
        if (facts.Factors[^1].Method == PassageMethod.Pin && AccessRules.Asks(policy, door, facts.Side, facts.At) == Verification.CardAndPin)
        {
            return new Wording("the card first, then the PIN", "请先刷卡，再输入密码");
        }

        var taken = AccessRules.Taken(policy, facts);
        return new Wording(
            $"this door does not take {MethodWords(facts.Factors[^1].Method).En} now, but {string.Join(", ", taken.Select(m => MethodWords(m).En))}",
            $"此门现不接受{MethodWords(facts.Factors[^1].Method).Zh}，请用{string.Join("、", taken.Select(m => MethodWords(m).Zh))}");
    }

    private static Wording PassedBack(AccessPolicy policy, AccessFacts facts) => AccessRules.Into(policy, facts) is { } area
        ? new Wording($"is in {area.Id} already and did not go out", $"已在{area.Id}内，未登记离开")
        : new Wording("is there already and did not leave", "已在内，未登记离开");

    private static Wording TooSoon(AccessPolicy policy, AccessFacts facts) => (AccessRules.Into(policy, facts), facts.Presence?.SinceMs) is ({ } area, { } since)
        ? new Wording($"came this way {(int)(since / 60_000)} min ago; again after {area.AntiPassbackMinutes} min", $"{(int)(since / 60_000)}分钟前刚通行，需间隔{area.AntiPassbackMinutes}分钟")
        : new Wording("came this way a moment ago", "刚刚通行过，请稍后");

    private static Wording AreaFull(AccessPolicy policy, AccessFacts facts) => (AccessRules.Into(policy, facts), facts.Presence) is ({ } area, { } presence)
        ? new Wording($"{area.Id} is full: {presence.Occupancy} of {area.Limit} people are inside", $"{area.Id}人数已满：{presence.Occupancy}/{area.Limit}人")
        : new Wording("as many people are inside as may be", "区域内人数已满");

    private static Wording MethodWords(PassageMethod method) => method switch
    {
        PassageMethod.Card => new Wording("a card", "刷卡"),
        PassageMethod.Face => new Wording("a face", "人脸"),
        PassageMethod.Pin => new Wording("a PIN", "密码"),
        _ => new Wording("a QR code", "二维码"),
    };

    private static IEnumerable<Holder> Holders(AccessFacts facts) => facts.Factors.Select(f => f.Holder).OfType<Holder>();

    private static string Clock(AccessPolicy policy, DateTimeOffset at) => Schedules.Local(policy, at).ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);
}
