using System.Net;
using System.Text.RegularExpressions;
using Zhuhui.Edge.Gateway.Site.Outside;
using Zhuhui.Edge.Gateway.Texts.Rules;

namespace Zhuhui.Edge.Gateway.Site.Rules;

/// <summary>What must hold of what goes outside: no secret in the file, nothing in clear over a network, no sound without an end.</summary>
internal static partial class OutsideRules
{
    private const int MostTargets = 16;
    private const int MostReceivers = 20;

    public static IReadOnlyList<FileProblem> Problems(SiteFile site)
    {
        List<FileProblem> problems = [];
        SiteRules.Unique(problems, "Outside.Targets", site.Outside.Targets.Select(target => target.Id));
        if (site.Outside.Targets.Count > MostTargets)
        {
            problems.Add(new("Site.Outside.Targets", OutsideRuleTexts.TooManyTargets(site.Outside.Targets.Count, MostTargets)));
        }

        for (var i = 0; i < site.Outside.Targets.Count; i++)
        {
            Target(problems, site.Outside.Targets[i], $"Site.Outside.Targets[{i}]");
        }

        if (site.Outside.Siren is { } siren)
        {
            Siren(problems, siren, "Site.Outside.Siren");
        }

        return problems;
    }

    private static void Target(List<FileProblem> problems, TargetOptions target, string path)
    {
        if (target.Id == SirenOptions.Id)
        {
            problems.Add(new($"{path}.Id", OutsideRuleTexts.NameOfSiren(SirenOptions.Id)));
        }

        if (target.Kind == TargetKind.Mail)
        {
            Mail(problems, target, path);
        }
        else
        {
            Http(problems, target, path);
        }

        if (target.Of.Count == 0)
        {
            problems.Add(new($"{path}.Of", OutsideRuleTexts.ToldNothing));
        }

        if (target.Names && string.IsNullOrWhiteSpace(target.NamesBasis))
        {
            problems.Add(new($"{path}.NamesBasis", OutsideRuleTexts.NoNamesBasis));
        }

        Quiet(problems, target.QuietHours, path);
    }

    private static void Http(List<FileProblem> problems, TargetOptions target, string path)
    {
        if (target.Kind == TargetKind.Webhook && target.Url.Length == 0)
        {
            problems.Add(new($"{path}.Url", OutsideRuleTexts.NoUrl));
        }
        else if (target.Url.Length > 0)
        {
            Address(problems, target.Url, $"{path}.Url");
        }

        if (target.Credential.Length == 0)
        {
            problems.Add(new($"{path}.Credential", OutsideRuleTexts.NoCredential(target.Kind switch
            {
                TargetKind.Webhook => OutsideRuleTexts.SigningKey,
                TargetKind.Wecom => OutsideRuleTexts.WecomKey,
                _ => OutsideRuleTexts.DingtalkToken,
            })));
        }

        if (target.Kind == TargetKind.Dingtalk == (target.SignCredential.Length == 0))
        {
            problems.Add(new($"{path}.SignCredential", target.Kind == TargetKind.Dingtalk ? OutsideRuleTexts.NoSignCredential
                : OutsideRuleTexts.SignForDingtalkAlone));
        }

        if (target.Server.Length > 0 || target.User.Length > 0 || target.From.Length > 0 || target.To.Count > 0)
        {
            problems.Add(new(path, OutsideRuleTexts.ForMailAlone));
        }
    }

    private static void Address(List<FileProblem> problems, string text, string path)
    {
        if (!Uri.TryCreate(text, UriKind.Absolute, out var url) || (url.Scheme != Uri.UriSchemeHttps && url.Scheme != Uri.UriSchemeHttp))
        {
            problems.Add(new(path, OutsideRuleTexts.NoWebAddress));
        }
        else if (url.Query.Length > 0 || url.UserInfo.Length > 0 || url.Fragment.Length > 0)
        {
            problems.Add(new(path, OutsideRuleTexts.HoldsSecret));
        }
        else if (url.Scheme == Uri.UriSchemeHttp && !(IPAddress.TryParse(url.DnsSafeHost, out var host)
            ? WebRules.Serves(new WebOptions(), host) : url.IsLoopback))
        {
            problems.Add(new(path, OutsideRuleTexts.InClear));
        }
    }

    private static void Mail(List<FileProblem> problems, TargetOptions target, string path)
    {
        if (target.Url.Length > 0 || target.SignCredential.Length > 0)
        {
            problems.Add(new(path, OutsideRuleTexts.NotForMail));
        }

        if (target.Server.Length == 0)
        {
            problems.Add(new($"{path}.Server", OutsideRuleTexts.NoServer));
        }

        if (!Mailbox().IsMatch(target.From))
        {
            problems.Add(new($"{path}.From", OutsideRuleTexts.NoMailAddress(target.From)));
        }

        if (target.To.Count is 0 or > MostReceivers)
        {
            problems.Add(new($"{path}.To", OutsideRuleTexts.Receivers(MostReceivers)));
        }

        problems.AddRange(target.To.Select((address, i) => (address, i)).Where(one => !Mailbox().IsMatch(one.address))
            .Select(one => new FileProblem($"{path}.To[{one.i}]", OutsideRuleTexts.NoMailAddress(one.address))));
        if (target.User.Length == 0 != (target.Credential.Length == 0))
        {
            problems.Add(new($"{path}.User", OutsideRuleTexts.LoginTogether($"{path}.Credential")));
        }

        if (target.Security == MailSecurity.None && !(target.Server == "localhost"
            || (IPAddress.TryParse(target.Server, out var server) && IPAddress.IsLoopback(server))))
        {
            problems.Add(new($"{path}.Security", OutsideRuleTexts.MailInClear));
        }
    }

    private static void Siren(List<FileProblem> problems, SirenOptions siren, string path)
    {
        if (siren.Relay is null)
        {
            problems.Add(new($"{path}.Relay", OutsideRuleTexts.NoSirenRelay));
        }

        if (siren.Of.Count == 0)
        {
            problems.Add(new($"{path}.Of", OutsideRuleTexts.NeverSounds));
        }

        problems.AddRange(siren.Of.Where(subject => subject is OutsideSubject.Notices or OutsideSubject.Faults).Select(subject =>
            new FileProblem($"{path}.Of", OutsideRuleTexts.NobodyAcknowledges(AlarmKinds.NameOf(subject)))));
        Quiet(problems, siren.QuietHours, path);
    }

    private static void Quiet(List<FileProblem> problems, QuietHoursOptions? quiet, string path)
    {
        if (quiet is not null && quiet.From == quiet.To)
        {
            problems.Add(new($"{path}.QuietHours", OutsideRuleTexts.QuietNever(quiet.From)));
        }
    }

    [GeneratedRegex(@"^[^@\s<>,;""]{1,64}@[^@\s<>,;""]{1,255}$")]
    private static partial Regex Mailbox();
}
