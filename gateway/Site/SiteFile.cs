using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Globalization;
using Zhuhui.Edge.Drivers.Boards;
using Zhuhui.Edge.Drivers.Readers;
using Zhuhui.Edge.Gateway.Site.Edits;
using Zhuhui.Edge.Gateway.Site.Outside;
using Zhuhui.Edge.Gateway.Texts;
using Zhuhui.Edge.Vision.Options;

namespace Zhuhui.Edge.Gateway.Site;

/// <summary>The four rings of a closed compound.</summary>
internal enum Ring
{
    Entrance,
    CommonArea,
    UnitDoor,
    Perimeter,
}

/// <summary>The whole site file: everything that differs between two compounds, and no secret.</summary>
internal sealed record SiteFile
{
    internal const string NamePattern = "^[a-z0-9][a-z0-9-]{0,31}$";

    [Required, RegularExpression(NamePattern)]
    [Description("The district, as topics name it.")]
    public string District { get; init; } = "";

    [Required, RegularExpression(NamePattern)]
    [Description("The compound, as topics name it.")]
    public string Compound { get; init; } = "";

    [StringLength(40)]
    [Description("What people call the compound, on the console's pages. Empty: its id.")]
    public string Name { get; init; } = "";

    [Required, RegularExpression(NamePattern)]
    [Description("This gateway; unique in the compound.")]
    public string Gateway { get; init; } = "";

    [Required]
    [Description("Where the journal, the residents and the board states are kept. On the gateway's own disk.")]
    public string DataFolder { get; init; } = "";

    [Description("The language of event lines, of the console and of the commands' answers: en or zh.")]
    public Language Language { get; init; } = Language.En;

    [Description("The time zone of schedules and of the calendar: an IANA name.")]
    public string TimeZone { get; init; } = "Asia/Shanghai";

    [Description("What holds while the machine's clock is not believed.")]
    public ClockOptions Clock { get; init; } = new();

    [Description("A JSON file with the public holidays and the working days they are swapped for; relative to this "
        + "file. Empty: none are known.")]
    public string CalendarFile { get; init; } = "";

    [Description("When people may pass, by name.")]
    public IReadOnlyList<ScheduleOptions> Schedules { get; init; } = [];

    [Description("The areas that doors lead between, for anti-passback and occupancy.")]
    public IReadOnlyList<AreaOptions> Areas { get; init; } = [];

    [Description("Sets of doors of which only one may be unlocked or open at a time.")]
    public IReadOnlyList<InterlockOptions> Interlocks { get; init; } = [];

    [Description("The fire alarm panel's contact; leave it out where there is none.")]
    public FireOptions? Fire { get; init; }

    [Description("What the law on personal data asks the site to say and to keep to.")]
    public PrivacyOptions Privacy { get; init; } = new();

    [Description("What the guard post is told quietly, beside the care that people agreed to.")]
    public NoticeOptions Notices { get; init; } = new();

    [Description("What goes outside the console: to other programs, chat groups and mailboxes, and a siren.")]
    public OutsideOptions Outside { get; init; } = new();

    [Description("What holds for PINs and visitor passes.")]
    public CredentialOptions Credentials { get; init; } = new();

    [Description("The serial lines and network addresses that boards and readers answer on.")]
    public IReadOnlyList<BusOptions> Buses { get; init; } = [];

    [Description("The boards that carry pins.")]
    public IReadOnlyList<BoardOptions> Boards { get; init; } = [];

    [Description("Card formats beside the usual ones.")]
    public IReadOnlyList<CardFormatOptions> CardFormats { get; init; } = [];

    [Description("The card readers, keypads and QR code scanners.")]
    public IReadOnlyList<ReaderOptions> Readers { get; init; } = [];

    [Description("The cameras.")]
    public IReadOnlyList<SiteCamera> Cameras { get; init; } = [];

    [Description("The doors, gates and barriers.")]
    public IReadOnlyList<DoorOptions> Doors { get; init; } = [];

    [Description("What is watched, what is an alarm and who hears of it, ring by ring.")]
    public RingsOptions Rings { get; init; } = new();

    [Description("What holds for all cameras.")]
    public VisionOptions Vision { get; init; } = new();

    [Description("The registry of people and its backups.")]
    public RegistryOptions Registry { get; init; } = new();

    [Description("How much of the past can be searched here. The journal is bounded by itself.")]
    public BufferOptions Buffer { get; init; } = new();

    [Description("What of the journal is kept, for how long, and in how much of the disk.")]
    public LedgerOptions Ledger { get; init; } = new();

    [Description("The way to the district hub.")]
    public SiteLink Link { get; init; } = new();

    [Description("The local status: status.json, metrics and healthz, without a login, for programs on this machine.")]
    public ConsoleOptions Console { get; init; } = new();

    [Description("The API over HTTPS, for the estate's own network; without it there is none.")]
    public WebOptions? Web { get; init; }

    /// <summary>The language of what is written down for the site and of what people sign, whatever a page speaks.</summary>
    internal Language OwnLanguage => SpokenFor ?? Language;

    private Language? SpokenFor { get; init; }

    /// <summary>As it is for whoever reads the other language.</summary>
    internal SiteFile In(Language language) => this with { Language = language, SpokenFor = OwnLanguage };

    /// <summary>What people call the compound.</summary>
    internal string CompoundName => Name.Length > 0 ? Name : Compound;

    /// <summary>How people call a door; the id itself where there is none of that id.</summary>
    internal string DoorName(string id) => Doors.FirstOrDefault(door => door.Id == id)?.Name ?? id;

    /// <summary>What the site's clocks show.</summary>
    internal DateTime LocalTime(DateTimeOffset at) => TimeZoneInfo.ConvertTime(at, TimeZoneInfo.FindSystemTimeZoneById(TimeZone)).DateTime;

    /// <summary>The day by the site's clocks.</summary>
    internal DateOnly DayOf(DateTimeOffset at) => DateOnly.FromDateTime(LocalTime(at));

    /// <summary>When a day begins by the site's clocks.</summary>
    internal DateTimeOffset StartOf(DateOnly day)
    {
        var midnight = day.ToDateTime(TimeOnly.MinValue);
        return new DateTimeOffset(midnight, TimeZoneInfo.FindSystemTimeZoneById(TimeZone).GetUtcOffset(midnight));
    }

    /// <summary>Day and minute by the site's clocks, as they are written for people.</summary>
    internal string Written(DateTimeOffset at) => LocalTime(at).ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);

    /// <summary>The text that this was read from, before anything from afar; null where it came from none. No key of the file.</summary>
    internal SiteSource? Source { get; init; }
}

/// <summary>Quiet notices to the guard post that nobody has to agree to. They stand on the console's pages and raise no alarm.</summary>
internal sealed record NoticeOptions
{
    [Description("When somebody who was enrolled at the desk comes for the first time, so that the guard can greet them and look whether "
        + "it is they. Not of people of a list.")]
    public bool FirstDay { get; init; }

    [Description("When somebody whose right has ended stands before a door, once a day, so that the guard can help and the office renew "
        + "it.")]
    public bool RightEnded { get; init; } = true;

    [Range(1, 24)]
    [Description("For how many hours at most the alarms of a device that floods the guard post may be silenced at once.")]
    public int SilenceHours { get; init; } = 8;
}

/// <summary>The local status, for programs on this machine.</summary>
internal sealed record ConsoleOptions
{
    [Description("The address it listens on. It has no login yet, so only this machine's own (127.0.0.1 or ::1) is accepted.")]
    public string Host { get; init; } = "127.0.0.1";

    [Range(0, 65535)]
    [Description("The port; 0 takes a free one and says which.")]
    public int Port { get; init; } = 8080;
}

/// <summary>The API over HTTPS.</summary>
internal sealed record WebOptions
{
    [Description("The address it listens on: this machine's own (127.0.0.1), one of the estate's network, or 0.0.0.0 for all that the "
        + "machine has.")]
    public string Host { get; init; } = "127.0.0.1";

    [Range(0, 65535)]
    [Description("The port; 0 takes a free one and says which.")]
    public int Port { get; init; } = 8443;

    [RegularExpression("^[A-Za-z0-9]([A-Za-z0-9.-]{0,251}[A-Za-z0-9])?$")]
    [Description("Under which names it is called besides localhost, the machine's own name and addresses. Any other name is refused.")]
    public IReadOnlyList<string> Names { get; init; } = [];

    [Description("The networks that are served, for example 192.168.1.0/24; this machine always is. Empty: all private networks.")]
    public IReadOnlyList<string> Networks { get; init; } = [];

    [Description("The site's own certificate as PEM, with those between it and its authority; read again when it changes. Empty: the "
        + "gateway makes one, which lies in the data folder.")]
    public string CertFile { get; init; } = "";

    [Description("The key of certFile, as PEM.")]
    public string KeyFile { get; init; } = "";
}
