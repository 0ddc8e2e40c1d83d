using static Zhuhui.Edge.Gateway.Texts.TextResource;

namespace Zhuhui.Edge.Gateway.Texts.Rules;

/// <summary>What must hold for the way to the district hub, and for its files; each after the path it is about.</summary>
internal static class LinkRuleTexts
{
    public static Wording NoHost => Words("linkRule.noHost");
    public static Wording TlsNeeded(string host) => Words("linkRule.tlsNeeded", ("host", host));
    public static Wording CaWithoutTls => Words("linkRule.caWithoutTls");
    public static Wording CertificateAndKey => Words("linkRule.certificateAndKey");
    public static Wording CertificateWithoutTls => Words("linkRule.certificateWithoutTls");
    public static Wording NoCaFile(string file) => Words("linkRule.noCaFile", ("file", file));
    public static Wording NoCertificateFile(string file) => Words("linkRule.noCertificateFile", ("file", file));
    public static Wording NoKeyFile(string file) => Words("linkRule.noKeyFile", ("file", file));
    public static Wording NoAuthority(string file) => Words("linkRule.noAuthority", ("file", file));

    public static Wording AuthorityUnreadable(string file, string because) =>
        Words("linkRule.authorityUnreadable", ("file", file), ("because", because));

    public static Wording CertificateUnusable(string file, string key, string because) =>
        Words("linkRule.certificateUnusable", ("file", file), ("key", key), ("because", because));

    public static Wording CertificateTooEarly(string file, string date) =>
        Words("linkRule.certificateTooEarly", ("file", file), ("date", date));

    public static Wording CertificateExpired(string file, string date) =>
        Words("linkRule.certificateExpired", ("file", file), ("date", date));
}
