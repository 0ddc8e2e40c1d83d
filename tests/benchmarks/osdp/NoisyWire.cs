namespace Zhuhui.Edge.Benchmarks.Osdp;

/// <summary>
/// A wire that spoils bytes on their way, in both directions, and watches what was put on it, before spoiling. It cuts frames by itself, by
/// their announced length, and shares no code with the driver.
/// </summary>
internal sealed class NoisyWire(Stream panel, Stream readers, double spoiled)
{
    private readonly Lock _gate = new();
    private readonly HashSet<int> _secure = [];

    public long Frames { get; private set; }

    public long SpoiledFrames { get; private set; }

    public long SpoiledBytes { get; private set; }

    public long Bytes { get; private set; }

    /// <summary>Frames outside the secure channel after a reader's secure start, the handshake's own not counted.</summary>
    public long Plaintext { get; private set; }

    /// <summary>Of those, a reader's NAK that says its session is gone.</summary>
    public long PlainNaks { get; private set; }

    public Task RunAsync(CancellationToken cancellationToken) => Task.WhenAll(PumpAsync(panel, readers, 1, cancellationToken),
        PumpAsync(readers, panel, 2, cancellationToken));

    private async Task PumpAsync(Stream from, Stream to, int seed, CancellationToken cancellationToken)
    {
        var random = new Random(seed);
        var buffer = new byte[512];
        List<byte> waiting = [];
        try
        {
            while (await from.ReadAsync(buffer, cancellationToken) is var read and > 0)
            {
                var bytes = buffer[..read];
                var wasSpoiled = new bool[read];
                waiting.AddRange(bytes);
                for (var i = 0; i < read; i++)
                {
                    if (random.NextDouble() < spoiled)
                    {
                        bytes[i] ^= (byte)random.Next(1, 256);
                        wasSpoiled[i] = true;
                    }
                }

                lock (_gate)
                {
                    Bytes += read;
                    SpoiledBytes += wasSpoiled.Count(spoilt => spoilt);
                    SpoiledFrames += wasSpoiled.Any(spoilt => spoilt) ? 1 : 0;
                    Cut(waiting);
                }

                await to.WriteAsync(bytes, cancellationToken);
            }
        }
        catch (OperationCanceledException)
        {
            // The run is over.
        }
    }

    private void Cut(List<byte> waiting)
    {
        while (true)
        {
            while (waiting.Count > 0 && waiting[0] != 0x53)
            {
                waiting.RemoveAt(0);
            }

            if (waiting.Count < 5 || waiting.Count < (waiting[2] | waiting[3] << 8))
            {
                return;
            }

            var length = waiting[2] | waiting[3] << 8;
            Watch(waiting.Take(length).ToArray());
            waiting.RemoveRange(0, length);
        }
    }

    private void Watch(byte[] frame)
    {
        Frames++;
        var address = frame[1] & 0x7F;
        var block = (frame[4] & 8) != 0 ? frame[6] : 0;
        if (block == 0x14 && frame[7] == 1)
        {
            _secure.Add(address);
        }

        if (_secure.Contains(address) && block is not (>= 0x11 and <= 0x18))
        {
            Plaintext++;
            PlainNaks += frame[1] >= 0x80 && frame[5] == 0x41 ? 1 : 0;
        }
    }
}
