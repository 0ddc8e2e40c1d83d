using System.CommandLine;
using Zhuhui.Edge.Gateway.Admin;
using Zhuhui.Edge.Gateway.Cli.Commands;
using Zhuhui.Edge.Gateway.Cli.Input;
using Zhuhui.Edge.Gateway.Cli.Offline;
using Zhuhui.Edge.Gateway.People.Enrolments;
using Zhuhui.Edge.Gateway.Site;
using Zhuhui.Edge.Gateway.Texts;

namespace Zhuhui.Edge.Gateway.Cli.Office;

/// <summary>Enrols somebody: through the running gateway where there is one, else on its files.</summary>
internal static class EnrolCommand
{
    private const int UsualSeconds = 30;
    private const int LeastSeconds = 5;
    private const int MostSeconds = 90;
    private const int MostDays = 3650;

    public static Command Create()
    {
        var site = new SiteOption(isForRunning: true);
        var name = CliOptions.Text("--name", "NAME", "the resident's or visitor's name");
        var person = CliOptions.Text("--person", "ID", "the person who gets more cards or faces, where several have the name");
        var isNew = CliOptions.Switch("--new", "another person of the same name");
        var photos = CliOptions.Texts("--photo", "FILE", "a photo of the face; dropped after use, unless --keep-photos says otherwise");
        var cards = CliOptions.Texts("--card", "[FORMAT:]NUMBER", "a card, for example 1234567 or wiegand-26:1234567");
        var codes = CliOptions.Texts("--qr", "TEXT", "a QR code's text");
        var witness = CliOptions.Text("--consent-witness", "WHO", "who witnessed the written consent to face recognition");
        var days = CliOptions.Number("--days", $"for how many days, {MostDays} at most; without it for good", most: MostDays);
        var camera = CliOptions.Text("--camera", "ID", "take the faces from a door's camera; the gateway must run");
        var seconds = CliOptions.Number(
            "--seconds", $"how long to look, {LeastSeconds} to {MostSeconds}; {UsualSeconds} by default", LeastSeconds, MostSeconds);
        var lookAlike = CliOptions.Switch("--look-alike-ok", "the face could be taken for another resident's; this says that they are two");
        var keep = CliOptions.Text(
            "--keep-photos", "WITNESS", "keep the photos, sealed, for another model pack; who witnessed the written agreement");
        var born = CliOptions.Text("--born", "DATE", "the person's birth date, as 2015-01-31");
        var guardian = CliOptions.Text("--guardian", "WHO", "who agrees to face recognition for a child under fourteen");
        var command = new Command("enrol", "enrol a resident or visitor, or give more cards or faces; works while the gateway runs")
        {
            site, name, person, isNew, photos, cards, codes, witness, days, camera, seconds, lookAlike, keep, born, guardian,
        };
        command.Validators.Add(result =>
        {
            if (result.IsGiven(camera) && result.IsGiven(photos))
            {
                result.AddError(CommandTexts.CameraOrPhoto.Say());
            }
        });
        command.SetAction(async parsed => await RunAsync(parsed, await site.FindAsync(parsed), parsed.GetValue(photos) ?? [],
            new EnrolmentRequest(
            parsed.GetValue(name) ?? "",
            parsed.GetValue(person),
            parsed.GetValue(isNew),
            [.. (parsed.GetValue(cards) ?? []).Select(text => CardText.Read(text).Card)],
            parsed.GetValue(codes) ?? [],
            [],
            parsed.GetValue(witness),
            parsed.GetValue(days),
            parsed.GetValue(camera),
            parsed.GetValue(seconds) ?? UsualSeconds,
            parsed.GetValue(lookAlike),
            parsed.GetValue(keep),
            parsed.GetValue(born) is { } day ? Moments.Day(day, born) : null,
            parsed.GetValue(guardian))));
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, SiteFile site, IReadOnlyList<string> photos, EnrolmentRequest request)
    {
        var (output, errors) = (parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error);
        if (photos.FirstOrDefault(photo => !File.Exists(photo)) is { } missing)
        {
            throw new UsageException(CommandTexts.NoFile("--photo", missing));
        }

        if (photos.Sum(photo => new FileInfo(photo).Length) > AdminSocket.MostPhotoBytes)
        {
            errors.WriteLine(CommandTexts.NotEnrolled(request.Name, AdminTexts.PhotosTooBig(AdminSocket.MostPhotoBytes >> 20).Say()).Say());
            return Exit.Refused;
        }

        request = request with
        {
            Photos = [.. photos.Select(photo => new EnrolmentPhoto(Path.GetFileName(photo), File.ReadAllBytes(photo)))],
        };
        var answer = await (request.Camera is null
            ? EnrolmentEndpoint.TryEnrolAsync(site.DataFolder, request, CancellationToken.None)
            : EnrolmentEndpoint.TryEnrolFromCameraAsync(site.DataFolder, request, output.WriteLine, CancellationToken.None))
            ?? await EnrolHereAsync(site, request);
        foreach (var reason in answer.Reasons)
        {
            errors.WriteLine(CommandTexts.NotEnrolled(request.Name, reason).Say());
        }

        return answer.Reasons.Count > 0 ? Exit.Refused : parsed.Answer(Answers.Enrolled(answer));
    }

    private static async Task<EnrolmentAnswer> EnrolHereAsync(SiteFile site, EnrolmentRequest request)
    {
        using var gateway = OfflineGateway.OpenToChange(site);
        if (request.Photos.Count > 0)
        {
            gateway.LoadModels();
        }

        return await gateway.EnrolAsync(new EnrolmentMessage(request, request.Photos));
    }
}
