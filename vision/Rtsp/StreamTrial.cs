using Microsoft.Extensions.Logging.Abstractions;
using Zhuhui.Edge.Vision.Ffmpeg;
using Zhuhui.Edge.Vision.Options;
using Zhuhui.Edge.Vision.Sightings;

namespace Zhuhui.Edge.Vision.Rtsp;

/// <summary>What a stream turned out to be.</summary>
/// <param name="Reason">Why no picture came, without credentials; null where one did.</param>
public sealed record TriedCamera(int Width, int Height, string Codec, string? Reason);

/// <summary>Tries a camera's stream once, as the gateway would take it, before anybody writes it down.</summary>
public static class StreamTrial
{
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(20);

    /// <param name="credential">user:password, or null where the camera asks for none.</param>
    public static async Task<TriedCamera> TryAsync(CameraOptions camera, string? credential, TimeProvider time,
        CancellationToken cancellationToken)
    {
        using var over = new CancellationTokenSource(_patience, time);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, over.Token);
        var told = new TaskCompletionSource<Sighting>(TaskCreationOptions.RunContinuationsAsynchronously);
        var settings = StreamSettings.From(camera, StreamRole.Main) with { Decoder = StreamDecoder.Software };
        using var source = new RtspSource(settings, credential, Hardware.None, sighting =>
        {
            if (sighting is CameraOnline or CameraOffline)
            {
                told.TrySetResult(sighting);
            }
        }, time, NullLogger.Instance);
        var capturing = source.KeepCapturingAsync(stop.Token);
        try
        {
            return await told.Task.WaitAsync(stop.Token) switch
            {
                CameraOnline there => new TriedCamera(there.Width, there.Height, there.Codec, null),
                CameraOffline lost => new TriedCamera(0, 0, "", lost.Reason),
                _ => throw new InvalidOperationException(),
            };
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return new TriedCamera(0, 0, "", source.Reason ?? StreamLoss.NoAnswer.Reason);
        }
        finally
        {
            await stop.CancelAsync();
            await capturing.ContinueWith(static _ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
        }
    }
}
