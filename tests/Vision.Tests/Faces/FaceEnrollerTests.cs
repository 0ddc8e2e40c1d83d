using Microsoft.Extensions.Time.Testing;
using Xunit;
using Zhuhui.Edge.Tests.Support;
using Zhuhui.Edge.Vision.Faces;
using Zhuhui.Edge.Vision.Ffmpeg;
using Zhuhui.Edge.Vision.Frames;
using Zhuhui.Edge.Vision.Gallery;
using Zhuhui.Edge.Vision.Models;
using Zhuhui.Edge.Vision.Options;

namespace Zhuhui.Edge.Vision.Tests.Faces;

public sealed class FaceEnrollerTests(Pictures pictures) : IClassFixture<Pictures>, IDisposable
{
    private const string DarkGlasses = "drawbox=x=176:y=96:w=92:h=28:color=0x141414:t=fill";

    private readonly FakeTimeProvider _time = new();
    private readonly FaceEnroller _enroller = new(ModelPack.Open(Material.Models), new VisionOptions());

    public void Dispose() => _enroller.Dispose();

    [Fact]
    [Trait("needs", "process")]
    public async Task A_good_photo_gives_a_template_of_length_one()
    {
        var accepted = await AcceptAsync(pictures.Resident);
        Assert.Equal(FaceGallery.Size, accepted.Template.Length);
        Assert.Equal(1, accepted.Template.ToArray().Sum(number => number * number), 0.001f);
        Assert.Equal(ModelPack.Open(Material.Models).Id, accepted.Pack);
    }

    [Theory]
    [Trait("needs", "process")]
    [InlineData("scale=iw*0.8:-2")]
    [InlineData("gblur=sigma=1.5")]
    [InlineData("eq=brightness=-0.2")]
    [InlineData("eq=brightness=0.15")]
    [InlineData("rotate=0.2")]
    [InlineData("crop=200:260:125:0")]
    [InlineData("scale=1600:-2,noise=alls=20")]
    public async Task The_resident_is_recognised_though_the_picture_is_worse(string filters)
    {
        var gallery = await GalleryAsync();
        var match = gallery.Search((await AcceptAsync(pictures.Changed(filters, "jpg"))).Template.Span);
        Assert.Equal("resident", match.Person);
        Assert.InRange(match.Score, match.Threshold, 1);
        Assert.InRange(match.RunnerUpScore, -1, 0.3f);
    }

    [Fact]
    [Trait("needs", "process")]
    public async Task Another_persons_photo_does_not_match()
    {
        var gallery = await GalleryAsync();
        gallery.Remove("stranger");
        var match = gallery.Search((await AcceptAsync(pictures.Stranger)).Template.Span);
        Assert.InRange(match.Score, -1, 0.3f);
    }

    [Fact]
    [Trait("needs", "process")]
    public async Task A_photo_without_a_face_is_refused() =>
        await RefuseAsync(EnrolmentRefusal.NoFace, pictures.Make("png", "-f", "lavfi", "-i", "testsrc=size=640x480"));

    [Fact]
    [Trait("needs", "process")]
    public async Task A_photo_of_two_is_refused() =>
        await RefuseAsync(EnrolmentRefusal.SeveralFaces, pictures.Changed("split[a][b];[b]hflip[c];[a][c]hstack"));

    [Fact]
    [Trait("needs", "process")]
    public async Task Somebody_small_behind_the_resident_does_not_count() =>
        await AcceptAsync(pictures.Changed("split[a][b];[b]hflip,scale=180:-2[c];[a]pad=iw+180:ih[d];[d][c]overlay=W-180:100"));

    [Fact]
    [Trait("needs", "process")]
    public async Task A_face_too_small_is_refused_with_its_size()
    {
        var refused = await RefuseAsync(EnrolmentRefusal.FaceTooSmall, pictures.Changed("scale=180:-2,pad=640:480"));
        Assert.Equal(60, refused.NeededWidth);
        Assert.InRange(refused.Width, 1, 59);
    }

    [Fact]
    [Trait("needs", "process")]
    public async Task A_blurred_photo_is_refused() => await RefuseAsync(EnrolmentRefusal.TooBlurred, pictures.Changed("gblur=sigma=5"));

    [Fact]
    [Trait("needs", "process")]
    public async Task A_photo_in_the_dark_is_refused() => await RefuseAsync(EnrolmentRefusal.TooDark,
        pictures.Changed("colorchannelmixer=rr=0.1:gg=0.1:bb=0.1"));

    /// <summary>Painted on: one dark band, as of a visor. Of dark glasses painted on 250 photos the check finds four of five.</summary>
    [Fact]
    [Trait("needs", "process")]
    public async Task A_photo_with_dark_glasses_is_refused() => await RefuseAsync(EnrolmentRefusal.EyesHidden,
        pictures.Changed(DarkGlasses));

    /// <summary>A kept picture holds the face and what is next to it, and makes the same template again: that is all it is kept
    /// for.</summary>
    [Theory]
    [Trait("needs", "process")]
    [InlineData("null")]
    [InlineData("scale=1600:-2")]
    [InlineData("scale=450:-2")]
    [InlineData("pad=2*iw:2*ih:101:57")]
    public async Task A_kept_picture_makes_the_same_template_again(string filters)
    {
        var path = pictures.Changed(filters);
        var given = Assert.IsType<Enrolment.Accepted>(await _enroller.FromPictureAsync(File.ReadAllBytes(path), keepPicture: true,
            TestContext.Current.CancellationToken));
        Assert.InRange(given.Picture!.Length, 2_000, 200_000);
        var again = Assert.IsType<Enrolment.Accepted>(await _enroller.FromPictureAsync(given.Picture, keepPicture: false,
            TestContext.Current.CancellationToken));
        Assert.InRange(System.Numerics.Tensors.TensorPrimitives.Dot(given.Template.Span, again.Template.Span), 0.9f, 1.001f);
        Assert.Null((await AcceptAsync(path)).Picture);
    }

    [Fact]
    [Trait("needs", "material")]
    public async Task What_is_no_jpeg_gives_no_template() =>
        Assert.Equal(EnrolmentRefusal.Unreadable, Assert.IsType<Enrolment.Refused>(await _enroller.FromPictureAsync(new byte[500],
            keepPicture: false, TestContext.Current.CancellationToken)).Reason);

    [Fact]
    [Trait("needs", "process")]
    public async Task From_a_camera_only_good_frames_that_differ_are_taken_and_each_flaw_is_told_once()
    {
        var said = new List<EnrolmentNews>();
        string[] shown =
        [
            pictures.Make("png", "-f", "lavfi", "-i", "testsrc=size=640x480"), pictures.Make("png", "-f", "lavfi", "-i",
                "testsrc=size=640x480"), pictures.Changed(DarkGlasses),
            pictures.Resident, pictures.Resident, pictures.Stranger,
                pictures.Changed("gblur=sigma=1.5,eq=brightness=-0.25,rotate=0.25,scale=iw*0.75:-2"),
        ];
        using var stop = new CancellationTokenSource();
        var next = 0;
        var taken = await _enroller.FromCameraAsync(
            async cancellationToken =>
            {
                if (next < shown.Length)
                {
                    return await Photo.ReadAsync(File.ReadAllBytes(shown[next++]), cancellationToken);
                }

                _time.Advance(TimeSpan.FromSeconds(31));
                cancellationToken.ThrowIfCancellationRequested();
                return null;
            },
            wanted: 5, TimeSpan.FromSeconds(30), _time, keepPicture: false, said.Add, stop.Token);
        Assert.Equal(
            [
                new EnrolmentNews.NotGoodEnough(new Enrolment.Refused(EnrolmentRefusal.NoFace)),
                new EnrolmentNews.NotGoodEnough(new Enrolment.Refused(EnrolmentRefusal.EyesHidden)),
                new EnrolmentNews.Taken(1),
                new EnrolmentNews.SameLook(1),
                new EnrolmentNews.OtherPerson(),
                new EnrolmentNews.Taken(2),
            ],
            said);
        Assert.Equal(2, taken.Count);
    }

    [Fact]
    [Trait("needs", "material")]
    public async Task From_a_camera_that_is_offline_nothing_is_taken_and_the_wait_ends_in_time()
    {
        var said = new List<EnrolmentNews>();
        var taken = await _enroller.FromCameraAsync(
            _ =>
            {
                _time.Advance(TimeSpan.FromSeconds(31));
                return Task.FromResult<Frame?>(null);
            },
            wanted: 5, TimeSpan.FromSeconds(30), _time, keepPicture: false, said.Add, CancellationToken.None);
        Assert.Empty(taken);
        Assert.Empty(said);
    }

    [Fact]
    [Trait("needs", "process")]
    public async Task A_file_that_is_no_picture_is_refused()
    {
        await RefuseAsync(EnrolmentRefusal.Unreadable, pictures.Write("letter.jpg", "Dear Sir,"u8));
        await RefuseAsync(EnrolmentRefusal.Unreadable, pictures.Write("empty.png", []));
    }

    [Fact]
    [Trait("needs", "process")]
    public async Task A_large_photo_with_the_face_far_off_is_searched_in_parts() =>
        await AcceptAsync(pictures.Changed("scale=420:-2,pad=1600:1600:1100:1000:gray"));

    [Fact]
    [Trait("needs", "process")]
    public async Task A_photo_from_a_telephone_held_upright_is_turned_as_its_exif_says()
    {
        var sideways = File.ReadAllBytes(pictures.Changed("transpose=cclock", "jpg"));
        byte[] turnRight =
        [
            0xff, 0xe1, 0, 34, .. "Exif"u8, 0, 0, .. "MM"u8, 0, 42, 0, 0, 0, 8, 0, 1,
            0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, 6, 0, 0, 0, 0, 0, 0,
        ];
        var upright = pictures.Write("telephone.jpg", [.. sideways[..2], .. turnRight, .. sideways[2..]]);
        var gallery = await GalleryAsync();
        Assert.Equal("resident", gallery.Search((await AcceptAsync(upright)).Template.Span).Person);
        Assert.IsType<Enrolment.Refused>(await _enroller.FromPictureAsync(sideways, keepPicture: false,
            TestContext.Current.CancellationToken));
    }

    private async Task<FaceGallery> GalleryAsync()
    {
        var gallery = new FaceGallery();
        gallery.Put("resident", [(await AcceptAsync(pictures.Resident)).Template]);
        gallery.Put("stranger", [(await AcceptAsync(pictures.Stranger)).Template]);
        return gallery;
    }

    private async Task<Enrolment.Accepted> AcceptAsync(string path) =>
        await _enroller.FromPictureAsync(File.ReadAllBytes(path), keepPicture: false, TestContext.Current.CancellationToken) switch
        {
            Enrolment.Accepted accepted => accepted,
            var refused => throw new Xunit.Sdk.XunitException($"{path}: {refused}"),
        };

    private async Task<Enrolment.Refused> RefuseAsync(EnrolmentRefusal reason, string path)
    {
        var refused = Assert.IsType<Enrolment.Refused>(await _enroller.FromPictureAsync(File.ReadAllBytes(path), keepPicture: false,
            TestContext.Current.CancellationToken));
        Assert.Equal(reason, refused.Reason);
        return refused;
    }
}
