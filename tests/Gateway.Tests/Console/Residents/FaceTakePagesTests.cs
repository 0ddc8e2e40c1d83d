using System.Diagnostics;
using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Xunit;
using Zhuhui.Edge.Gateway.Accounts;
using Zhuhui.Edge.Gateway.Cameras;
using Zhuhui.Edge.Gateway.Events;
using Zhuhui.Edge.Gateway.Site;
using Zhuhui.Edge.Tests.Support;
using Zhuhui.Edge.Vision.Options;

namespace Zhuhui.Edge.Gateway.Tests.Console.Residents;

/// <summary>A face by the door's camera: real cameras over RTSP, of which one sees nobody, one two people, one somebody far away and one
/// the resident.</summary>
[Trait("needs", "material"), Trait("needs", "process")]
public sealed class FaceTakePagesTests : IDisposable
{
    private readonly TemporaryFolder _clips = new();

    public void Dispose() => _clips.Dispose();

    [Fact]
    public async Task The_page_says_what_to_do_and_takes_the_face_once_it_is_good_by_the_consent_that_was_given_before()
    {
        (string Camera, string Hint)[] unfit = [("nobody", "Nobody in view"), ("two", "Two faces"), ("far", "Too far away: the face is")];
        using var cameras = await RtspServer.StartAsync(0,
            $"nobody={Clip("nobody", "-f", "lavfi", "-i", "color=gray:size=640x480:rate=5")}",
            $"two={Clip("two", Material.Resident, "-filter_complex", "[0]scale=480:480,split[a][b];[a][b]hstack")}",
            $"far={Clip("far", Material.Resident, "-vf", "scale=200:200,pad=640:480:220:140:gray")}",
            $"gate={Clip("gate", Material.Resident, "-vf", "scale=512:512")}");
        await using var gateway = await Desk.StartAsync(site => site with
        {
            Vision = new VisionOptions { ModelFolder = Material.Models },
            Cameras = [.. new[] { "nobody", "two", "far", "gate" }.Select(id => new SiteCamera
            {
                Id = id,
                Url = cameras.UrlOf(id).ToString(),
                Faces = id == "gate",
            })],
            Doors = [site.Doors[0] with { Cameras = ["gate", "nobody", "two", "far"] }, .. site.Doors.Skip(1)],
        });
        using var clerk = await DeskVisitor.EnterAsync(gateway, "clerk", Role.Office);
        await Eventually.IsAsync(() => gateway.Services.GetRequiredService<CamerasService>().Health.Count(one => one.Online) == 4);

        // Nobody is looked at without consent, and nothing that was typed is lost.
        var form = await clerk.GetAsync("/people/new");
        (string, string)[] typed = [("name", "\u6768\u4e8c"), ("home", "3-2-301"), ("kind", "Owner"), ("card", "4712"),
            ("camera", "nobody")];
        var refused = await clerk.PostAsync(form, "/people/new", typed);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.Status);
        Assert.Contains("value=\"\u6768\u4e8c\"", refused.Html, StringComparison.Ordinal);
        Assert.Empty(gateway.Happened.All.OfType<FaceAwaited>());

        var page = await clerk.PostAsync(refused, "/people/new", [.. typed, ("agree", "on"), ("keep", "on")]);
        var person = page.Address.AbsolutePath.Split('/')[2];
        foreach (var (camera, hint) in unfit)
        {
            if (camera != "nobody")
            {
                page = await clerk.PostAsync(await clerk.GetAsync($"/people/{person}"), $"/people/{person}/camera", ("camera", camera),
                    ("agree", "on"), ("keep", "on"));
            }

            page = await UntilAsync(page.Address, hint);
            Assert.DoesNotContain("data:image/jpeg", page.Html, StringComparison.Ordinal);
            var early = await clerk.PostAsync(page, $"/people/{person}/camera/take");
            Assert.Contains("There is no good view right now", early.Html, StringComparison.Ordinal);
        }

        Assert.DoesNotContain(gateway.Happened.All.OfType<ResidentEnrolled>(), one => one.Templates > 0);
        page = await clerk.PostAsync(await clerk.GetAsync($"/people/{person}"), $"/people/{person}/camera", ("camera", "gate"),
            ("agree", "on"), ("keep", "on"));
        page = await UntilAsync(page.Address, "Good.");
        Assert.Contains("data:image/jpeg", page.Html, StringComparison.Ordinal);
        var still = page.Html.Split("<img src=\"")[1].Split('"')[0];
        Assert.Equal(HttpStatusCode.OK, (await clerk.GetAsync(still)).Status);
        Assert.Contains(gateway.Happened.All.OfType<PeopleLookedUp>(), one => one is { Camera: "gate", Operator: "clerk" });

        var taken = await clerk.PostAsync(page, $"/people/{person}/camera/take");
        Assert.Equal($"/people/{person}", taken.Address.AbsolutePath);
        Assert.Contains("before clerk", taken.Html, StringComparison.Ordinal);
        var enrolled = Assert.Single(gateway.Happened.All.OfType<ResidentEnrolled>(), one => one.Templates > 0);
        Assert.Equal((person, true, true), (enrolled.Person, enrolled.Templates >= 1, enrolled.KeptPhotos >= 1));
        Assert.Equal(["nobody", "two", "far", "gate"], gateway.Happened.All.OfType<FaceAwaited>().Select(one => one.Camera));

        // Whose face it is stands before the camera still: nothing opened, and nobody was refused.
        Assert.DoesNotContain(gateway.Happened.All.SkipWhile(one => one is not FaceAwaited { Camera: "gate" }),
            one => one is PassageGranted or PassageDenied);
        Assert.Equal(HttpStatusCode.NotFound, (await clerk.GetAsync(still)).Status);

        async Task<Seen> UntilAsync(Uri address, string hint)
        {
            var seen = await clerk.GetAsync(address.PathAndQuery);
            for (var began = Stopwatch.StartNew(); !seen.Html.Contains(hint, StringComparison.Ordinal);)
            {
                Assert.True(began.Elapsed < TimeSpan.FromSeconds(50), $"{hint}: {seen.Html}");
                seen = await clerk.GetAsync(address.PathAndQuery);
            }

            return seen;
        }
    }

    /// <summary>A clip of what the arguments give, that a camera can play.</summary>
    private string Clip(string name, params string[] source)
    {
        var file = Path.Combine(_clips.Path, $"{name}.mp4");
        string[] inputs = [.. source.SelectMany(one => one.EndsWith(".png", StringComparison.Ordinal) || one.EndsWith(".jpg",
            StringComparison.Ordinal) ? (string[])["-loop", "1", "-framerate", "5", "-i", one] : [one])];
        using var ffmpeg = Process.Start(new ProcessStartInfo("ffmpeg", ["-v", "error", .. inputs, "-t", "4", "-r", "5", "-c:v", "libx264",
            "-preset", "ultrafast", "-pix_fmt", "yuv420p", "-g", "5", file]))!;
        ffmpeg.WaitForExit();
        Assert.Equal(0, ffmpeg.ExitCode);
        return file;
    }
}
