namespace Zhuhui.Edge.Drivers.Serial;

/// <summary>
/// The bytes that come from a line. One read is always under way, so that a wait that ends early loses no byte and what came unasked can be
/// dropped. One caller at a time.
/// </summary>
internal sealed class ReceiveBuffer(Stream line, TimeProvider time)
{
    private readonly byte[] _buffer = new byte[512];
    private Task<int>? _reading;

    /// <summary>Waits for bytes. The memory is good until the next call.</summary>
    /// <returns>What came; empty where nothing did in time.</returns>
    /// <exception cref="IOException">The line is gone.</exception>
    public async Task<ReadOnlyMemory<byte>> ReadAsync(TimeSpan within, CancellationToken cancellationToken)
    {
        try
        {
            _reading ??= line.ReadAsync(_buffer, CancellationToken.None).AsTask();
            if (!_reading.IsCompleted)
            {
                await Task.WhenAny(_reading).WaitAsync(within, time, cancellationToken);
            }

            var count = await _reading;
            _reading = null;
            return count > 0 ? _buffer.AsMemory(0, count) : throw new IOException("the line was closed at its other end");
        }
        catch (TimeoutException)
        {
            return default;
        }
        catch (Exception gone) when (gone is ObjectDisposedException or InvalidOperationException or UnauthorizedAccessException)
        {
            throw new IOException($"the line is gone: {gone.Message}", gone);
        }
    }

    /// <summary>Drops what has come already.</summary>
    /// <exception cref="IOException">The line is gone.</exception>
    public async Task DropAsync(CancellationToken cancellationToken)
    {
        while (_reading is { IsCompleted: true })
        {
            await ReadAsync(TimeSpan.Zero, cancellationToken);
        }
    }

    /// <summary>Drops what comes until nothing has for this long, or the time is up.</summary>
    /// <exception cref="IOException">The line is gone.</exception>
    public async Task DropUntilSilentAsync(TimeSpan silence, TimeSpan atMost, CancellationToken cancellationToken)
    {
        var from = time.GetTimestamp();
        while (time.GetElapsedTime(from) < atMost && (await ReadAsync(silence, cancellationToken)).Length > 0)
        {
        }
    }
}
