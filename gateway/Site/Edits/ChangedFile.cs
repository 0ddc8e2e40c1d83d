using System.Text.Json.Serialization;
using Zhuhui.Edge.Gateway.Site.Calendars;
using Zhuhui.Edge.Gateway.Texts;

namespace Zhuhui.Edge.Gateway.Site.Edits;

/// <summary>A file that no longer says what the running gateway took up: it holds from the next start on, or spoils it.</summary>
/// <param name="ChangedAt">When it was written last; null where it cannot be read.</param>
/// <param name="Problems">What the next start would say of it, in English, for programs; none: it would take it up.</param>
internal sealed record ChangedFile(string File, DateTimeOffset? ChangedAt, IReadOnlyList<string> Problems)
{
    /// <summary>The first of them, for people; null where there is none.</summary>
    [JsonIgnore]
    public Wording? First { get; init; }
}

/// <summary>Compares the site file and its calendar with what the gateway took up, at its start or since.</summary>
internal sealed class ChangedFiles(SiteInForce inForce, SiteFile site)
{
    private readonly SiteSource? _calendar = site.CalendarFile.Length == 0 ? null : SiteSource.Read(site.CalendarFile);

    /// <summary>None where all are as they were.</summary>
    public IReadOnlyList<ChangedFile> Now() =>
    [
        .. new[]
        {
            Changed(inForce.Source, file => SiteFiles.Read(file).Problems),
            Changed(_calendar, file => CalendarFile.Read(file).Problems),
        }.OfType<ChangedFile>(),
    ];

    private static ChangedFile? Changed(SiteSource? taken, Func<string, IReadOnlyList<FileProblem>> problems)
    {
        if (taken is null)
        {
            return null;
        }

        var now = SiteSource.Read(taken.File);
        if (now is not null && taken.SaysTheSame(now.Text))
        {
            return null;
        }

        Wording[] found = [.. problems(taken.File).Select(problem => problem.Line)];
        return new ChangedFile(taken.File, now is null ? null : File.GetLastWriteTimeUtc(taken.File), [.. found.Select(line => line.En)])
        {
            First = found.FirstOrDefault(),
        };
    }
}
