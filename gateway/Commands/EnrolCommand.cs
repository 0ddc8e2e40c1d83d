using System.Globalization;
using Zhuhui.Edge.Gateway.Access;
using Zhuhui.Edge.Gateway.Host;
using Zhuhui.Edge.Gateway.Ledger;
using Zhuhui.Edge.Gateway.Site;
using Zhuhui.Edge.Vision.Faces;
using Zhuhui.Edge.Vision.Gallery;
using Zhuhui.Edge.Vision.Models;

namespace Zhuhui.Edge.Gateway.Commands;

/// <summary>Enrols somebody: through the running gateway where there is one, else on its files.</summary>
internal static class EnrolCommand
{
    public static async Task<int> RunAsync(IReadOnlyList<string> words, TextWriter output, TextWriter errors)
    {
        var arguments = new Arguments(words, ["--site", "--name", "--person", "--photo", "--card", "--qr", "--consent-witness", "--days"], ["--new"]);
        var site = CommandLine.Site(arguments);
        var request = Request(arguments);
        var answer = await EnrolDesk.TryEnrolAsync(site.DataFolder, request, CancellationToken.None) ?? await EnrolHereAsync(site, request);
        foreach (var reason in answer.Reasons)
        {
            errors.WriteLine($"{request.Name}: {reason}");
        }

        if (answer.Reasons.Count > 0)
        {
            return Exit.Refused;
        }

        output.WriteLine($"{answer.Name} ({answer.Person}): {answer.Cards} card(s), {answer.Templates} face template(s)");
        return Exit.Done;
    }

    private static async Task<EnrolAnswer> EnrolHereAsync(SiteFile site, EnrolRequest request)
    {
        DataFolder.Make(site);
        using var registry = Registry.Open(site.DataFolder);
        using var ledger = EventLedger.OpenQuietly(site.DataFolder);
        using var faces = request.Photos.Count > 0 ? new FaceEnroller(ModelPack.Open(site.Vision.ModelFolder), site.Vision) : null;
        using var enrolling = new Enrolling(registry, new Residents(), new FaceGallery(), ledger, () => faces!, TimeProvider.System);
        enrolling.Load(pack: null);
        return EnrolDesk.Answer(await enrolling.EnrolAsync(request, CancellationToken.None));
    }

    private static EnrolRequest Request(Arguments arguments)
    {
        foreach (var photo in arguments.All("--photo").Where(p => !File.Exists(p)))
        {
            throw new UsageException($"--photo: there is no file {photo}");
        }

        int? days = arguments.One("--days") is not { } text ? null
            : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var parsed) && parsed is >= 1 and <= 3650 ? parsed
            : throw new UsageException($"--days {text}: a whole number from 1 to 3650 is needed");
        return new EnrolRequest(
            arguments.One("--name") ?? "",
            arguments.One("--person"),
            arguments.Has("--new"),
            [.. arguments.All("--card").Select(CardText.Read)],
            arguments.All("--qr"),
            arguments.All("--photo"),
            arguments.One("--consent-witness"),
            days);
    }
}
