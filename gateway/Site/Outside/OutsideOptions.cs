using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using Zhuhui.Edge.Drivers.Boards;
using Zhuhui.Edge.Gateway.Texts;

namespace Zhuhui.Edge.Gateway.Site.Outside;

/// <summary>What goes outside the console, so that it is heard where nobody sits before a page.</summary>
internal sealed record OutsideOptions
{
    [Description("Who is told of alarms outside the console: other programs, robots of chat groups, mailboxes. 16 at most.")]
    public IReadOnlyList<TargetOptions> Targets { get; init; } = [];

    [Description("A siren or a lamp on a relay, which needs no browser; leave it out where there is none.")]
    public SirenOptions? Siren { get; init; }
}

/// <summary>How a target is spoken to.</summary>
internal enum TargetKind
{
    /// <summary>JSON for a program of the site's own, signed as Standard Webhooks has it.</summary>
    Webhook,

    /// <summary>A group robot of WeCom.</summary>
    Wecom,

    /// <summary>A group robot of DingTalk, which checks a signature.</summary>
    Dingtalk,

    /// <summary>Mail by SMTP.</summary>
    Mail,
}

/// <summary>What a target hears of, or a siren sounds for.</summary>
internal enum OutsideSubject
{
    /// <summary>Every alarm.</summary>
    Alarms,

    /// <summary>Alarms that no silence holds back: fire, a release that failed, tampering, a forced door of ring entrance, duress, a lost
    /// card.</summary>
    Urgent,

    Fire,

    /// <summary>Doors that are forced, held open, not locked, not released; faults of their locks and lines.</summary>
    Doors,

    /// <summary>What cameras see, and what is done to them.</summary>
    Cameras,

    /// <summary>Duress, lost cards, locked-out PINs, guessing.</summary>
    Credentials,

    /// <summary>Cases that were opened.</summary>
    Tampering,

    /// <summary>The gateway's own disk, clock and registry.</summary>
    Gateway,

    /// <summary>Quiet notices.</summary>
    Notices,

    /// <summary>Devices, cameras, the link, backups that do not work.</summary>
    Faults,
}

/// <summary>How mail travels.</summary>
internal enum MailSecurity
{
    /// <summary>Begins in clear and must turn to TLS.</summary>
    StartTls,

    /// <summary>TLS from the first byte.</summary>
    Tls,

    /// <summary>In clear; to a server on this machine alone.</summary>
    None,
}

/// <summary>Who is told of alarms outside the console.</summary>
internal sealed record TargetOptions
{
    [Required, RegularExpression(SiteFile.NamePattern)]
    [Description("Its name, for commands and records.")]
    public string Id { get; init; } = "";

    [Description("webhook (JSON, signed), wecom or dingtalk (robots of chat groups), mail.")]
    public TargetKind Kind { get; init; } = TargetKind.Webhook;

    [Description("webhook: where it is sent; https, or http to an address of this machine or a private network. wecom and dingtalk: empty "
        + "for the vendor's own. Without the key: that is the credential.")]
    public string Url { get; init; } = "";

    [Description("The name of the secret: the key that signs (webhook), the robot's key (wecom), its access token (dingtalk), the "
        + "mailbox's password (mail; empty where the server asks none).")]
    public string Credential { get; init; } = "";

    [Description("dingtalk only: the name of the secret that signs, which begins with SEC.")]
    public string SignCredential { get; init; } = "";

    [Description("mail only: the SMTP server.")]
    public string Server { get; init; } = "";

    [Range(1, 65535)]
    [Description("mail only: the server's port.")]
    public int Port { get; init; } = 587;

    [Description("mail only: startTls (must turn to TLS), tls (from the first byte), or none, to a server on this machine alone.")]
    public MailSecurity Security { get; init; } = MailSecurity.StartTls;

    [Description("mail only: the name that is logged in with; empty where the server asks none.")]
    public string User { get; init; } = "";

    [Description("mail only: the sender's address.")]
    public string From { get; init; } = "";

    [Description("mail only: the receivers' addresses.")]
    public IReadOnlyList<string> To { get; init; } = [];

    [Description("The certificate authority of a server of the estate's own, as PEM; relative to this file. Empty: the machine's.")]
    public string CaFile { get; init; } = "";

    [Description("What it is told of: alarms (all), urgent, fire, doors, cameras, credentials, tampering, gateway, notices (quiet ones), "
        + "faults (of devices).")]
    public IReadOnlyList<OutsideSubject> Of { get; init; } = [OutsideSubject.Alarms];

    [Description("true: also that an alarm is over, or that somebody acknowledged it.")]
    public bool FollowUps { get; init; }

    [Description("true: names of people, homes and cards are in it. false: door, place, kind and time, and nobody.")]
    public bool Names { get; init; }

    [Description("The legal basis on which names leave the compound this way, in words; needed with names.")]
    public string NamesBasis { get; init; } = "";

    [Description("The language of what it is told, en or zh; null: the site's.")]
    public Language? Language { get; init; }

    [Description("When only what is urgent is sent at once; the rest goes with it, or when they end. Leave it out for none.")]
    public QuietHoursOptions? QuietHours { get; init; }

    [Range(1, 168)]
    [Description("What could not be sent for so many hours is not told one by one any more: how many there were is.")]
    public int MaxAgeHours { get; init; } = 12;

    /// <summary>As devices and records have it.</summary>
    internal string Device => DeviceOf(Id);

    internal static string DeviceOf(string id) => $"outside/{id}";
}

/// <summary>A stretch of every day.</summary>
internal sealed record QuietHoursOptions
{
    [Required, RegularExpression(PeriodOptions.TimePattern)]
    [Description("When they begin, site time.")]
    public string From { get; init; } = "22:00";

    [Required, RegularExpression(PeriodOptions.TimePattern)]
    [Description("When they end. Earlier than their begin: on the next day.")]
    public string To { get; init; } = "06:00";

    /// <param name="time">Of the day, at the site.</param>
    internal bool Has(TimeSpan time)
    {
        var (from, to) = (Read(From), Read(To));
        return from <= to ? from <= time && time < to : time >= from || time < to;
    }

    private static TimeSpan Read(string text) => text == "24:00" ? TimeSpan.FromDays(1)
        : TimeSpan.ParseExact(text, "hh\\:mm", System.Globalization.CultureInfo.InvariantCulture);
}

/// <summary>A siren, or a lamp.</summary>
internal sealed record SirenOptions
{
    /// <summary>As targets may not be called.</summary>
    internal const string Id = "siren";

    [Description("The relay it is wired to. Energised it sounds.")]
    public RelayOptions? Relay { get; init; }

    [Description("For which alarms it sounds: alarms (all), urgent, fire, doors, cameras, credentials, tampering.")]
    public IReadOnlyList<OutsideSubject> Of { get; init; } = [OutsideSubject.Urgent];

    [Range(1, 900)]
    [Description("How long it sounds for one alarm at the most; it ends before when somebody acknowledges it.")]
    public int Seconds { get; init; } = 60;

    [Description("When it sounds for fire alone. Leave it out for none.")]
    public QuietHoursOptions? QuietHours { get; init; }
}
