using Microsoft.Extensions.Time.Testing;
using Xunit;
using Zhuhui.Edge.Drivers;
using Zhuhui.Edge.Gateway.Access;
using Zhuhui.Edge.Gateway.Events;
using Zhuhui.Edge.Gateway.Ledger;
using Zhuhui.Edge.Gateway.Site;
using Zhuhui.Edge.Gateway.Tests.MainJob;
using Zhuhui.Edge.Vision;
using Zhuhui.Edge.Vision.Faces;
using Zhuhui.Edge.Vision.Gallery;
using Zhuhui.Edge.Vision.Models;

namespace Zhuhui.Edge.Gateway.Tests.Access;

/// <summary>Real photos, models, registry and journal: whose face which door knows.</summary>
public sealed class FaceDoorsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly SiteFile _site;
    private readonly FaceEnroller _enroller = new(ModelPack.Open(Material.Models), new VisionOptions());
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 11, 22, 8, 0, 0, TimeSpan.Zero));
    private readonly EventList _happened = new();
    private Registry _registry = null!;
    private EventLedger _ledger = null!;
    private PassSigner _passes = null!;
    private Residents _residents = null!;
    private FaceGallery _gallery = null!;
    private Enrolling _enrolling = null!;
    private Rights _rights = null!;

    public FaceDoorsTests()
    {
        _site = new SiteFile { DataFolder = _folder.Path, Doors = [new DoorOptions { Id = "gate" }, new DoorOptions { Id = "unit-1" }, new DoorOptions { Id = "unit-2" }] };
        Start();
    }

    public void Dispose()
    {
        Stop();
        _enroller.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task A_unit_door_knows_only_those_it_admits_before_and_after_a_restart()
    {
        var person = await EnrolAsync("Eileen", Material.Resident);
        Assert.Equal([true, true, true], Knows(person));
        _rights.Do(new RightsRequest.RightsChange(person, null, ["gate", "unit-2"], null, null, null, null));
        Assert.Equal([true, false, true], Knows(person));
        Stop();
        Start();
        Assert.Equal([true, false, true], Knows(person));
        _rights.Do(new RightsRequest.RightsChange(person, null, [], null, null, null, null));
        Assert.Equal([true, true, true], Knows(person));
    }

    [Fact]
    public async Task Somebody_blocked_is_still_known_so_as_to_be_refused_by_name_and_somebody_removed_is_not()
    {
        var person = await EnrolAsync("Eileen", Material.Resident);
        _rights.Do(new RightsRequest.PersonBlocking(person, true));
        Assert.Equal([true, true, true], Knows(person));
        _rights.Do(new RightsRequest.PersonRemoval(person));
        Assert.Equal([false, false, false], Knows(person));
    }

    [Fact]
    public async Task Who_withdraws_the_consent_is_known_nowhere_keeps_the_card_and_leaves_no_template_on_the_disk()
    {
        var person = await EnrolAsync("Eileen", Material.Resident, new HeldCard(7));
        Assert.Equal($"Eileen ({person}): consent withdrawn, 1 face template(s) erased", _rights.Do(new RightsRequest.FacesClearing(person)).Said);
        Assert.Equal([false, false, false], Knows(person));
        Assert.Equal(new ConsentWithdrawn(person, 1), _happened.All[^1]);
        Assert.Null(_residents.WithId(new PersonId(person))!.Consent);
        Assert.NotNull(_residents.WithCard(7));
        Stop();
        Start();
        Assert.Empty(_registry.TemplatesOf(new PersonId(person)));
        Assert.Equal([false, false, false], Knows(person));
    }

    [Fact]
    public async Task A_face_that_is_another_s_is_refused_with_both_names_until_the_clerk_says_that_they_are_two()
    {
        var person = await EnrolAsync("Eileen", Material.Resident);
        _rights.Do(new RightsRequest.RightsChange(person, null, ["unit-2"], null, null, null, null));
        var refused = Assert.IsType<EnrolOutcome.Refused>(await DoAsync(Request("Twin", Material.Resident)));
        Assert.Contains($"the face of Twin could be taken for Eileen ({person})", Assert.Single(refused.Reasons), StringComparison.Ordinal);
        Assert.Equal(1, _residents.Count);
        Assert.IsType<EnrolOutcome.Enrolled>(await DoAsync(Request("Twin", Material.Resident) with { LookAlikeOk = true }));
        Assert.Equal((person, 1.0), (((ResidentEnrolled)_happened.All[^1]).LookAlike, Math.Round(((ResidentEnrolled)_happened.All[^1]).Score!.Value, 2)));
    }

    [Fact]
    public async Task Another_s_photo_is_not_added_to_a_person()
    {
        var person = await EnrolAsync("Eileen", Material.Resident);
        var refused = Assert.IsType<EnrolOutcome.Refused>(await DoAsync(Request("", Material.Stranger) with { Person = person }));
        Assert.Contains("not all of one person", Assert.Single(refused.Reasons), StringComparison.Ordinal);
        Assert.Single(_registry.TemplatesOf(new PersonId(person)));
    }

    [Fact]
    public async Task A_camera_is_asked_only_while_the_gateway_runs()
    {
        var refused = Assert.IsType<EnrolOutcome.Refused>(await DoAsync(new EnrolRequest("Li", null, false, [], [], [], "clerk", null, Camera: "gate")));
        Assert.Contains("the gateway does not run", Assert.Single(refused.Reasons), StringComparison.Ordinal);
    }

    [Fact]
    public void Doors_beyond_the_sixty_fourth_are_a_problem_where_there_are_faces()
    {
        var site = new SiteFile { Doors = [.. Enumerable.Range(0, 65).Select(i => new DoorOptions { Id = $"d{i}", ExitButton = new InputOptions() })] };
        Assert.Contains(SiteRules.Problems(site), p => p.Contains("has 65 doors", StringComparison.Ordinal));
    }

    private bool[] Knows(string person)
    {
        if (_registry.TemplatesOf(new PersonId(person)) is not [var template, ..])
        {
            return [.. _site.Doors.Select((_, door) => _gallery.People > 0 && _gallery.Search(new float[FaceGallery.Size].Select((_, i) => i == 0 ? 1f : 0).ToArray(), door).Person == person)];
        }

        return [.. _site.Doors.Select((_, door) => _gallery.Search(template.Vector, door) is { Person: { } found } && found == person)];
    }

    private async Task<string> EnrolAsync(string name, string photo, params HeldCard[] cards) =>
        Assert.IsType<EnrolOutcome.Enrolled>(await DoAsync(Request(name, photo) with { Cards = cards })).Resident.Id.Value;

    private static EnrolRequest Request(string name, string photo) => new(name, null, false, [], [], [photo], "clerk", null);

    private Task<EnrolOutcome> DoAsync(EnrolRequest request) => _enrolling.EnrolAsync(request, TestContext.Current.CancellationToken);

    private void Start()
    {
        (_registry, _ledger, _passes) = (Registry.Open(_folder.Path), EventLedger.OpenQuietly(_folder.Path), PassSigner.Open(_folder.Path));
        _ledger.Appended += _happened.Add;
        (_residents, _gallery) = (new Residents(), new FaceGallery());
        _enrolling = new Enrolling(_site, _registry, _residents, _gallery, _ledger, () => _enroller, frames: null, _time);
        _enrolling.Load(_enroller.Pack);
        _rights = new Rights(_site, _registry, _residents, _gallery, _ledger, PinDigests.Open(_folder.Path), _passes, _time);
    }

    private void Stop()
    {
        _enrolling.Dispose();
        _passes.Dispose();
        _ledger.Dispose();
        _registry.Dispose();
    }
}
