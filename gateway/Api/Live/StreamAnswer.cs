namespace Zhuhui.Edge.Gateway.Api.Live;

/// <summary>An answer that goes on as server-sent events, for as long as somebody takes them and may have them.</summary>
internal static class StreamAnswer
{
    /// <summary>A caller whose network takes nothing for so long has gone, or is dead.</summary>
    private static readonly TimeSpan _longestWait = TimeSpan.FromSeconds(10);

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
        using var caller = new Patience(context, time, stop.Token);
        var begun = time.GetTimestamp();
        try
        {
            context.Response.ContentType = "text/event-stream";
            await caller.SendAsync(["retry: 2000\n\n"u8.ToArray()]);
            while (holds() && next() is var (messages, changed))
            {
                if (time.GetElapsedTime(begun) >= longest)
                {
                    // What is left goes with the next connection.
                    await caller.SendAsync([.. messages, "retry: 100\n\n"u8.ToArray()]);
                    break;
                }

                await caller.SendAsync(messages);
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

    /// <summary>Writes for as long as the caller takes it.</summary>
    /// <param name="stop">Ends it in any case.</param>
    private sealed class Patience(HttpContext context, TimeProvider time, CancellationToken stop) : IDisposable
    {
        private readonly CancellationTokenSource _patience = new(Timeout.InfiniteTimeSpan, time);
        private CancellationTokenSource? _either;

        /// <exception cref="TimeoutException">The caller does not take it.</exception>
        public async Task SendAsync(IReadOnlyList<byte[]> messages)
        {
            _either ??= CancellationTokenSource.CreateLinkedTokenSource(_patience.Token, stop);
            _patience.CancelAfter(_longestWait);
            try
            {
                foreach (var message in messages)
                {
                    await context.Response.Body.WriteAsync(message, _either.Token);
                }

                await context.Response.Body.FlushAsync(_either.Token);
            }
            catch (OperationCanceledException) when (_patience.IsCancellationRequested && !stop.IsCancellationRequested)
            {
                throw new TimeoutException();
            }

            _patience.CancelAfter(Timeout.InfiniteTimeSpan);
        }

        public void Dispose()
        {
            _either?.Dispose();
            _patience.Dispose();
        }
    }
}
