using Xunit;
using Zhuhui.Edge.Gateway.Events;
using Zhuhui.Edge.Gateway.Journals;
using Zhuhui.Edge.Gateway.People;
using Zhuhui.Edge.Gateway.People.Registry;
using Zhuhui.Edge.Tests.Support;
using Zhuhui.Edge.Vision.Gallery;

namespace Zhuhui.Edge.Gateway.Tests.People.Kills;

public sealed class CutOffChangeTests
{
    /// <summary>A kill after the change was made, and before the file that says that one is under way was taken away.</summary>
    [Fact]
    public void What_a_change_gave_is_told_whenever_the_kill_came()
    {
        using var folder = new TemporaryFolder();
        RegistryEvent[] told = [new ResidentEnrolled("p-1", 0, 0, null), RightsChanged.Of("p-1", [RightsPart.Doors])];
        using (var ledger = EventLedger.OpenQuietly(folder.Path))
        using (var registry = RegistryStore.Open(folder.Path))
        {
            registry.Follow(ledger);
            var journal = ledger.JournalOf(EventStream.Registry);
            registry.Commit(PeopleChange.Of(new Resident(new PersonId("p-1"), "Wu"), told),
                [.. told.Select(one => OwedRecord.For(one, new JournalPlace(journal.Ledger, journal.LastSeq)))]);
        }

        File.Create(folder.At("registry.changing")).Dispose();
        using var next = EventLedger.OpenQuietly(folder.Path);
        using var again = RegistryStore.Open(folder.Path);
        new PeopleWriter(new Gateway.Site.SiteFile(), again, new ResidentDirectory(), new FaceGallery(), next,
            policy: null).Begin(pack: null);
        Assert.Equal(told.Select(one => one.Type), next.Last(EventStream.Registry, 2).Select(one => one.Type));
    }
}
