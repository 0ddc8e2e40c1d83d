using System.Threading.Channels;
using Zhuhui.Edge.Gateway.Events;
using Zhuhui.Edge.Gateway.People;
using Zhuhui.Edge.Gateway.People.Enrolments;
using Zhuhui.Edge.Gateway.Site;
using Zhuhui.Edge.Gateway.Storage;
using Zhuhui.Edge.Gateway.Texts;
using Zhuhui.Edge.Vision.Models;

namespace Zhuhui.Edge.Gateway.Admin;

/// <summary>An enrolment on its way to the running gateway, which may not be allowed to read the clerk's files.</summary>
/// <param name="Photos">The request's.</param>
/// <param name="IsCheck">Nothing is changed: whether the photos would do is asked.</param>
internal sealed record EnrolmentMessage(EnrolmentRequest Request, IReadOnlyList<EnrolmentPhoto> Photos, bool IsCheck = false);

/// <summary>The answer.</summary>
/// <param name="WasThere">Nothing was changed: the templates of these photos were there.</param>
/// <param name="IsStopped">Something of the gateway is in the way, and would be in everybody's.</param>
internal sealed record EnrolmentAnswer(string? Person, string? Name, int Cards, int Templates, IReadOnlyList<string> Reasons,
    int Photos = 0, bool WasThere = false, bool IsStopped = false);

/// <summary>A line of an enrolment from a camera: what the person before it should do, and at the end the answer.</summary>
internal sealed record EnrolmentProgress(string? Said, EnrolmentAnswer? Answer);

/// <summary>Enrolment over the <see cref="AdminSocket"/>.</summary>
internal static class EnrolmentEndpoint
{
    private const string EnrolPath = "/admin/residents";
    private const string CameraPath = "/admin/residents/camera";

    public static void MapEnrolment(this WebApplication app, SiteFile site)
    {
        DeletePhotosOfEarlierVersions(site.DataFolder);
        app.MapPhotoEnrolment();
        app.MapPost(CameraPath, async (HttpContext context, EnrolmentService enrolling, CancellationToken cancellationToken) =>
        {
            if (!AdminSocket.IsOver(context))
            {
                return Results.NotFound();
            }

            if (await AdminSocket.ReadAsync<EnrolmentRequest>(context, cancellationToken)
                is not { Camera: not null, Photos.Count: 0 } request)
            {
                return Results.BadRequest();
            }

            await FollowAsync(context, enrolling, request, site.Language, cancellationToken);
            return Results.Empty;
        });
    }

    /// <summary>Versions before this one wrote photos to a folder while they looked at them, and a kill left them there: nobody agreed to
    /// have them kept.</summary>
    private static void DeletePhotosOfEarlierVersions(string dataFolder)
    {
        try
        {
            Directory.Delete(Path.Combine(dataFolder, "enrolling"), recursive: true);
        }
        catch (DirectoryNotFoundException)
        {
            // As it should be.
        }
        catch (Exception refusal) when (refusal is IOException or UnauthorizedAccessException)
        {
            // The next start tries again; no door waits for it.
        }
    }

    private static async Task FollowAsync(HttpContext context, EnrolmentService enrolling, EnrolmentRequest request,
        Language language, CancellationToken cancellationToken)
    {
        var news = Channel.CreateBounded<string>(new BoundedChannelOptions(16) { FullMode = BoundedChannelFullMode.DropOldest });
        var enrolment = EnrolAsync();
        await foreach (var said in news.Reader.ReadAllAsync(cancellationToken))
        {
            await AdminSocket.WriteLineAsync(context, new EnrolmentProgress(said, null), cancellationToken);
        }

        await AdminSocket.WriteLineAsync(context, new EnrolmentProgress(null, await enrolment), cancellationToken);

        async Task<EnrolmentAnswer> EnrolAsync()
        {
            try
            {
                return Answer(await enrolling.EnrolAsync(request, cancellationToken, said => news.Writer.TryWrite(said.In(language))));
            }
            catch (Exception inTheWay) when (inTheWay is ModelPackException or StorageException or IOException)
            {
                return new EnrolmentAnswer(null, null, 0, 0, [inTheWay.Message]);
            }
            finally
            {
                news.Writer.Complete();
            }
        }
    }

    private static void MapPhotoEnrolment(this WebApplication app) => app.MapPost(EnrolPath,
        async (HttpContext context, EnrolmentService enrolling, CancellationToken cancellationToken) =>
        {
            if (!AdminSocket.IsOver(context))
            {
                return Results.NotFound();
            }

            if (await AdminSocket.ReadAsync<EnrolmentMessage>(context, cancellationToken) is not { } sent)
            {
                return Results.BadRequest();
            }

            return Results.Json(await HandleAsync(enrolling, sent, cancellationToken), EventJson.Options);
        });

    /// <param name="order">By somebody with an account.</param>
    public static async Task<EnrolmentAnswer> HandleAsync(EnrolmentService enrolling, EnrolmentMessage sent,
        CancellationToken cancellationToken, PeopleOrder? order = null)
    {
        var request = sent.Request with { Photos = sent.Photos };
        try
        {
            return Answer(await (sent.IsCheck ? enrolling.CheckAsync(request, cancellationToken)
                : enrolling.EnrolAsync(request, cancellationToken, order: order)));
        }
        catch (Exception inTheWay) when (inTheWay is ModelPackException or StorageException or IOException)
        {
            return new EnrolmentAnswer(null, null, 0, 0, [inTheWay.Message], IsStopped: true);
        }
    }

    /// <returns>Null where no gateway runs on this data folder.</returns>
    public static Task<EnrolmentAnswer?> TryEnrolAsync(string dataFolder, EnrolmentRequest request, CancellationToken cancellationToken) =>
        TrySendAsync(dataFolder, new EnrolmentMessage(request with { Photos = [] }, request.Photos), cancellationToken);

    /// <returns>Null where no gateway runs on this data folder.</returns>
    public static Task<EnrolmentAnswer?> TrySendAsync(string dataFolder, EnrolmentMessage message, CancellationToken cancellationToken) =>
        AdminSocket.TryAskAsync<EnrolmentMessage, EnrolmentAnswer>(dataFolder, EnrolPath, message, cancellationToken);

    /// <param name="hear">What the person before the camera should do.</param>
    /// <returns>Null where no gateway runs on this data folder.</returns>
    public static async Task<EnrolmentAnswer?> TryEnrolFromCameraAsync(string dataFolder, EnrolmentRequest request, Action<string> hear,
        CancellationToken cancellationToken) =>
        (await AdminSocket.TryFollowAsync<EnrolmentRequest, EnrolmentProgress>(dataFolder, CameraPath, request,
            news => hear(news.Said ?? ""), cancellationToken))?.Answer;

    public static EnrolmentAnswer Answer(EnrolmentOutcome outcome) => outcome switch
    {
        EnrolmentOutcome.Enrolled done => new EnrolmentAnswer(done.Resident.Id.Value, done.Resident.Name, done.Resident.Cards.Count,
            done.Templates, [], done.Photos, done.WasThere),
        EnrolmentOutcome.Fit => new EnrolmentAnswer(null, null, 0, 0, []),
        EnrolmentOutcome.Refused refused => new EnrolmentAnswer(null, null, 0, 0, refused.Reasons),
        _ => throw new InvalidOperationException(outcome.GetType().Name),
    };
}
