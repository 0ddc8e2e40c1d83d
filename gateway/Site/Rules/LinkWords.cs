using Zhuhui.Edge.CloudBridge.Settings;
using Zhuhui.Edge.Gateway.Texts;
using Zhuhui.Edge.Gateway.Texts.Rules;

namespace Zhuhui.Edge.Gateway.Site.Rules;

/// <summary>What the link finds wrong with its options and files, in the words of the site.</summary>
internal static class LinkWords
{
    public static FileProblem Of(LinkProblem problem) => new($"Site.Link.{problem.Option}", Words(problem));

    private static Wording Words(LinkProblem problem) => (problem.Kind, problem.Values) switch
    {
        (LinkProblemKind.NoHost, _) => LinkRuleTexts.NoHost,
        (LinkProblemKind.TlsNeeded, [var host]) => LinkRuleTexts.TlsNeeded(host),
        (LinkProblemKind.CaWithoutTls, _) => LinkRuleTexts.CaWithoutTls,
        (LinkProblemKind.CertificateAndKey, _) => LinkRuleTexts.CertificateAndKey,
        (LinkProblemKind.CertificateWithoutTls, _) => LinkRuleTexts.CertificateWithoutTls,
        (LinkProblemKind.NoCaFile, [var file]) => LinkRuleTexts.NoCaFile(file),
        (LinkProblemKind.NoCertificateFile, [var file]) => LinkRuleTexts.NoCertificateFile(file),
        (LinkProblemKind.NoKeyFile, [var file]) => LinkRuleTexts.NoKeyFile(file),
        (LinkProblemKind.NoAuthority, [var file]) => LinkRuleTexts.NoAuthority(file),
        (LinkProblemKind.AuthorityUnreadable, [var file, var because]) => LinkRuleTexts.AuthorityUnreadable(file, because),
        (LinkProblemKind.CertificateUnusable, [var file, var key, var because]) => LinkRuleTexts.CertificateUnusable(file, key, because),
        (LinkProblemKind.CertificateTooEarly, [var file, var date]) => LinkRuleTexts.CertificateTooEarly(file, date),
        (LinkProblemKind.CertificateExpired, [var file, var date]) => LinkRuleTexts.CertificateExpired(file, date),
        _ => Wording.Same($"{problem}"),
    };
}
