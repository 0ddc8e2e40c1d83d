using System.Threading.Channels;
using Zhuhui.Edge.Gateway.Events;
using Zhuhui.Edge.Gateway.People.Enrolments;
using Zhuhui.Edge.Gateway.Site;
using Zhuhui.Edge.Gateway.Storage;
using Zhuhui.Edge.Gateway.Texts;
using Zhuhui.Edge.Vision.Models;

namespace Zhuhui.Edge.Gateway.Admin;

/// <summary>A photo on its way from the command to the running gateway, which may not be allowed to read the clerk's files.</summary>
internal sealed record EnrolmentPhoto(string Name, byte[] Content);

/// <summary>An enrolment on its way to the running gateway.</summary>
internal sealed record EnrolmentMessage(EnrolmentRequest Request, IReadOnlyList<EnrolmentPhoto> Photos);

/// <summary>The answer.</summary>
internal sealed record EnrolmentAnswer(string? Person, string? Name, int Cards, int Templates, IReadOnlyList<string> Reasons, int Photos = 0);

/// <summary>A line of an enrolment from a camera: what the person before it should do, and at the end the answer.</summary>
internal sealed record EnrolmentProgress(string? Said, EnrolmentAnswer? Answer);

/// <summary>Enrolment over the <see cref="AdminSocket"/>.</summary>
internal static class EnrolmentEndpoint
{
    private const string EnrolPath = "/admin/residents";
    private const string CameraPath = "/admin/residents/camera";

    public static void MapEnrolment(this WebApplication app)
    {
        var photos = Path.Combine(app.Services.GetRequiredService<SiteFile>().DataFolder, "enrolling");
        Clear(photos);
        app.MapPhotoEnrolment(photos);
        app.MapPost(CameraPath, async (HttpContext context, EnrolmentService enrolling, CancellationToken cancellation) =>
        {
            if (!AdminSocket.IsOver(context))
            {
                return Results.NotFound();
            }

            if (await AdminSocket.ReadAsync<EnrolmentRequest>(context, cancellation) is not { Camera: not null, Photos.Count: 0 } request)
            {
                return Results.BadRequest();
            }

            await FollowAsync(context, enrolling, request, cancellation);
            return Results.Empty;
        });
    }

    /// <summary>What an enrolment that was cut off left: nobody agreed to have it kept.</summary>
    private static void Clear(string photos)
    {
        try
        {
            if (Directory.Exists(photos))
            {
                Directory.Delete(photos, recursive: true);
            }
        }
        catch (Exception refusal) when (refusal is IOException or UnauthorizedAccessException)
        {
            // The next start tries again; no door waits for it.
        }
    }

    private static async Task FollowAsync(HttpContext context, EnrolmentService enrolling, EnrolmentRequest request, CancellationToken cancellation)
    {
        var news = Channel.CreateBounded<string>(new BoundedChannelOptions(16) { FullMode = BoundedChannelFullMode.DropOldest });
        var enrolment = EnrolAsync();
        await foreach (var said in news.Reader.ReadAllAsync(cancellation))
        {
            await AdminSocket.WriteLineAsync(context, new EnrolmentProgress(said, null), cancellation);
        }

        await AdminSocket.WriteLineAsync(context, new EnrolmentProgress(null, await enrolment), cancellation);

        async Task<EnrolmentAnswer> EnrolAsync()
        {
            try
            {
                return Answer(await enrolling.EnrolAsync(request, cancellation, said => news.Writer.TryWrite(said)));
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

    private static void MapPhotoEnrolment(this WebApplication app, string folderOfAll) => app.MapPost(EnrolPath, async (HttpContext context, EnrolmentService enrolling, CancellationToken cancellation) =>
    {
        if (!AdminSocket.IsOver(context))
        {
            return Results.NotFound();
        }

        if (await AdminSocket.ReadAsync<EnrolmentMessage>(context, cancellation) is not { } sent)
        {
            return Results.BadRequest();
        }

        var folder = Directory.CreateDirectory(Path.Combine(folderOfAll, Guid.NewGuid().ToString("N"))).FullName;
        try
        {
            var photos = new List<string>();
            foreach (var (photo, i) in sent.Photos.Select((p, i) => (p, i)))
            {
                var file = Path.Combine(Directory.CreateDirectory(Path.Combine(folder, $"{i}")).FullName, Path.GetFileName(photo.Name));
                await File.WriteAllBytesAsync(file, photo.Content, cancellation);
                photos.Add(file);
            }

            return Results.Json(Answer(await enrolling.EnrolAsync(sent.Request with { Photos = photos }, cancellation)), EventJson.Options);
        }
        catch (Exception inTheWay) when (inTheWay is ModelPackException or StorageException or IOException)
        {
            return Results.Json(new EnrolmentAnswer(null, null, 0, 0, [inTheWay.Message]), EventJson.Options);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    });

    /// <returns>Null where no gateway runs on this data folder.</returns>
    public static async Task<EnrolmentAnswer?> TryEnrolAsync(SiteFile site, EnrolmentRequest request, CancellationToken cancellation)
    {
        if (request.Photos.Sum(p => new FileInfo(p).Length) > AdminSocket.MostPhotoBytes)
        {
            return new EnrolmentAnswer(null, null, 0, 0, [AdminTexts.PhotosTooBig(AdminSocket.MostPhotoBytes >> 20).In(site.Language)]);
        }

        EnrolmentPhoto[] photos = [.. request.Photos.Select(p => new EnrolmentPhoto(Path.GetFileName(p), File.ReadAllBytes(p)))];
        return await AdminSocket.TryAskAsync<EnrolmentMessage, EnrolmentAnswer>(site.DataFolder, EnrolPath, new EnrolmentMessage(request with { Photos = [] }, photos), cancellation);
    }

    /// <param name="hear">What the person before the camera should do.</param>
    /// <returns>Null where no gateway runs on this data folder.</returns>
    public static async Task<EnrolmentAnswer?> TryEnrolFromCameraAsync(string dataFolder, EnrolmentRequest request, Action<string> hear, CancellationToken cancellation) =>
        (await AdminSocket.TryFollowAsync<EnrolmentRequest, EnrolmentProgress>(dataFolder, CameraPath, request, news => hear(news.Said ?? ""), cancellation))?.Answer;

    public static EnrolmentAnswer Answer(EnrolmentOutcome outcome) => outcome switch
    {
        EnrolmentOutcome.Enrolled done => new EnrolmentAnswer(done.Resident.Id.Value, done.Resident.Name, done.Resident.Cards.Count, done.Templates, [], done.Photos),
        EnrolmentOutcome.Refused refused => new EnrolmentAnswer(null, null, 0, 0, refused.Reasons),
        _ => throw new InvalidOperationException(outcome.GetType().Name),
    };
}
