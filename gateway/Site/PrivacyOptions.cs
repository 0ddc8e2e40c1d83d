using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace Zhuhui.Edge.Gateway.Site;

/// <summary>What the law on personal data asks a site to say and to keep to.</summary>
internal sealed record PrivacyOptions
{
    [StringLength(100)]
    [Description("Who processes people's data: the estate's or the community's name, for the notice on face recognition.")]
    public string Handler { get; init; } = "";

    [StringLength(100)]
    [Description("Where people ask about their data: a place and a telephone number, for the notice.")]
    public string Contact { get; init; } = "";

    [Description("A folder with the site's own notices, VERSION.zh.txt and VERSION.en.txt; relative to this file. The newest version in "
        + "the site's language is in force. Those on care are called VERSION.care.zh.txt. Empty: the program's own.")]
    public string NoticeFolder { get; init; } = "";

    [Range(1, 3650)]
    [Description("A person whose right ended so many days ago is erased, with cards, PINs and faces, out of the backups too. Not who came "
        + "with the hub's roster, and not while the clock is not believed.")]
    public int EraseAfterDays { get; init; } = 90;
}
