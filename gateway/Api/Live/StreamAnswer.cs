namespace Zhuhui.Edge.Gateway.Api.Live;

/// <summary>An answer that goes on as server-sent events, for as long as somebody takes them and may have them.</summary>
internal static class StreamAnswer
{
    /// <summary>A caller whose network takes nothing for so long has gone, or is dead.</summary>
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(10);

    /// <param name="holds">Whether the caller may still have them: asked before each message.</param>
    /// <param name="longest">After so long it ends in any case, and a browser connects again at once: a caller who is alive and reads no
    /// more takes a word a second for hours.</param>
    /// <param name="next">What there is to send, and what ends when there is more; null where there is nothing more to be sent at
    /// all.</param>
    public static async Task SendAsync(HttpContext context, Func<bool> holds, TimeSpan longest, IHostApplicationLifetime life,
        TimeProvider time, Func<(IReadOnlyList<byte[]> Messages, Task Changed)?> next)
    {
        // A stream must not hold up a gateway that stops.
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, life.ApplicationStopping);
        var begun = time.GetTimestamp();
        try
        {
            context.Response.ContentType = "text/event-stream";
            await SendAsync(context, ["retry: 2000\n\n"u8.ToArray()], time, stop.Token);
            while (holds() && next() is var (messages, changed))
            {
                if (time.GetElapsedTime(begun) >= longest)
                {
                    // What is left goes with the next connection.
                    await SendAsync(context, [.. messages, "retry: 100\n\n"u8.ToArray()], time, stop.Token);
                    break;
                }

                await SendAsync(context, messages, time, stop.Token);
                await changed.WaitAsync(stop.Token);
            }
        }
        catch (TimeoutException)
        {
            // Whoever takes nothing holds a place for nothing.
            context.Abort();
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // The caller has gone, or the gateway stops.
        }
    }

    /// <exception cref="TimeoutException">The caller does not take it.</exception>
    private static async Task SendAsync(HttpContext context, IReadOnlyList<byte[]> messages, TimeProvider time,
        CancellationToken cancellationToken)
    {
        using var patience = new CancellationTokenSource(_patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
        try
        {
            foreach (var message in messages)
            {
                await context.Response.Body.WriteAsync(message, either.Token);
            }

            await context.Response.Body.FlushAsync(either.Token);
        }
        catch (OperationCanceledException) when (patience.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw new TimeoutException();
        }
    }
}
