using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Zhuhui.Edge.Gateway.Accounts;
using Zhuhui.Edge.Gateway.Admin;
using Zhuhui.Edge.Gateway.Api.Access;
using Zhuhui.Edge.Gateway.Api.Problems;
using Zhuhui.Edge.Gateway.Api.Records;
using Zhuhui.Edge.Gateway.People;
using Zhuhui.Edge.Gateway.People.Enrolments;
using Zhuhui.Edge.Gateway.People.Notices;
using Zhuhui.Edge.Gateway.Site;
using Zhuhui.Edge.Gateway.Texts;
using Zhuhui.Edge.Vision.Models;

namespace Zhuhui.Edge.Gateway.Api.Office;

/// <summary>Faces from photos, with consent, and the notice that is read before it is given.</summary>
internal static class FaceEndpoints
{
    private const int MostPhotos = 10;

    /// <summary>What stands around the photos.</summary>
    private const long Around = 64 << 10;

    public static void MapFaces(this IEndpointRouteBuilder api)
    {
        api.MapGet("/notices/face", (SiteFile site) => Notice.InForce(site) is var notice
            ? TypedResults.Ok(new NoticeText(notice.Version, notice.Digest, notice.Text)) : null!)
            .WithName("getFaceNotice").WithSummary("What people read before they agree to face recognition").ForAll();
        api.MapPut("/people/{id}/face", PutAsync).WithName("putFace")
            .WithSummary("Takes the face from photos; consent, and a guardian's for a child, are named beside them")
            .Accepts<IFormFileCollection>(PartsReader.MediaType).Changes()
            .WithMetadata(new RequestSizeLimitAttribute(AdminSocket.MostPhotoBytes + Around)).For(Roles.Desk);
    }

    private static Task<IResult> PutAsync(string id, HttpContext context, OfficeActs office, Acts acts, UploadGate gate,
        EnrolmentService enrolling, SiteFile site, CancellationToken cancellationToken) =>
        acts.DoAsync(context, office.OnPerson(context, id, "face", null), order => gate.EnterAsync(site, async () =>
        {
            var parts = await PartsReader.ReadAsync(context.Request, AdminSocket.MostPhotoBytes, MostPhotos, cancellationToken);
            var born = parts?.Text("born");
            DateOnly day = default;
            if (parts is null || parts.Files.Count == 0 || (born is not null && !DateOnly.TryParseExact(born, "yyyy-MM-dd",
                CultureInfo.InvariantCulture, DateTimeStyles.None, out day)))
            {
                return new ActOutcome.Answered(ApiProblem.Of(StatusCodes.Status400BadRequest, "badParts", parts is { Files.Count: > 0 }
                    ? PeopleTexts.NoBirthDate(born!) : RecordTexts.BadPhotos(MostPhotos), site.Language));
            }

            return await EnrolAsync(enrolling, site, order, new EnrolmentRequest("", id, false, [], [],
                [.. parts.Files.Select(photo => new EnrolmentPhoto(photo.Name, photo.Content))],
                parts.Text("witness"), null,
                LookAlikeOk: parts.Text("lookAlikeOk") == "true", KeepPhotosWitness: parts.Text("keepWitness"),
                Born: born is null ? null : day, Guardian: parts.Text("guardian")), cancellationToken);
        }));

    private static async Task<ActOutcome> EnrolAsync(EnrolmentService enrolling, SiteFile site, PeopleOrder order, EnrolmentRequest request,
        CancellationToken cancellationToken)
    {
        try
        {
            return await enrolling.EnrolAsync(request, cancellationToken, order: order) switch
            {
                EnrolmentOutcome.Enrolled done => new ActOutcome.Done(CommandTexts.Enrolled(done.Resident.Name, done.Resident.Id.Value,
                    done.Resident.Cards.Count, done.Templates, done.Photos == 0 ? Wording.Empty : CommandTexts.PhotosKept(done.Photos))
                    .In(site.Language), done.Resident.Id.Value),
                EnrolmentOutcome.Refused refused => new ActOutcome.Refused(refused.Reasons),
                _ => new ActOutcome.Stale(),
            };
        }
        catch (Exception inTheWay) when (inTheWay is ModelPackException or IOException)
        {
            return new ActOutcome.Answered(ApiProblem.Of(StatusCodes.Status503ServiceUnavailable, "noFaces", inTheWay.Message));
        }
    }
}
