using System.Text;
using Xunit;
using Zhuhui.Edge.Gateway.Events;
using Zhuhui.Edge.Gateway.People;
using Zhuhui.Edge.Gateway.People.Credentials;
using Zhuhui.Edge.Gateway.People.Faces;
using Zhuhui.Edge.Gateway.People.Rights;
using Zhuhui.Edge.Gateway.Storage;
using Zhuhui.Edge.Gateway.Tests.Journals;

namespace Zhuhui.Edge.Gateway.Tests.People.Rights;

public sealed class RightsTests : IDisposable
{
    private static readonly Resident _wang = new(new PersonId("p-1"), "Wang") { Cards = [new HeldCard(1), new HeldCard(2, "wiegand-26")] };

    private readonly RightsBench _desk = new();

    public RightsTests()
    {
        _desk.Put(_wang, new FaceTemplate("pack", [.. Enumerable.Range(0, 512).Select(i => i / 512f)]));
        _desk.Put(new Resident(new PersonId("p-2"), "Li") { Cards = [new HeldCard(2, "wiegand-34")], Doors = ["gate"] });
    }

    public void Dispose() => _desk.Dispose();

    [Fact]
    public void A_lost_card_is_lost_at_once_in_the_journal_and_after_a_restart_and_can_be_found_again()
    {
        Assert.Equal("Wang (p-1): card 1 opens nothing any more", _desk.Done(new RightsRequest.CardReport(1, null, true)));
        Assert.True(_desk.Residents.WithCard(1)!.Value.Card.Lost);
        Assert.Equal(new CardReported("p-1", "1", true), _desk.Last);
        _desk.Restart();
        Assert.True(_desk.Residents.WithCard(1)!.Value.Card.Lost);
        _desk.Done(new RightsRequest.CardReport(1, null, false));
        Assert.False(_desk.Residents.WithCard(1)!.Value.Card.Lost);
        Assert.Equal(["nobody has card 77"], _desk.Refused(new RightsRequest.CardReport(77, null, true)));
    }

    [Fact]
    public void Of_two_cards_with_the_same_number_the_format_says_which_is_lost()
    {
        Assert.Contains("wiegand-26:2, wiegand-34:2", Assert.Single(_desk.Refused(new RightsRequest.CardReport(2, null, true))),
            StringComparison.Ordinal);
        _desk.Done(new RightsRequest.CardReport(2, "wiegand-34", true));
        Assert.False(_desk.Residents.WithCard(2, "wiegand-26")!.Value.Card.Lost);
        Assert.True(_desk.Residents.WithCard(2, "wiegand-34")!.Value.Card.Lost);
    }

    [Fact]
    public void A_change_of_rights_keeps_the_faces()
    {
        _desk.Done(new RightsRequest.PersonBlocking("p-1", true));
        Assert.True(_desk.Residents.WithId(new PersonId("p-1"))!.Blocked);
        Assert.Single(_desk.Templates("p-1"));
        _desk.Done(new RightsRequest.PersonBlocking("p-1", false));
        Assert.Equal(new PersonBlocked("p-1", false), _desk.Last);
        Assert.Single(_desk.Templates("p-1"));
    }

    [Fact]
    public void A_person_who_is_removed_is_gone_from_the_doors_the_gallery_the_registry_and_every_byte_of_its_files()
    {
        var sealedBytes = _desk.SealedTemplate("p-1");
        Assert.True(_desk.OnDisk(sealedBytes) && _desk.OnDisk(Encoding.UTF8.GetBytes("Wang")));
        _desk.Done(new RightsRequest.PersonRemoval("p-1"));
        Assert.Equal(new PersonRemoved("p-1", 2, 1, 0), _desk.Last);
        Assert.Null(_desk.Residents.WithCard(1));
        Assert.False(_desk.Gallery.Remove("p-1"));
        Assert.Equal(["there is no person p-1 here"], _desk.Refused(new RightsRequest.PersonBlocking("p-1", true)));
        Assert.False(_desk.OnDisk(sealedBytes));
        Assert.False(_desk.OnDisk(Encoding.UTF8.GetBytes("Wang")));
        _desk.Put(new Resident(new PersonId("p-3"), "Zhao"));
        _desk.Restart();
        Assert.Equal(["p-2", "p-3"], _desk.Residents.All.Select(r => r.Id.Value).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Rights_change_one_by_one_and_the_journal_says_which()
    {
        var to = _desk.Time.GetUtcNow().AddDays(30);
        _desk.Done(new RightsRequest.RightsChange("p-1", "day", ["gate"], true, null, to, 5));
        var changed = _desk.Residents.WithId(_wang.Id)!;
        Assert.Equal(("day", true, to, 5), (changed.Schedule, changed.NeedsLonger, changed.ValidTo, changed.MostUses));
        Assert.Equal(["schedule", "doors", "longer", "to", "uses"], Assert.IsType<RightsChanged>(_desk.Last).Changed);
        _desk.Done(new RightsRequest.RightsChange("p-1", "", [], false, null, null, null));
        changed = _desk.Residents.WithId(_wang.Id)!;
        Assert.Null(changed.Schedule);
        Assert.Empty(changed.Doors);
        Assert.Equal(to, changed.ValidTo);
    }

    [Fact]
    public void Rights_that_make_no_sense_are_refused_with_every_reason_and_change_nothing()
    {
        var now = _desk.Time.GetUtcNow();
        Assert.Equal(
            ["there is no door 'gat'; the doors are gate, unit-3", "there is no schedule 'night'; the schedules are day",
                "the right would end before it begins"],
            _desk.Refused(new RightsRequest.RightsChange("p-1", "night", ["gat"], null, now, now, null)));
        Assert.Equal(["nothing was said to change"], _desk.Refused(new RightsRequest.RightsChange("p-1", null, null, null, null,
            null, null)));
        Assert.Equal("p-1", _desk.Residents.WithId(_wang.Id)!.Id.Value);
        Assert.Empty(_desk.Happened.All);
    }

    [Fact]
    public void A_PIN_is_kept_as_a_digest_under_a_key_apart_and_is_found_by_the_doors_at_once()
    {
        _desk.Done(new RightsRequest.PinChange("p-1", "280519", false));
        _desk.Done(new RightsRequest.PinChange("p-1", "730118", true));
        Assert.Equal(["duress pin"], Assert.IsType<RightsChanged>(_desk.Last).Changed);
        Assert.Equal(("p-1", false), (_desk.Residents.WithPin(_desk.Pins.Compute("280519"))!.Value.Resident.Id.Value,
            _desk.Residents.WithPin(_desk.Pins.Compute("280519"))!.Value.IsDuress));
        Assert.True(_desk.Residents.WithPin(_desk.Pins.Compute("730118"))!.Value.IsDuress);
        Assert.False(_desk.OnDisk(Encoding.ASCII.GetBytes("280519")) || _desk.OnDisk(Encoding.ASCII.GetBytes("730118")));
        Assert.NotEqual(_desk.Pins.Compute("280519"), new PinDigests(new byte[32]).Compute("280519"));
        _desk.Restart();
        Assert.NotNull(_desk.Residents.WithPin(_desk.Pins.Compute("280519")));
        _desk.Done(new RightsRequest.PinChange("p-1", null, false));
        Assert.Null(_desk.Residents.WithPin(_desk.Pins.Compute("280519")));
        Assert.DoesNotContain("280519", new RightsRequest.PinChange("p-1", "280519", false).ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_PIN_somebody_has_is_refused_without_a_word_whose_or_which()
    {
        _desk.Done(new RightsRequest.PinChange("p-1", "280519", false));
        _desk.Done(new RightsRequest.PinChange("p-1", "280519", false));
        _desk.Done(new RightsRequest.PinChange("p-1", "730118", true));
        Assert.Equal(["that PIN can't be taken, choose another"], _desk.Refused(new RightsRequest.PinChange("p-2", "280519", false)));
        Assert.Equal(["that PIN can't be taken, choose another"], _desk.Refused(new RightsRequest.PinChange("p-2", "730118", false)));
        Assert.Equal(["that PIN can't be taken, choose another"], _desk.Refused(new RightsRequest.PinChange("p-1", "280519", true)));
        Assert.Contains("6 to 12 digits", Assert.Single(_desk.Refused(new RightsRequest.PinChange("p-2", "4815", false))),
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_pass_is_signed_for_a_host_s_doors_and_journaled_without_its_text()
    {
        var text = _desk.Done(new RightsRequest.PassRequest("p-2", ["gate"], 8, 3));
        var pass = _desk.Passes.Read(text)!;
        var issued = Assert.IsType<VisitorPassIssued>(_desk.Last);
        Assert.Equal((pass.Id, "p-2", pass.ValidTo, 3), (issued.Pass, issued.Host, issued.ValidTo, issued.MostUses));
        Assert.Equal(TimeSpan.FromHours(8), pass.ValidTo - pass.ValidFrom);
        Assert.Equal(["Li is not admitted at unit-3, so neither is a visitor"], _desk.Refused(new RightsRequest.PassRequest("p-2",
            ["unit-3"], 8, 1)));
        Assert.Equal(2, _desk.Refused(new RightsRequest.PassRequest("p-1", [], 0, 1)).Count);
        _desk.Done(new RightsRequest.PersonBlocking("p-1", true));
        Assert.Contains("on the block list", Assert.Single(_desk.Refused(new RightsRequest.PassRequest("p-1", ["gate"], 8, 1))),
            StringComparison.Ordinal);
    }

    [Fact]
    [Trait("needs", "process")]
    public void A_card_is_lost_at_the_doors_even_while_the_disk_takes_nothing()
    {
        using var disk = new SmallDisk("4m");
        using var desk = new RightsBench(disk.Path);
        desk.Put(_wang);
        desk.Put(new Resident(new PersonId("p-2"), "Li"));
        disk.Fill();
        Assert.Throws<StorageException>(() =>
        {
            for (var i = 0; i < 200; i++)
            {
                desk.Rights.Handle(new RightsRequest.CardReport(1, null, true));
            }
        });
        Assert.True(desk.Residents.WithCard(1)!.Value.Card.Lost);
        Assert.Throws<StorageException>(() => desk.Rights.Handle(new RightsRequest.PersonRemoval("p-2")));
        Assert.Null(desk.Residents.WithId(new PersonId("p-2")));
        disk.Free();
        desk.Done(new RightsRequest.PersonRemoval("p-2"));
        desk.Done(new RightsRequest.CardReport(1, null, true));
        desk.Restart();
        Assert.True(Assert.Single(desk.Residents.All).Cards[0].Lost);
    }
}
