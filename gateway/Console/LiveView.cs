using System.Globalization;
using System.Text;
using System.Text.Json;
using Zhuhui.Edge.Gateway.Events;
using Zhuhui.Edge.Gateway.People;
using Zhuhui.Edge.Vision.Sightings;

namespace Zhuhui.Edge.Gateway.Console;

/// <param name="Kind">person or face.</param>
/// <param name="Box">Left, top, right and bottom as parts of the picture's width and height.</param>
/// <param name="Label">A resident's name or a person's number; empty for a face nobody knows.</param>
internal sealed record ShownMark(string Kind, IReadOnlyList<double> Box, string Label);

/// <summary>Staff watch a camera: its picture as MJPEG, and a feed of who is in it that the page draws over the picture, so that names are
/// as sharp as the page and in any script. A camera that nobody watches costs nothing; nothing of it reaches the disk.</summary>
/// <param name="isCamera">Whether there is a camera of that id.</param>
/// <param name="next">A camera's next picture; null while it is offline. Asked for only while somebody watches.</param>
internal sealed class LiveView(Func<string, bool> isCamera, Func<string, CancellationToken, Task<LivePicture?>> next,
    ResidentDirectory residents, IHostApplicationLifetime life, TimeProvider time) : IDisposable
{
    /// <summary>Of all cameras together; each picture is some 40 kB, and a window that was forgotten goes on watching.</summary>
    public const int MostViewers = 8;

    private const string Boundary = "picture";
    private static readonly TimeSpan _pace = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan _offlinePace = TimeSpan.FromSeconds(1);

    private readonly SemaphoreSlim _pictures = new(MostViewers);
    private readonly SemaphoreSlim _marks = new(MostViewers);

    /// <summary>Sends pictures until the viewer goes.</summary>
    /// <returns>What to answer in place of pictures; null where some were sent.</returns>
    public Task<IResult?> PicturesAsync(string camera, HttpContext context) => ServeAsync(camera, context, _pictures,
        $"multipart/x-mixed-replace; boundary={Boundary}", async live =>
    {
        var head = string.Create(CultureInfo.InvariantCulture, $"--{Boundary}\r\nContent-Type: image/jpeg\r\nContent-Length: "
            + $"{live.Jpeg.Length}\r\n\r\n");
        await context.Response.Body.WriteAsync(Encoding.ASCII.GetBytes(head), context.RequestAborted);
        await context.Response.Body.WriteAsync(live.Jpeg, context.RequestAborted);
        await context.Response.Body.WriteAsync("\r\n"u8.ToArray(), context.RequestAborted);
    });

    /// <summary>Sends who is in the picture, as server-sent events, until the viewer goes.</summary>
    /// <returns>What to answer in place of marks; null where some were sent.</returns>
    public Task<IResult?> MarksAsync(string camera, HttpContext context) => ServeAsync(camera, context, _marks, "text/event-stream", live =>
        context.Response.WriteAsync($"data: {JsonSerializer.Serialize(live.Marks.Select(Shown), EventJson.Options)}\n\n",
            context.RequestAborted));

    public void Dispose()
    {
        _pictures.Dispose();
        _marks.Dispose();
    }

    internal ShownMark Shown(LiveMark mark) => new(mark.Kind == LiveMarkKind.Face ? "face" : "person",
        [.. new[] { mark.Box.Left, mark.Box.Top, mark.Box.Right, mark.Box.Bottom }.Select(side => Math.Round(Math.Clamp((double)side, 0, 1),
            4))],
        mark.Known is { } person ? residents.NameOf(person) : mark.Track > 0 ? mark.Track.ToString(CultureInfo.InvariantCulture) : "");

    private async Task<IResult?> ServeAsync(string camera, HttpContext context, SemaphoreSlim viewers, string type,
        Func<LivePicture, Task> sendAsync)
    {
        if (!isCamera(camera))
        {
            return Results.NotFound();
        }

        if (!viewers.Wait(0))
        {
            return Results.Text($"{MostViewers} viewers watch already\n", "text/plain; charset=utf-8", Encoding.UTF8,
                StatusCodes.Status503ServiceUnavailable);
        }

        // A viewer must not hold up a gateway that stops.
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, life.ApplicationStopping);
        try
        {
            context.Response.ContentType = type;
            context.Response.Headers.CacheControl = "no-store";
            await context.Response.Body.FlushAsync(stop.Token);
            while (true)
            {
                var asked = time.GetTimestamp();
                var live = await next(camera, stop.Token);
                if (live is not null)
                {
                    await sendAsync(live);
                    await context.Response.Body.FlushAsync(stop.Token);
                }

                var rest = (live is null ? _offlinePace : _pace) - time.GetElapsedTime(asked);
                if (rest > TimeSpan.Zero)
                {
                    await Task.Delay(rest, time, stop.Token);
                }
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            return null;
        }
        finally
        {
            viewers.Release();
        }
    }
}
