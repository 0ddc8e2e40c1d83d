using System.Net;
using System.Text.RegularExpressions;
using Zhuhui.Edge.Gateway.Site.Outside;

namespace Zhuhui.Edge.Gateway.Site.Rules;

/// <summary>What must hold of what goes outside: no secret in the file, nothing in clear over a network, no sound without an end.</summary>
internal static partial class OutsideRules
{
    private const int MostTargets = 16;
    private const int MostReceivers = 20;

    public static IReadOnlyList<string> Problems(SiteFile site)
    {
        List<string> problems = [];
        SiteRules.Unique(problems, "Outside.Targets", site.Outside.Targets.Select(target => target.Id));
        if (site.Outside.Targets.Count > MostTargets)
        {
            problems.Add($"Site.Outside.Targets has {site.Outside.Targets.Count} targets; {MostTargets} at most: let one program pass "
                + "them on to the others");
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

    private static void Target(List<string> problems, TargetOptions target, string path)
    {
        if (target.Id == SirenOptions.Id)
        {
            problems.Add($"{path}.Id '{SirenOptions.Id}' is the siren's own name: choose another");
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
            problems.Add($"{path}.Of is empty: it would be told of nothing; name something, or take the target out");
        }

        if (target.Names && string.IsNullOrWhiteSpace(target.NamesBasis))
        {
            problems.Add($"{path}.NamesBasis is missing: say on which legal basis names leave the compound this way, or set Names to "
                + "false");
        }

        Quiet(problems, target.QuietHours, path);
    }

    private static void Http(List<string> problems, TargetOptions target, string path)
    {
        if (target.Kind == TargetKind.Webhook && target.Url.Length == 0)
        {
            problems.Add($"{path}.Url is missing: name the address that it is sent to");
        }
        else if (target.Url.Length > 0)
        {
            Address(problems, target.Url, $"{path}.Url");
        }

        if (target.Credential.Length == 0)
        {
            problems.Add($"{path}.Credential is missing: name the secret, and give it as a systemd credential of that name; it is "
                + (target.Kind switch
                {
                    TargetKind.Webhook => "the key that signs what is sent",
                    TargetKind.Wecom => "what stands behind key= in the robot's address",
                    _ => "what stands behind access_token= in the robot's address",
                }));
        }

        if (target.Kind == TargetKind.Dingtalk == (target.SignCredential.Length == 0))
        {
            problems.Add(target.Kind == TargetKind.Dingtalk
                ? $"{path}.SignCredential is missing: choose the additional signature in the robot's settings and name the secret "
                    + "that they show"
                : $"{path}.SignCredential is for dingtalk alone: take it out");
        }

        if (target.Server.Length > 0 || target.User.Length > 0 || target.From.Length > 0 || target.To.Count > 0)
        {
            problems.Add($"{path}: Server, User, From and To are for mail alone: take them out, or set Kind to mail");
        }
    }

    private static void Address(List<string> problems, string text, string path)
    {
        if (!Uri.TryCreate(text, UriKind.Absolute, out var url) || (url.Scheme != Uri.UriSchemeHttps && url.Scheme != Uri.UriSchemeHttp))
        {
            problems.Add($"{path} is no address; write it as in https://alarms.example.com/gateway");
        }
        else if (url.Query.Length > 0 || url.UserInfo.Length > 0 || url.Fragment.Length > 0)
        {
            problems.Add($"{path} holds a key or a password behind '?' or before '@': take it out; the site file holds no secret, the "
                + "credential does");
        }
        else if (url.Scheme == Uri.UriSchemeHttp && !(IPAddress.TryParse(url.DnsSafeHost, out var host)
            ? WebRules.Serves(new WebOptions(), host) : url.IsLoopback))
        {
            problems.Add($"{path} is in clear (http) to a name or an address that is not of a private network: use https");
        }
    }

    private static void Mail(List<string> problems, TargetOptions target, string path)
    {
        if (target.Url.Length > 0 || target.SignCredential.Length > 0)
        {
            problems.Add($"{path}: Url and SignCredential are not for mail: name the Server, and take them out");
        }

        if (target.Server.Length == 0)
        {
            problems.Add($"{path}.Server is missing: name the SMTP server");
        }

        if (!Mailbox().IsMatch(target.From))
        {
            problems.Add($"{path}.From '{target.From}' is no mail address");
        }

        if (target.To.Count is 0 or > MostReceivers)
        {
            problems.Add($"{path}.To must have between 1 and {MostReceivers} addresses");
        }

        problems.AddRange(target.To.Select((address, i) => (address, i)).Where(one => !Mailbox().IsMatch(one.address))
            .Select(one => $"{path}.To[{one.i}] '{one.address}' is no mail address"));
        if (target.User.Length == 0 != (target.Credential.Length == 0))
        {
            problems.Add($"{path}.User and {path}.Credential belong together: name both, or neither where the server asks for no login");
        }

        if (target.Security == MailSecurity.None && !(target.Server == "localhost"
            || (IPAddress.TryParse(target.Server, out var server) && IPAddress.IsLoopback(server))))
        {
            problems.Add($"{path}.Security none sends mail and password in clear; that is for a server on this machine (127.0.0.1) alone: "
                + "use startTls or tls");
        }
    }

    private static void Siren(List<string> problems, SirenOptions siren, string path)
    {
        if (siren.Relay is null)
        {
            problems.Add($"{path}.Relay is missing: name the board and the pin it is wired to");
        }

        if (siren.Of.Count == 0)
        {
            problems.Add($"{path}.Of is empty: it would never sound; name something, or take the siren out");
        }

        problems.AddRange(siren.Of.Where(subject => subject is OutsideSubject.Notices or OutsideSubject.Faults).Select(subject =>
            $"{path}.Of: nobody acknowledges {AlarmKinds.NameOf(subject)}, so that no siren sounds for them: take it out"));
        Quiet(problems, siren.QuietHours, path);
    }

    private static void Quiet(List<string> problems, QuietHoursOptions? quiet, string path)
    {
        if (quiet is not null && quiet.From == quiet.To)
        {
            problems.Add($"{path}.QuietHours begin and end at {quiet.From}: choose two times, or leave them out");
        }
    }

    [GeneratedRegex(@"^[^@\s<>,;""]{1,64}@[^@\s<>,;""]{1,255}$")]
    private static partial Regex Mailbox();
}
