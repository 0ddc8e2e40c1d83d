using Zhuhui.Edge.Gateway.Cli.Setup.Asking;
using Zhuhui.Edge.Gateway.Site;
using Zhuhui.Edge.Gateway.Texts;
using Zhuhui.Edge.Gateway.Texts.Messages;
using Zhuhui.Edge.Vision.Onvif;
using Zhuhui.Edge.Vision.Rtsp;

namespace Zhuhui.Edge.Gateway.Cli.Setup;

/// <summary>The cameras: found on the network or named by hand, each tried before it is written down.</summary>
internal sealed class CameraQuestions(Interview interview, TimeProvider time)
{
    private const int MostCameras = 16;
    private const string ByHand = "other";

    /// <summary>A picture of fewer pixels in height is the smaller stream, for people and zones.</summary>
    private const int LeastMainHeight = 480;

    /// <summary>Users and passwords by the secrets' names.</summary>
    public Dictionary<string, string> Secrets { get; } = new(StringComparer.Ordinal);

    public async Task<SiteFile> AskAsync(SiteFile site, CancellationToken cancellationToken)
    {
        var count = interview.AskNumber("cameras", SetupTexts.HowManyCameras, 0, MostCameras, 0);
        IReadOnlyList<OnvifFound> found = [];
        if (count > 0 && interview.AskYesNo("cameras.search", SetupTexts.SearchCameras, !interview.IsFromFile))
        {
            interview.Say(SetupTexts.Searching);
            found = await OnvifSearch.FindAsync(time, cancellationToken);
            interview.Say(SetupTexts.Found(found.Count));
        }

        for (var number = 1; number <= count; number++)
        {
            site = await AskOneAsync(site, number, found, cancellationToken);
        }

        return site;
    }

    private async Task<SiteFile> AskOneAsync(SiteFile site, int number, IReadOnlyList<OnvifFound> found,
        CancellationToken cancellationToken)
    {
        var key = $"camera.{number}";
        while (true)
        {
            var (camera, secret) = await AskStreamAsync(site, key, number, found, cancellationToken);
            interview.Say(SetupTexts.Trying(camera.Url));
            var tried = await StreamTrial.TryAsync(camera, secret, time, cancellationToken);
            if (tried.Reason is { } reason)
            {
                interview.Say(SetupTexts.NoPicture(reason));
                if (!interview.AskYesNo($"{key}.keep", SetupTexts.KeepIt, interview.IsFromFile))
                {
                    continue;
                }
            }
            else
            {
                interview.Say(SetupTexts.Picture(tried.Width, tried.Height, tried.Codec));
            }

            if (secret is not null)
            {
                Secrets[camera.Id] = secret;
                camera = camera with { Credential = camera.Id };
            }

            return Placed(site, key, camera);
        }
    }

    private async Task<(SiteCamera Camera, string? Secret)> AskStreamAsync(SiteFile site, string key, int number,
        IReadOnlyList<OnvifFound> found, CancellationToken cancellationToken)
    {
        interview.Part();
        interview.Say(SetupTexts.Camera(number));
        var chosen = found.Count == 0 ? null : interview.AskChoice($"{key}.found", SetupTexts.WhichCamera,
        [
            .. found.Select(one => new Choice<Chosen>(one.Address.ToString(), new Chosen(one), Wording.Same(
                $"{one.Name} {one.Model}".Trim()))),
            new Choice<Chosen>(ByHand, new Chosen(null), SetupTexts.NamedByHand),
        ], found[0].Address.ToString()).Camera;
        var user = interview.AskOptional($"{key}.user", SetupTexts.CameraUser);
        var secret = user.Length == 0 ? null : $"{user}:{interview.AskHidden($"{key}.password", SetupTexts.CameraPassword)}";
        var streams = chosen is null ? [] : await OfferedAsync(chosen, secret, cancellationToken);
        var camera = new SiteCamera
        {
            Id = CompoundQuestions.AskId(interview, $"{key}.id", SetupTexts.CameraId, Ids.Of("camera", site.Cameras.Select(one => one.Id),
                "camera")),
        };
        if (streams.Count == 0)
        {
            return (camera with { Url = interview.AskText($"{key}.url", SetupTexts.CameraUrl, null) }, secret);
        }

        var main = interview.AskChoice($"{key}.stream", SetupTexts.WhichStream, Choices(streams), "1");
        OnvifOffer[] smaller = [.. streams.Where(stream => stream != main && stream.Height < Math.Max(main.Height, LeastMainHeight))];
        return (camera with { Url = main.Url, SubUrl = smaller is [var sub, ..] ? sub.Url : "" }, secret);
    }

    private async Task<IReadOnlyList<OnvifOffer>> OfferedAsync(OnvifFound found, string? secret, CancellationToken cancellationToken)
    {
        var (user, password) = secret?.Split(':', 2) is [var name, var word] ? (name, word) : ("", "");
        using var camera = new OnvifCamera(found.Service, user, password, time);
        var answer = await camera.StreamsAsync(cancellationToken);
        if (answer.Streams.Count == 0)
        {
            interview.Say(answer.Refusal switch
            {
                OnvifRefusal.NotLetIn => SetupTexts.NotLetIn,
                OnvifRefusal.NoAnswer => SetupTexts.NoOnvifAnswer,
                _ => SetupTexts.NoStreams,
            });
        }

        return answer.Streams;
    }

    private static Choice<OnvifOffer>[] Choices(IReadOnlyList<OnvifOffer> streams) => [.. streams.Select((stream, i) =>
        new Choice<OnvifOffer>($"{i + 1}", stream,
            Wording.Same($"{stream.Name}, {stream.Codec} {stream.Width} x {stream.Height}, {stream.Url}")))];

    /// <param name="Camera">Null: named by hand.</param>
    private sealed record Chosen(OnvifFound? Camera);

    /// <summary>At a door for its faces, or over one of the rings.</summary>
    private SiteFile Placed(SiteFile site, string key, SiteCamera camera)
    {
        var place = interview.AskChoice($"{key}.place", SetupTexts.CameraPlace,
        [
            .. site.Doors.Select(door => new Choice<string>(door.Id, door.Id, SetupTexts.AtDoor(door.Name))),
            new Choice<string>("perimeter", "", SetupTexts.OverPerimeter),
            new Choice<string>("commonArea", "commonArea", SetupTexts.OverCommonArea),
        ], site.Doors is [var first, ..] ? first.Id : "perimeter");
        if (site.Doors.FirstOrDefault(door => door.Id == place) is { } at)
        {
            return site with
            {
                Cameras = [.. site.Cameras, camera with { Faces = true, QrCodes = true }],
                Doors = [.. site.Doors.Select(door => door == at ? door with { Cameras = [.. door.Cameras, camera.Id] } : door)],
            };
        }

        return site with { Cameras = [.. site.Cameras, place.Length == 0 ? camera : camera with { Ring = Ring.CommonArea }] };
    }
}
