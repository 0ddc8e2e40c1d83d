using System.Text;
using Xunit;
using Zhuhui.Edge.Gateway.Events;
using Zhuhui.Edge.Gateway.People;
using Zhuhui.Edge.Gateway.People.Enrolments;
using Zhuhui.Edge.Gateway.People.Faces;
using Zhuhui.Edge.Gateway.People.Notices;
using Zhuhui.Edge.Gateway.People.Rights;
using Zhuhui.Edge.Tests.Support;

namespace Zhuhui.Edge.Gateway.Tests.People.Faces;

/// <summary>What becomes of an enrolment photo, and of a face when the model pack changes. Real photos, models, registry and journal; the
/// other pack holds the same models.</summary>
[Trait("needs", "process")]
public sealed class KeptPhotosTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly FaceBench _desk;

    public KeptPhotosTests() => _desk = new FaceBench(_folder.At("data"));

    public void Dispose()
    {
        _desk.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task A_photo_is_dropped_unless_the_person_agreed_in_writing()
    {
        var person = await _desk.EnrolAsync(FaceBench.Request("Eileen", Material.Resident));
        Assert.Null(_desk.Residents.WithId(new PersonId(person))!.PhotoConsent);
        Assert.Empty(_desk.Registry.Photos.People);
        var refused = Assert.IsType<EnrolmentOutcome.Refused>(await _desk.DoAsync(new EnrolmentRequest("Li", null, false, [new HeldCard(9)],
            [], [], null, null, KeepPhotosWitness: "clerk")));
        Assert.Contains("--keep-photos WITNESS", Assert.Single(refused.Reasons), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_kept_photo_is_on_record_with_its_witness_sealed_under_a_key_of_its_own_and_opens_for_nobody_else()
    {
        var person = await EnrolKeepingAsync();
        _desk.Restart();
        var consent = _desk.Residents.WithId(person)!.PhotoConsent!;
        Assert.Equal(("Zhang Min", Notice.BuiltInVersion), (consent.Witness, consent.NoticeVersion));
        Assert.Equal(1, Assert.IsType<ResidentEnrolled>(Assert.Single(_desk.Happened.All, e => e is ResidentEnrolled)).KeptPhotos);
        var photo = Assert.Single(_desk.Registry.Photos.PhotosOf(person));
        Assert.Equal([0xff, 0xd8], photo[..2]);
        var file = Path.Combine(_desk.Site.DataFolder, "photos", $"{person}.sealed");
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
        Assert.False(File.ReadAllBytes(file).AsSpan().IndexOf(photo.AsSpan(0, 64)) >= 0, "the photo lies bare in its file");
        Assert.True(File.Exists(Path.Combine(_desk.Site.DataFolder, "keys", "photo.key")));
        File.Copy(file, Path.Combine(_desk.Site.DataFolder, "photos", "p-other.sealed"));
        Assert.Empty(_desk.Registry.Photos.PhotosOf(new PersonId("p-other")));
    }

    [Theory]
    [InlineData("remove")]
    [InlineData("faces")]
    [InlineData("photos")]
    public async Task Photos_go_with_the_person_with_the_consent_and_by_themselves(string what)
    {
        var person = await EnrolKeepingAsync();
        _desk.Rights.Handle(what switch
        {
            "remove" => new RightsRequest.PersonRemoval(person.Value),
            "faces" => new RightsRequest.FacesClearing(person.Value),
            _ => new RightsRequest.PhotosClearing(person.Value),
        });
        Assert.Empty(Directory.EnumerateFiles(Path.Combine(_desk.Site.DataFolder, "photos")));
        Assert.Null(_desk.Residents.WithId(person)?.PhotoConsent);
        Assert.Equal(what == "photos" ? 1 : 0, _desk.Gallery.People);
        Assert.Equal(what switch
        {
            "remove" => new PersonRemoved(person.Value, 0, 1, 1),
            "faces" => new ConsentWithdrawn(person.Value, 1, 1),
            _ => new PhotosErased(person.Value, 1),
        }, _desk.Happened.All[^1]);
    }

    [Fact]
    public async Task Photos_without_an_agreement_on_record_are_erased_at_the_start()
    {
        var person = await EnrolKeepingAsync();
        _desk.Registry.Photos.Keep(new PersonId("p-gone"), [[1, 2, 3]]);
        await _desk.Renewal.RenewAllAsync(TestContext.Current.CancellationToken);
        Assert.Equal([person], _desk.Registry.Photos.People);
        Assert.Equal(new PhotosErased("p-gone", 1), _desk.Happened.All[^1]);
    }

    [Fact]
    public async Task A_new_model_pack_makes_kept_photos_into_templates_anew_and_names_who_must_be_enrolled_again_while_cards_go_on()
    {
        var kept = await EnrolKeepingAsync();
        var dropped = new PersonId(await _desk.EnrolAsync(FaceBench.Request("Grace", Material.Stranger)
            with
        { Cards = [new HeldCard(7)] }));
        var before = Assert.Single(_desk.Registry.TemplatesOf(kept));

        _desk.Restart(FaceBench.OtherPack(_folder.At("other-pack")));
        Assert.Equal(0, _desk.Gallery.People);
        Assert.Equal(dropped, _desk.Residents.WithCard(7)!.Value.Resident.Id);
        Assert.Equal([dropped], _desk.Renewal.MustEnrolAgain.Select(r => r.Id));
        Assert.Equal((1, $"Grace ({dropped})"), (Due("another-pack").FromKeptPhotos, Assert.Single(Due("another-pack").MustEnrolAgain)));

        await _desk.Renewal.RenewAllAsync(TestContext.Current.CancellationToken);
        var renewed = Assert.Single(_desk.Registry.TemplatesOf(kept));
        Assert.Equal("another-pack", renewed.Pack);
        Assert.Equal(kept.Value, _desk.Gallery.Search(renewed.Vector, 0).Person);
        Assert.InRange(Alike(before.Vector, renewed.Vector), 0.9, 1.001);
        Assert.Equal(new FacesRenewed(kept.Value, 1, "another-pack"), _desk.Happened.All[^1]);
        Assert.Equal(0, _desk.Renewal.Waiting);
        Assert.Equal([dropped], _desk.Renewal.MustEnrolAgain.Select(r => r.Id));
        Assert.Equal(0, Due("another-pack").FromKeptPhotos);

        await _desk.EnrolAsync(FaceBench.Request("Grace", Material.Stranger) with { Person = dropped.Value });
        Assert.Empty(_desk.Renewal.MustEnrolAgain);
    }

    [Fact]
    public async Task A_kept_photo_that_cannot_be_opened_any_more_makes_the_person_one_to_be_enrolled_again()
    {
        var person = await EnrolKeepingAsync();
        File.Delete(Path.Combine(_desk.Site.DataFolder, "keys", "photo.key"));
        _desk.Restart(FaceBench.OtherPack(_folder.At("other-pack")));
        await _desk.Renewal.RenewAllAsync(TestContext.Current.CancellationToken);
        Assert.Equal([person], _desk.Renewal.MustEnrolAgain.Select(r => r.Id));
    }

    [Fact]
    public async Task No_event_carries_a_photo_out()
    {
        var person = await EnrolKeepingAsync();
        var start = Convert.ToBase64String(_desk.Registry.Photos.PhotosOf(person)[0])[..40];
        Assert.All(_desk.Happened.All, e => Assert.DoesNotContain(start, Encoding.UTF8.GetString(EventJson.Write(e)),
            StringComparison.Ordinal));
        Assert.All(Directory.EnumerateFiles(_desk.Site.DataFolder, "*", SearchOption.AllDirectories).Where(f => !Path.GetFileName(f)
            .EndsWith("lock", StringComparison.Ordinal)),
            f => Assert.True(ReadShared(f).AsSpan().IndexOf(_desk.Registry.Photos.PhotosOf(person)[0].AsSpan(0, 64)) < 0,
                $"{f} holds the photo"));
    }

    private PackChange Due(string pack) => PackChange.Due(_desk.Registry, pack);

    private async Task<PersonId> EnrolKeepingAsync() => new(await _desk.EnrolAsync(FaceBench.Request("Eileen", Material.Resident)
        with
    { KeepPhotosWitness = "Zhang Min" }));

    private static double Alike(float[] one, float[] other) => one.Zip(other, (a, b) => (double)a * b).Sum();

    private static byte[] ReadShared(string file)
    {
        using var open = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        var bytes = new byte[open.Length];
        open.ReadExactly(bytes);
        return bytes;
    }
}
