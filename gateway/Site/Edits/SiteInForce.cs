namespace Zhuhui.Edge.Gateway.Site.Edits;

/// <summary>The site by which the gateway runs at this moment. Cameras and rings may become others while it runs (<c>cameras</c> and
/// <c>rings</c> of the site file): whoever asks for them asks here, each time. All the rest is as it was at the start, and
/// <see cref="SiteFile"/> itself has it. Safe to use from any thread.</summary>
internal sealed class SiteInForce(SiteFile started)
{
    private volatile SiteFile _now = started;

    public SiteFile Now => _now;

    /// <summary>The text that was taken up; null where the gateway was put together without one.</summary>
    public SiteSource? Source => _now.Source;

    /// <summary>From now on.</summary>
    public void Take(SiteFile next) => _now = next;
}
