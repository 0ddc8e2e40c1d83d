using Xunit;
using Zhuhui.Edge.Gateway.Access;
using Zhuhui.Edge.Gateway.Events;
using Zhuhui.Edge.Gateway.People.Rights;
using Zhuhui.Edge.Gateway.Site;
using Zhuhui.Edge.Gateway.Tests.Site.Calendars;
using Zhuhui.Edge.Gateway.Texts;

namespace Zhuhui.Edge.Gateway.Tests.Access;

public sealed class DecisionFormatterTests
{
    /// <summary>A Sunday, 23:30 at the site.</summary>
    private static readonly DateTimeOffset _now = new(2026, 11, 22, 15, 30, 0, TimeSpan.Zero);

    private static readonly SiteFile _site = new()
    {
        Schedules =
        [
            new ScheduleOptions
            {
                Id = "hours",
                Periods =
                [
                    new PeriodOptions { Days = [DayKind.WorkingDay], From = "06:00", To = "22:00" },
                    new PeriodOptions { Days = [DayKind.RestDay], From = "07:00", To = "23:00" },
                ],
            },
        ],
        Areas = [new AreaOptions { Id = "yard", Limit = 2, AntiPassback = AntiPassback.Hard }, new AreaOptions { Id = "shed",
            AntiPassback = AntiPassback.Timed, AntiPassbackMinutes = 10 }],
        Doors =
        [
            new DoorOptions { Id = "gate", To = "yard", Accepts = [PassageMethod.Card, PassageMethod.QrCode] },
            new DoorOptions { Id = "shed-door", To = "shed" },
            new DoorOptions { Id = "office", Verify = [new VerifyOptions { Need = Verification.CardAndPin }] },
        ],
    };

    private static readonly AccessPolicy _policy = PolicyFactory.From(_site, CalendarFileTests.China2026);

    private static readonly Holder _wang = new("p-1", false, null, null, [], null, null, null, null, false);

    public static TheoryData<string, string, string> Cases { get; } = new()
    {
        {
            "hours", "outside the hours: working days 06:00-22:00, rest days 07:00-23:00",
            "不在允许时段：工作日 06:00-22:00，休息日 07:00-23:00"
        },
        { "expired", "right ended on 2026-11-20 18:00", "权限已于2026-11-20 18:00到期" },
        { "card expired", "right ended on 2026-11-01 00:00", "权限已于2026-11-01 00:00到期" },
        { "not yet", "right begins on 2026-12-01 00:00", "权限自2026-12-01 00:00起生效" },
        { "full", "yard is full: 2 of 2 people are inside", "yard人数已满：2/2人" },
        { "interlock", "inner-gate is not shut: one door of the interlock at a time", "互锁的另一扇门inner-gate未关好" },
        { "elsewhere", "not admitted at this door, only at unit-3, unit-4", "无此门权限，仅限unit-3、unit-4" },
        { "passed back", "is in yard already and did not go out", "已在yard内，未登记离开" },
        { "too soon", "came this way 3 min ago; again after 10 min", "3分钟前刚通行，需间隔10分钟" },
        { "face", "this door does not take a face now, but a card, a QR code", "此门现不接受人脸，请用刷卡、二维码" },
        { "pin first", "the card first, then the PIN", "请先刷卡，再输入密码" },
        { "pin needed", "a PIN is needed as well", "还需输入密码" },
        { "let in", "let in", "准予通行" },
        { "let out", "let out", "准予离开" },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void A_decision_says_what_a_guard_can_act_on(string which, string english, string chinese)
    {
        var facts = Facts(which);
        Assert.Equal(new Wording(english, chinese), DecisionFormatter.Format(_policy, facts, AccessRules.Decide(_policy, facts)));
    }

    [Fact]
    public void Every_reason_has_words_in_both_languages()
    {
        var holder = _wang with { Schedule = "gone", Doors = ["elsewhere"] };
        var facts = new AccessFacts(_now, "gate", DoorSide.Entry, [new Factor(PassageMethod.Card, 1, CredentialFinding.Sound, holder)],
            DoorMode.Normal, "other", null);
        var words = Enum.GetValues<DenialReason>().Select(reason => DecisionFormatter.Format(_policy, facts, new Decision.Denied(reason,
            null, []))).ToList();
        Assert.Equal(words.Count, words.Select(w => w.En).Distinct().Count());
        Assert.Equal(words.Count, words.Select(w => w.Zh).Distinct().Count());
        Assert.All(words, w => Assert.Contains(w.Zh, c => c >= '一'));
    }

    private static AccessFacts Facts(string which)
    {
        var factor = new Factor(PassageMethod.Card, 1, CredentialFinding.Sound, _wang);
        var facts = new AccessFacts(_now, "gate", DoorSide.Entry, [factor], DoorMode.Normal, null, null);
        return which switch
        {
            "hours" => With(_wang with { Schedule = "hours" }),
            "expired" => With(_wang with { ValidTo = new DateTimeOffset(2026, 11, 20, 10, 0, 0, TimeSpan.Zero) }),
            "card expired" => With(_wang with { CredentialTo = new DateTimeOffset(2026, 10, 31, 16, 0, 0, TimeSpan.Zero) }),
            "not yet" => With(_wang with { ValidFrom = new DateTimeOffset(2026, 11, 30, 16, 0, 0, TimeSpan.Zero) }),
            "full" => facts with { Presence = new Presence(null, null, 2, true) },
            "interlock" => facts with { Interlock = "inner-gate" },
            "elsewhere" => With(_wang with { Doors = ["unit-3", "unit-4"] }),
            "passed back" => facts with { Presence = new Presence("yard", null, 1, true) },
            "too soon" => facts with { Door = "shed-door", Presence = new Presence(null, 200_000, 1, true) },
            "face" => facts with { Factors = [factor with { Method = PassageMethod.Face }] },
            "pin first" => facts with { Door = "office", Factors = [new Factor(PassageMethod.Pin, 1, CredentialFinding.Unknown, null)] },
            "pin needed" => facts with { Door = "office" },
            "let out" => facts with { Side = DoorSide.Exit },
            _ => facts,
        };

        AccessFacts With(Holder holder) => facts with { Factors = [factor with { Holder = holder }] };
    }
}
