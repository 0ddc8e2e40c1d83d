using Xunit;
using Zhuhui.Edge.Drivers.Boards;
using Zhuhui.Edge.Gateway.Events;
using Zhuhui.Edge.Gateway.People;
using Zhuhui.Edge.Gateway.People.Enrolments;
using Zhuhui.Edge.Gateway.People.Rights;
using Zhuhui.Edge.Gateway.Site;
using Zhuhui.Edge.Gateway.Site.Rules;
using Zhuhui.Edge.Tests.Support;
using Zhuhui.Edge.Vision.Gallery;

namespace Zhuhui.Edge.Gateway.Tests.People.Faces;

/// <summary>Real photos, models, registry and journal: whose face which door knows.</summary>
public sealed class GalleryPartitionsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly FaceBench _desk;

    public GalleryPartitionsTests() => _desk = new FaceBench(_folder.Path);

    public void Dispose()
    {
        _desk.Dispose();
        _folder.Dispose();
    }

    [Fact]
    [Trait("needs", "process")]
    public async Task A_unit_door_knows_only_those_it_admits_before_and_after_a_restart()
    {
        var person = await EnrolAsync("Eileen", Material.Resident);
        Assert.Equal([true, true, true], Knows(person));
        _desk.Rights.Handle(new RightsRequest.RightsChange(person, null, ["gate", "unit-2"], null, null, null, null));
        Assert.Equal([true, false, true], Knows(person));
        _desk.Restart();
        Assert.Equal([true, false, true], Knows(person));
        _desk.Rights.Handle(new RightsRequest.RightsChange(person, null, [], null, null, null, null));
        Assert.Equal([true, true, true], Knows(person));
    }

    [Fact]
    [Trait("needs", "process")]
    public async Task Somebody_blocked_is_still_known_so_as_to_be_refused_by_name_and_somebody_removed_is_not()
    {
        var person = await EnrolAsync("Eileen", Material.Resident);
        _desk.Rights.Handle(new RightsRequest.PersonBlocking(person, true));
        Assert.Equal([true, true, true], Knows(person));
        _desk.Rights.Handle(new RightsRequest.PersonRemoval(person));
        Assert.Equal([false, false, false], Knows(person));
    }

    [Fact]
    [Trait("needs", "process")]
    public async Task Who_withdraws_the_consent_is_known_nowhere_keeps_the_card_and_leaves_no_template_on_the_disk()
    {
        var person = await EnrolAsync("Eileen", Material.Resident, new HeldCard(7));
        Assert.Equal($"Eileen ({person}): consent withdrawn, 1 face template(s) and 0 photo(s) erased",
            _desk.Rights.Handle(new RightsRequest.FacesClearing(person)).Said);
        Assert.Equal([false, false, false], Knows(person));
        Assert.Equal(new ConsentWithdrawn(person, 1), _desk.Happened.All[^1]);
        Assert.Null(_desk.Residents.WithId(new PersonId(person))!.Consent);
        Assert.NotNull(_desk.Residents.WithCard(7));
        _desk.Restart();
        Assert.Empty(_desk.Registry.TemplatesOf(new PersonId(person)));
        Assert.Equal([false, false, false], Knows(person));
    }

    [Fact]
    [Trait("needs", "process")]
    public async Task A_face_that_is_another_s_is_refused_with_both_names_until_the_clerk_says_that_they_are_two()
    {
        var person = await EnrolAsync("Eileen", Material.Resident);
        _desk.Rights.Handle(new RightsRequest.RightsChange(person, null, ["unit-2"], null, null, null, null));
        var refused = Assert.IsType<EnrolmentOutcome.Refused>(await _desk.DoAsync(FaceBench.Request("Twin", Material.Resident)));
        Assert.Contains($"the face of Twin could be taken for Eileen ({person})", Assert.Single(refused.Reasons), StringComparison.Ordinal);
        Assert.Equal(1, _desk.Residents.Count);
        Assert.IsType<EnrolmentOutcome.Enrolled>(await _desk.DoAsync(FaceBench.Request("Twin", Material.Resident)
            with
        { LookAlikeOk = true }));
        Assert.Equal((person, 1.0), (((ResidentEnrolled)_desk.Happened.All[^1]).LookAlike,
            Math.Round(((ResidentEnrolled)_desk.Happened.All[^1]).Score!.Value, 2)));
    }

    [Fact]
    [Trait("needs", "process")]
    public async Task Another_s_photo_is_not_added_to_a_person()
    {
        var person = await EnrolAsync("Eileen", Material.Resident);
        var refused = Assert.IsType<EnrolmentOutcome.Refused>(await _desk.DoAsync(FaceBench.Request("", Material.Stranger)
            with
        { Person = person }));
        Assert.Contains("not all of one person", Assert.Single(refused.Reasons), StringComparison.Ordinal);
        Assert.Single(_desk.Registry.TemplatesOf(new PersonId(person)));
    }

    [Fact]
    [Trait("needs", "material")]
    public async Task A_camera_is_asked_only_while_the_gateway_runs()
    {
        var refused = Assert.IsType<EnrolmentOutcome.Refused>(await _desk.DoAsync(new EnrolmentRequest("Li", null, false, [], [], [],
            "clerk", null, Camera: "gate")));
        Assert.Contains("the gateway does not run", Assert.Single(refused.Reasons), StringComparison.Ordinal);
    }

    [Fact]
    [Trait("needs", "material")]
    public void Doors_beyond_the_sixty_fourth_are_a_problem_where_there_are_faces()
    {
        var site = new SiteFile
        {
            Doors = [.. Enumerable.Range(0, 65).Select(i => new DoorOptions { Id = $"d{i}",
            ExitButton = new InputOptions() })]
        };
        Assert.Contains(SiteRules.Problems(site), p => p.Line.En.Contains("has 65 doors", StringComparison.Ordinal));
    }

    private bool[] Knows(string person)
    {
        if (_desk.Registry.TemplatesOf(new PersonId(person)) is not [var template, ..])
        {
            return [.. _desk.Site.Doors.Select((_, door) => _desk.Gallery.People > 0
                && _desk.Gallery.Search(new float[FaceGallery.Size].Select((_, i) => i == 0 ? 1f : 0).ToArray(), door).Person == person)];
        }

        return [.. _desk.Site.Doors.Select((_, door) => _desk.Gallery.Search(template.Vector, door) is { Person: { } found }
            && found == person)];
    }

    private Task<string> EnrolAsync(string name, string photo, params HeldCard[] cards) => _desk.EnrolAsync(FaceBench.Request(name,
        photo) with
    { Cards = cards });
}
