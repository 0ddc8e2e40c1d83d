using System.IO.Compression;
using Xunit;
using Zhuhui.Edge.Gateway.People;
using Zhuhui.Edge.Gateway.People.Profiles;
using Zhuhui.Edge.Gateway.People.Rights;
using Zhuhui.Edge.Gateway.Site;
using Zhuhui.Edge.Gateway.Tests.People.Rights;
using Zhuhui.Edge.Tests.Support;

namespace Zhuhui.Edge.Gateway.Tests.Compatibility;

/// <summary>
/// A data folder of the last version that knew no households, without locks: Wang with cards 1001 and 1002, a QR code and a PIN; Li, who
/// has the schedule "day" and one door, for 300 days; two people called Chen, of whom one reported card 3001 lost after the backup in it;
/// Guest,
/// who is blocked.
/// </summary>
public sealed class BeforeHouseholdsTests : IDisposable
{
    private const string Backup = "20261130T002711Z-asked-9-1c0af163";

    private readonly TemporaryFolder _folder = new();
    private readonly RightsBench _desk;

    public BeforeHouseholdsTests()
    {
        ZipFile.ExtractToDirectory(Path.Combine(AppContext.BaseDirectory, "Compatibility", "data-folder-before-households.zip"),
            _folder.Path);
        _desk = new RightsBench(_folder.Path, [new DoorOptions { Id = "gate" }, new DoorOptions { Id = "unit-3-2", Homes = ["3-2"] }]);
    }

    public void Dispose()
    {
        _desk.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void Everybody_is_there_as_before_and_can_be_given_a_home()
    {
        Assert.Equal(["Chen", "Chen", "Guest", "Li", "Wang"], _desk.Residents.All.Select(one => one.Name).Order(StringComparer.Ordinal));
        Assert.Empty(_desk.Residents.Households);
        var (wang, li) = (Named("Wang"), Named("Li"));
        Assert.Equal([1001UL, 1002UL], wang.Cards.Select(card => card.Number));
        Assert.Equal((1, true), (wang.QrCodes.Count, wang.PinDigest is not null));
        Assert.Equal(("day", "gate", PersonDetails.None, null), (li.Schedule, Assert.Single(li.Doors), li.Details, li.Household));
        Assert.True(Named("Guest").Blocked);
        Assert.True(_desk.Residents.WithCard(3001)!.Value.Card.Lost);
        Assert.Empty(_desk.Residents.DoorsOf(wang));

        _desk.Done(new RightsRequest.PersonMove("Wang", "3-2-501", PersonKind.Owner));
        _desk.Done(new RightsRequest.PersonMove(_desk.Residents.WithCard(3002)!.Value.Resident.Id.Value, "5-1-101", PersonKind.Owner));
        _desk.Restart();
        Assert.Empty(_desk.Residents.DoorsOf(Named("Wang")));
        Assert.Equal(["gate"], _desk.Residents.DoorsOf(_desk.Residents.WithCard(3002)!.Value.Resident));
        Assert.Equal(["gate"], _desk.Residents.DoorsOf(Named("Li")));
    }

    [Fact]
    public void Its_backup_can_be_gone_back_to_and_whoever_has_moved_since_keeps_the_new_doors()
    {
        _desk.Done(new RightsRequest.PersonMove("Wang", "3-2-501", PersonKind.Owner));
        _desk.Done(new RightsRequest.PersonMove("Wang", "5-1-101"));
        var plan = _desk.Restore(Backup);
        Assert.Contains(plan.Told.Check, line => line.Contains("the home was changed and has to be entered again",
            StringComparison.Ordinal));
        Assert.Equal(["gate"], _desk.Residents.DoorsOf(Named("Wang")));
        Assert.True(_desk.Residents.WithCard(3001)!.Value.Card.Lost);
    }

    [Fact]
    public void A_backup_made_after_a_move_brings_the_home_back_and_one_made_before_the_doors_alone()
    {
        _desk.Done(new RightsRequest.PersonMove("Wang", "3-2-501", PersonKind.Owner));
        var after = _desk.MakeBackup();
        Assert.Equal("3-2-501", HomeAfter(_desk.Restore(after)));
        _desk.Done(new RightsRequest.HouseholdMove("3-2-501", "5-1-101"));
        Assert.Null(HomeAfter(_desk.Restore(after)));
        Assert.Equal(["gate"], _desk.Residents.DoorsOf(Named("Wang")));
        _desk.Done(new RightsRequest.PersonMove("Wang", "3-2-502"));
        Assert.Empty(_desk.Residents.DoorsOf(Named("Wang")));
    }

    private static string? HomeAfter(Gateway.People.Registry.RestorePlan plan) => plan.Households.Single().Home?.ToString();

    private Resident Named(string name) => _desk.Residents.All.Single(one => one.Name == name);
}
