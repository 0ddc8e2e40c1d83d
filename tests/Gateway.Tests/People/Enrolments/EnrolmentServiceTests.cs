using Microsoft.Extensions.Time.Testing;
using Xunit;
using Zhuhui.Edge.Gateway.Events;
using Zhuhui.Edge.Gateway.Journals;
using Zhuhui.Edge.Gateway.People;
using Zhuhui.Edge.Gateway.People.Enrolments;
using Zhuhui.Edge.Gateway.People.Registry;
using Zhuhui.Edge.Gateway.Site;
using Zhuhui.Edge.Gateway.Storage;
using Zhuhui.Edge.Tests.Support;
using Zhuhui.Edge.Vision.Gallery;

namespace Zhuhui.Edge.Gateway.Tests.People.Enrolments;

public sealed class EnrolmentServiceTests
{
    private static readonly EnrolmentRequest _wang = new("Wang", null, false, [new HeldCard(1)], [], [], null, null);

    [Fact]
    public async Task A_card_can_be_used_at_once_and_is_still_there_after_a_restart()
    {
        using var folder = new TemporaryFolder();
        using (var desk = new Desk(folder.Path))
        {
            Assert.IsType<EnrolmentOutcome.Enrolled>(await desk.EnrolAsync(_wang));
            Assert.Equal("Wang", desk.Residents.WithCard(1)?.Resident.Name);
        }

        using var again = new Desk(folder.Path);
        Assert.Equal("Wang", again.Residents.WithCard(1)?.Resident.Name);
    }

    [Fact]
    public async Task A_name_that_is_enrolled_already_is_the_same_person_or_another_by_the_clerk_s_word_alone()
    {
        using var folder = new TemporaryFolder();
        using var desk = new Desk(folder.Path);
        await desk.EnrolAsync(_wang);
        var unsaid = Assert.IsType<EnrolmentOutcome.Refused>(await desk.EnrolAsync(_wang with { Cards = [new HeldCard(2)] }));
        var first = Assert.Single(desk.Residents.All).Id.Value;
        Assert.Contains($"--person {first}", Assert.Single(unsaid.Reasons), StringComparison.Ordinal);
        await desk.EnrolAsync(_wang with { Cards = [new HeldCard(2)], Person = first });
        Assert.Equal([1, 2], Assert.Single(desk.Residents.All).Cards.Select(c => c.Number));
        await desk.EnrolAsync(_wang with { Cards = [new HeldCard(3)], IsNew = true });
        Assert.Equal(2, desk.Residents.Count);
        var refused = Assert.IsType<EnrolmentOutcome.Refused>(await desk.EnrolAsync(_wang with { Cards = [new HeldCard(4)] }));
        Assert.Contains("2 people are called Wang", Assert.Single(refused.Reasons), StringComparison.Ordinal);
        var second = desk.Residents.WithCard(3)!.Value.Resident;
        await desk.EnrolAsync(_wang with { Cards = [new HeldCard(4)], Person = second.Id.Value });
        Assert.Equal(second.Id, desk.Residents.WithCard(4)!.Value.Resident.Id);
    }

    [Fact]
    public async Task For_a_child_under_fourteen_a_guardian_consents()
    {
        using var folder = new TemporaryFolder();
        using var desk = new Desk(folder.Path);
        var today = DateOnly.FromDateTime(desk.Time.GetUtcNow().UtcDateTime);
        var child = _wang with
        {
            Photos = [new EnrolmentPhoto("photo.jpg", [1])],
            ConsentWitness = "Zhang",
            Born = today.AddYears(-14)
            .AddDays(2)
        };
        var refused = Assert.IsType<EnrolmentOutcome.Refused>(await desk.EnrolAsync(child));
        Assert.Contains("a guardian consents", Assert.Single(refused.Reasons), StringComparison.Ordinal);

        // Without a face nobody asks, and the birth date that is known by then counts.
        await desk.EnrolAsync(child with { Photos = [], ConsentWitness = null });
        var known = Assert.Single(desk.Residents.All);
        Assert.Equal(child.Born, known.Details.BirthDate);
        refused = Assert.IsType<EnrolmentOutcome.Refused>(await desk.EnrolAsync(child with
        {
            Person = known.Id.Value,
            Born = null,
            Cards = []
        }));
        Assert.Contains("a guardian consents", Assert.Single(refused.Reasons), StringComparison.Ordinal);
        refused = Assert.IsType<EnrolmentOutcome.Refused>(await desk.EnrolAsync(_wang with
        {
            IsNew = true,
            Cards = [],
            Born = today.AddDays(2)
        }));
        Assert.Contains("lies ahead", Assert.Single(refused.Reasons), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_refused_enrolment_changes_nothing()
    {
        using var folder = new TemporaryFolder();
        using var desk = new Desk(folder.Path);
        await desk.EnrolAsync(_wang);
        var refused = Assert.IsType<EnrolmentOutcome.Refused>(await desk.EnrolAsync(new EnrolmentRequest("Li", null, false,
            [new HeldCard(1), new HeldCard(2)], [], [new EnrolmentPhoto("photo.jpg", [1])], null, null)));
        Assert.Equal(2, refused.Reasons.Count);
        Assert.Null(desk.Residents.WithCard(2));
        Assert.Equal(1, desk.Residents.Count);
    }

    [Fact]
    public async Task A_visitor_s_right_ends_after_his_days()
    {
        using var folder = new TemporaryFolder();
        using var desk = new Desk(folder.Path);
        await desk.EnrolAsync(_wang with { Days = 3 });
        Assert.Equal(desk.Time.GetUtcNow().AddDays(3), desk.Residents.WithCard(1)!.Value.Resident.ValidTo);
    }

    [Fact]
    public async Task Every_enrolment_is_in_the_registry_journal()
    {
        using var folder = new TemporaryFolder();
        using var desk = new Desk(folder.Path);
        await desk.EnrolAsync(_wang);
        var person = desk.Residents.WithCard(1)!.Value.Resident.Id.Value;
        Assert.Equal(new ResidentEnrolled(person, 1, 0, null, IsNew: true), Assert.Single(desk.Happened.All));
    }

    [Fact]
    public async Task A_second_process_is_told_that_the_registry_is_in_use()
    {
        using var folder = new TemporaryFolder();
        using var desk = new Desk(folder.Path);
        await desk.EnrolAsync(_wang);
        Assert.Contains("in use", Assert.Throws<StorageException>(() => RegistryStore.Open(folder.Path)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_template_opens_only_with_its_key_and_for_its_person()
    {
        using var folder = new TemporaryFolder();
        using var cipher = TemplateCipher.Open(folder.At("a"));
        using var other = TemplateCipher.Open(folder.At("b"));
        float[] template = [.. Enumerable.Range(0, 512).Select(i => i / 512f)];
        var box = cipher.Seal("p-1", template);
        Assert.Equal(template, cipher.Open("p-1", box));
        Assert.Null(cipher.Open("p-2", box));
        Assert.Null(other.Open("p-1", box));
        box[^1] ^= 1;
        Assert.Null(cipher.Open("p-1", box));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(folder.At("a", "keys",
            "template.key")));
    }

    /// <summary>Where people are enrolled: a real registry and journal.</summary>
    private sealed class Desk : IDisposable
    {
        private readonly RegistryStore _registry;
        private readonly EventLedger _ledger;
        private readonly EnrolmentService _enrolling;

        public Desk(string folder)
        {
            _registry = RegistryStore.Open(folder);
            _ledger = EventLedger.OpenQuietly(folder);
            _ledger.Appended += Happened.Add;
            var gallery = new FaceGallery();
            var writer = new PeopleWriter(new SiteFile(), _registry, Residents, gallery, _ledger, policy: null);
            writer.Begin(pack: null);
            _enrolling = new EnrolmentService(new SiteFile(), _registry, Residents, gallery, writer,
                () => throw new InvalidOperationException("no photo was to be looked at"),
                frames: null, Time);
        }

        public ResidentDirectory Residents { get; } = new();

        public EventList Happened { get; } = new();

        public FakeTimeProvider Time { get; } = new(new DateTimeOffset(2026, 11, 22, 8, 0, 0, TimeSpan.Zero));

        public Task<EnrolmentOutcome> EnrolAsync(EnrolmentRequest request) => _enrolling.EnrolAsync(request,
            TestContext.Current.CancellationToken);

        public void Dispose()
        {
            _enrolling.Dispose();
            _ledger.Dispose();
            _registry.Dispose();
        }
    }
}
