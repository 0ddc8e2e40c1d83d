namespace Zhuhui.Edge.Tests.Support.Modbus;

/// <summary>A board at the far end of two pseudo-terminals.</summary>
public sealed class ModbusRtuBoard : ScriptedModbusBoard, IDisposable
{
    private readonly SerialPair _line = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _serving;
    private volatile bool _isPlugged = true;

    public ModbusRtuBoard() => _serving = Task.Run(Serve);

    /// <summary>The terminal of whoever asks it.</summary>
    public string Device => _line.Near;

    /// <summary>Whether its line is plugged in.</summary>
    public override bool IsOnline
    {
        get => _isPlugged;
        set
        {
            if (value == _isPlugged)
            {
                return;
            }

            _isPlugged = value;
            if (value)
            {
                _line.Plug();
            }
            else
            {
                _line.Unplug();
            }
        }
    }

    public void Dispose()
    {
        // A read on a pseudo-terminal ends with its other end.
        _stop.Cancel();
        _line.Dispose();
        _serving.Wait(Eventually.Patience);
        _stop.Dispose();
    }

    private void Serve()
    {
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                using var line = new FileStream(_line.Far, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite, bufferSize: 0);
                Serve(line);
            }
            catch (IOException)
            {
                // It is not plugged in, or no longer.
                _stop.Token.WaitHandle.WaitOne(TimeSpan.FromMilliseconds(20));
            }
        }
    }

    private void Serve(FileStream line)
    {
        var buffer = new byte[256];
        for (var filled = 0; line.Read(buffer, filled, buffer.Length - filled) is var read and > 0;)
        {
            filled += read;
            if (filled < 8 || filled < LengthOf(buffer))
            {
                continue;
            }

            var request = buffer[..LengthOf(buffer)];
            filled = 0;
            if (RtuFrame(request[0], request[1..^2]).AsSpan().SequenceEqual(request) && Answer(request[1..^2]) is { } reply)
            {
                line.Write(RtuFrame(request[0], reply));
                CountAnswer();
            }
        }
    }

    /// <summary>A write of several names how many bytes follow; every other request has eight.</summary>
    private static int LengthOf(byte[] request) => request[1] is 15 or 16 ? 9 + request[6] : 8;
}
