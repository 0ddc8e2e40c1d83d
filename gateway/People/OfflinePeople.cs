using Zhuhui.Edge.Gateway.Journals;
using Zhuhui.Edge.Gateway.People.Registry;
using Zhuhui.Edge.Gateway.People.Registry.Sealing;
using Zhuhui.Edge.Gateway.Site;
using Zhuhui.Edge.Gateway.Storage;
using Zhuhui.Edge.Vision.Gallery;

namespace Zhuhui.Edge.Gateway.People;

/// <summary>People for a command while no gateway runs: opened as the gateway opens them at its start, and with the same writer.</summary>
internal sealed class OfflinePeople : IDisposable
{
    private OfflinePeople(SiteFile site, EventLedger ledger, RegistryStore registry, CountedUses uses)
    {
        Registry = registry;
        Residents = new ResidentDirectory(new HomeDoors(site));
        Gallery = new FaceGallery(site.Vision);
        Writer = new PeopleWriter(site, registry, Residents, Gallery, ledger, policy: null, uses);
    }

    public RegistryStore Registry { get; }

    public ResidentDirectory Residents { get; }

    public FaceGallery Gallery { get; }

    public PeopleWriter Writer { get; }

    /// <param name="uses">For a sealed backup.</param>
    /// <param name="pack">The model pack in use; null where faces do not matter.</param>
    /// <exception cref="StorageException">Another process has the registry, it is damaged, or the system refuses a file.</exception>
    public static OfflinePeople Open(SiteFile site, EventLedger ledger, CountedUses uses, string? pack = null)
    {
        var people = new OfflinePeople(site, ledger, RegistryStore.Open(site, ledger.Time), uses);
        try
        {
            people.Writer.Begin(pack);
            people.Writer.ReportRestored();
            return people;
        }
        catch (StorageException)
        {
            people.Dispose();
            throw;
        }
    }

    public void Dispose() => Registry.Dispose();
}
