using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using Xunit;
using Zhuhui.Edge.Gateway.Events;
using Zhuhui.Edge.Gateway.Journals;
using Zhuhui.Edge.Gateway.People.Enrolments;
using Zhuhui.Edge.Gateway.People.Registry;
using Zhuhui.Edge.Gateway.Site;
using Zhuhui.Edge.Pages.Tests.Browser;
using Zhuhui.Edge.Tests.Support;
using Zhuhui.Edge.Vision.Gallery;
using Zhuhui.Edge.Vision.Options;

namespace Zhuhui.Edge.Pages.Tests;

/// <summary>A resident who walks up to the gate's camera again and again, over real RTSP, and meanwhile withdraws the consent on a
/// phone.</summary>
[Trait("needs", "material"), Trait("needs", "process")]
public sealed class ConsentStoryTests(BrowserFixture browser) : IAsyncLifetime
{
    private const int MostRounds = 3;

    private static readonly TimeSpan _most = TimeSpan.FromSeconds(1);

    private readonly TemporaryFolder _clips = new();
    private readonly ConcurrentQueue<(DateTimeOffset At, GatewayEvent What, bool IsKnown)> _records = [];
    private RtspServer _cameras = null!;
    private Estate _estate = null!;
    private string _person = "";

    private IServiceProvider Services => _estate.Gateway.Services;

    private DateTimeOffset Now => Services.GetRequiredService<EventLedger>().Time.GetUtcNow();

    public async ValueTask InitializeAsync()
    {
        _cameras = await RtspServer.StartAsync(0, $"gate={ResidentAlone()}");
        _estate = await Estate.StartAsync(site => site with
        {
            Vision = new VisionOptions { ModelFolder = Material.Models },
            Cameras = [new SiteCamera { Id = "gate-camera", Url = _cameras.UrlOf("gate").ToString(), Faces = true }],
            Doors = [site.Doors[0] with { Cameras = ["gate-camera"] }, .. site.Doors.Skip(1)],
        });
        var gallery = Services.GetRequiredService<FaceGallery>();
        Services.GetRequiredService<EventLedger>().Appended += happened => _records.Enqueue((Now, happened,
            gallery.Known.Contains(_person)));
    }

    public async ValueTask DisposeAsync()
    {
        await _estate.DisposeAsync();
        _cameras.Dispose();
        _clips.Dispose();
    }

    /// <summary>From the browser's press to the journal's record. Between the two lie a connection and a disk, which a busy machine may
    /// hold up: the best of three counts. That the door knows the face no more when the withdrawal is on record holds every time.</summary>
    [Fact]
    public async Task A_face_that_opens_the_gate_is_refused_within_a_second_of_the_press_that_withdraws_the_consent()
    {
        TimeSpan took;
        var rounds = 0;
        do
        {
            Assert.True(++rounds <= MostRounds, $"none of {MostRounds} withdrawals was in force within {_most}");
            await EnrolAsync();
            took = await WithdrawAsync();
            TestContext.Current.TestOutputHelper?.WriteLine($"withdrawn {took.TotalMilliseconds:0} ms after the press");
        }
        while (took > _most);
    }

    private async Task EnrolAsync()
    {
        _records.Clear();
        _person = Assert.IsType<EnrolmentOutcome.Enrolled>(await Services.GetRequiredService<EnrolmentService>().EnrolAsync(
            new EnrolmentRequest("Eileen", null, true, [], [], [new EnrolmentPhoto("face.png", await File.ReadAllBytesAsync(
                Material.Resident))], "clerk", null), TestContext.Current.CancellationToken)).Resident.Id.Value;
    }

    /// <returns>From the press until the face is known no more and that is on record.</returns>
    private async Task<TimeSpan> WithdrawAsync()
    {
        await using var resident = await Visitor.NewAsync(browser, _estate.Gateway, options: new BrowserNewContextOptions
        {
            ViewportSize = new ViewportSize { Width = 390, Height = 844 },
            HasTouch = true,
            IsMobile = true,
        });
        var page = resident.Page;
        await resident.ComeByLinkAsync(_person);
        await page.TapAsync("nav.tabs a[href='/me/consents']");
        await page.TapAsync("details:has(form[action$='/face/withdraw']) > summary");
        await Eventually.IsAsync(() => _records.Any(one => one.What is PassageGranted { Method: PassageMethod.Face, Door: "gate" } passage
            && passage.Person == _person), "the gate does not open for the face");

        // The browser's clock is this machine's, and so is the journal's.
        await page.EvaluateAsync("() => addEventListener('submit', () => sessionStorage.setItem('pressed', Date.now()))");
        await page.TapAsync("form[action$='/face/withdraw'] button");
        await page.WaitForSelectorAsync("#said.good");
        var pressed = DateTimeOffset.FromUnixTimeMilliseconds(long.Parse(await page.EvaluateAsync<string>(
            "() => sessionStorage.getItem('pressed')"), CultureInfo.InvariantCulture));
        Assert.Empty(Services.GetRequiredService<RegistryStore>().TemplatesOf(new(_person)));
        var withdrawn = Assert.Single(_records, one => one.What is ConsentWithdrawn);
        Assert.False(withdrawn.IsKnown, "the withdrawal is on record while the door's matcher knows the face still");

        // Whoever walks up next is nobody, and between the two nobody was let in by a face.
        await Eventually.IsAsync(() => _records.Any(one => one.At > withdrawn.At
            && one.What is PassageDenied { Method: PassageMethod.Face, Door: "gate" }), "the gate refuses nobody");
        var refused = _records.First(one => one.At > withdrawn.At && one.What is PassageDenied { Method: PassageMethod.Face });
        Assert.Equal(DenialReason.FaceNotRecognised, ((PassageDenied)refused.What).Reason);
        Assert.DoesNotContain(_records, one => one.At > withdrawn.At + _most && one.What is PassageGranted);
        TestContext.Current.TestOutputHelper?.WriteLine(
            $"the first face after it refused {(refused.At - withdrawn.At).TotalMilliseconds:0} ms later");
        Assert.Empty(resident.Complaints);
        Assert.Empty(resident.PolicyReports);
        return withdrawn.At - pressed;
    }

    /// <summary>Of the demo's clip the part in which the resident stands before the camera and leaves, for some seconds each.</summary>
    private string ResidentAlone()
    {
        var file = Path.Combine(_clips.Path, "resident.mp4");
        using var ffmpeg = Process.Start(new ProcessStartInfo("ffmpeg", ["-v", "error", "-ss", "10", "-t", "7", "-i", Material.GateClip,
            "-an", "-c:v", "libx264", "-preset", "ultrafast", "-pix_fmt", "yuv420p", "-g", "25", file]))!;
        ffmpeg.WaitForExit();
        Assert.Equal(0, ffmpeg.ExitCode);
        return file;
    }
}
