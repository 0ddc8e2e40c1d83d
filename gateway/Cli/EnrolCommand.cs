using System.Globalization;
using Zhuhui.Edge.Gateway.Admin;
using Zhuhui.Edge.Gateway.Journals;
using Zhuhui.Edge.Gateway.People;
using Zhuhui.Edge.Gateway.People.Enrolments;
using Zhuhui.Edge.Gateway.Site;
using Zhuhui.Edge.Gateway.Storage;
using Zhuhui.Edge.Vision.Faces;
using Zhuhui.Edge.Vision.Models;

namespace Zhuhui.Edge.Gateway.Cli;

/// <summary>Enrols somebody: through the running gateway where there is one, else on its files.</summary>
internal static class EnrolCommand
{
    private const int UsualSeconds = 30;
    private const int MostSeconds = 90;

    public static async Task<int> RunAsync(IReadOnlyList<string> words, TextWriter output, TextWriter errors)
    {
        var arguments = new Arguments(words, ["--site", "--name", "--person", "--photo", "--card", "--qr", "--consent-witness", "--days", "--camera", "--seconds", "--keep-photos"], ["--new", "--look-alike-ok"]);
        var site = CommandLine.Site(arguments);
        var request = Request(arguments);
        if (arguments.All("--photo").Sum(photo => new FileInfo(photo).Length) > AdminSocket.MostPhotoBytes)
        {
            errors.WriteLine($"{request.Name}: the photos have more than {AdminSocket.MostPhotoBytes >> 20} MB together; scale them down or enrol one at a time");
            return Exit.Refused;
        }

        request = request with { Photos = [.. arguments.All("--photo").Select(photo => new EnrolmentPhoto(Path.GetFileName(photo), File.ReadAllBytes(photo)))] };
        var answer = await (request.Camera is null
            ? EnrolmentEndpoint.TryEnrolAsync(site.DataFolder, request, CancellationToken.None)
            : EnrolmentEndpoint.TryEnrolFromCameraAsync(site.DataFolder, request, output.WriteLine, CancellationToken.None)) ?? await EnrolHereAsync(site, request);
        foreach (var reason in answer.Reasons)
        {
            errors.WriteLine($"{request.Name}: {reason}");
        }

        if (answer.Reasons.Count > 0)
        {
            return Exit.Refused;
        }

        output.WriteLine($"{answer.Name} ({answer.Person}): {answer.Cards} card(s), {answer.Templates} face template(s){(answer.Photos == 0 ? "" : $", {answer.Photos} photo(s) kept")}");
        return Exit.Done;
    }

    private static async Task<EnrolmentAnswer> EnrolHereAsync(SiteFile site, EnrolmentRequest request)
    {
        DataFolder.Make(site);
        using var ledger = EventLedger.OpenQuietly(site.DataFolder);
        using var faces = request.Photos.Count > 0 ? new FaceEnroller(ModelPack.Open(site.Vision.ModelFolder), site.Vision) : null;
        using var people = OfflinePeople.Open(site, ledger, faces?.Pack);
        using var enrolling = new EnrolmentService(site, people.Registry, people.Residents, people.Gallery, people.Writer, () => faces!, frames: null, TimeProvider.System);
        return EnrolmentEndpoint.Answer(await enrolling.EnrolAsync(request, CancellationToken.None));
    }

    private static EnrolmentRequest Request(Arguments arguments)
    {
        foreach (var photo in arguments.All("--photo").Where(p => !File.Exists(p)))
        {
            throw new UsageException($"--photo: there is no file {photo}");
        }

        int? days = arguments.One("--days") is not { } text ? null
            : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var parsed) && parsed is >= 1 and <= 3650 ? parsed
            : throw new UsageException($"--days {text}: a whole number from 1 to 3650 is needed");
        var camera = arguments.One("--camera");
        if (camera is not null && arguments.Has("--photo"))
        {
            throw new UsageException("--camera and --photo: say one of them, faces are taken from one place at a time");
        }

        var seconds = arguments.One("--seconds") is not { } given ? UsualSeconds
            : int.TryParse(given, NumberStyles.None, CultureInfo.InvariantCulture, out var wanted) && wanted is >= 5 and <= MostSeconds ? wanted
            : throw new UsageException($"--seconds {given}: a whole number from 5 to {MostSeconds} is needed");
        return new EnrolmentRequest(
            arguments.One("--name") ?? "",
            arguments.One("--person"),
            arguments.Has("--new"),
            [.. arguments.All("--card").Select(CardText.Read)],
            arguments.All("--qr"),
            [],
            arguments.One("--consent-witness"),
            days,
            camera,
            seconds,
            arguments.Has("--look-alike-ok"),
            arguments.One("--keep-photos"));
    }
}
