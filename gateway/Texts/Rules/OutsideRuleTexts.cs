using static Zhuhui.Edge.Gateway.Texts.TextResource;

namespace Zhuhui.Edge.Gateway.Texts.Rules;

/// <summary>What must hold of what goes outside; each after the path it is about.</summary>
internal static class OutsideRuleTexts
{
    public static Wording TooManyTargets(long count, long most) => Words("outsideRule.tooManyTargets", ("count", count), ("most", most));
    public static Wording NameOfSiren(string id) => Words("outsideRule.nameOfSiren", ("id", id));
    public static Wording ToldNothing => Words("outsideRule.toldNothing");
    public static Wording NoNamesBasis => Words("outsideRule.noNamesBasis");
    public static Wording NoUrl => Words("outsideRule.noUrl");
    public static Wording NoCredential(Wording meaning) => Words("outsideRule.noCredential", ("meaning", meaning));
    public static Wording SigningKey => Words("outsideRule.signingKey");
    public static Wording WecomKey => Words("outsideRule.wecomKey");
    public static Wording DingtalkToken => Words("outsideRule.dingtalkToken");
    public static Wording NoSignCredential => Words("outsideRule.noSignCredential");
    public static Wording SignForDingtalkAlone => Words("outsideRule.signForDingtalkAlone");
    public static Wording ForMailAlone => Words("outsideRule.forMailAlone");
    public static Wording NoWebAddress => Words("outsideRule.noWebAddress");
    public static Wording HoldsSecret => Words("outsideRule.holdsSecret");
    public static Wording InClear => Words("outsideRule.inClear");
    public static Wording NotForMail => Words("outsideRule.notForMail");
    public static Wording NoServer => Words("outsideRule.noServer");
    public static Wording NoMailAddress(string address) => Words("outsideRule.noMailAddress", ("address", address));
    public static Wording Receivers(long most) => Words("outsideRule.receivers", ("most", most));
    public static Wording LoginTogether(string other) => Words("outsideRule.loginTogether", ("other", other));
    public static Wording MailInClear => Words("outsideRule.mailInClear");
    public static Wording NoSirenRelay => Words("outsideRule.noSirenRelay");
    public static Wording NeverSounds => Words("outsideRule.neverSounds");
    public static Wording NobodyAcknowledges(string subject) => Words("outsideRule.nobodyAcknowledges", ("subject", subject));
    public static Wording QuietNever(string time) => Words("outsideRule.quietNever", ("time", time));
}
