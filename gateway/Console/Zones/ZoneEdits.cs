using Zhuhui.Edge.Gateway.Site;
using Zhuhui.Edge.Gateway.Texts;
using Zhuhui.Edge.Gateway.Texts.Pages;

namespace Zhuhui.Edge.Gateway.Console.Zones;

/// <summary>Where drawn zones go: into the site file.</summary>
internal sealed class ZoneEdits(SiteFile site)
{
    /// <summary>The site by which the gateway runs at this moment.</summary>
    public SiteFile Site => site;

    /// <returns>Null where it is saved and in force; else why not.</returns>
    public Task<string?> SaveAsync(SiteCamera camera, string by, Language language, CancellationToken cancellationToken) =>
        Task.FromResult<string?>(ZoneTexts.CannotSave.In(language));
}
