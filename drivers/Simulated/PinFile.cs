using System.Device.Gpio;
using Microsoft.Win32.SafeHandles;
using Zhuhui.Edge.Drivers.Boards;

namespace Zhuhui.Edge.Drivers.Simulated;

/// <summary>
/// The levels of a simulated board, one byte a pin: '0', '1', or '-' for a pin never opened. Every change is written at once, so that
/// another process sees it after a kill; opening the file again leaves every level as it was, as a dead process leaves real pins. Its
/// owner's lock guards it.
/// </summary>
internal sealed class PinFile : IDisposable
{
    public const int PinCount = 64;

    private readonly SafeFileHandle _handle;
    private readonly byte[] _levels;

    private PinFile(SafeFileHandle handle, byte[] levels)
    {
        _handle = handle;
        _levels = levels;
    }

    /// <summary>The level, or null for a pin never opened.</summary>
    public PinValue? this[int pin] => _levels[pin] switch
    {
        (byte)'0' => PinValue.Low,
        (byte)'1' => PinValue.High,
        _ => null,
    };

    /// <exception cref="BoardException">The file cannot be opened or does not hold pin levels.</exception>
    public static PinFile Open(string board, string folder)
    {
        var path = Path.Combine(folder, board + ".pins");
        try
        {
            Directory.CreateDirectory(folder);
            var handle = File.OpenHandle(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.ReadWrite);
            var levels = new byte[PinCount];
            levels.AsSpan().Fill((byte)'-');
            var read = RandomAccess.Read(handle, levels, 0);
            if (RandomAccess.GetLength(handle) > PinCount || levels.AsSpan().ContainsAnyExcept("01-"u8))
            {
                handle.Dispose();
                throw new BoardException(
                    $"Board '{board}': {path} does not hold the levels of {PinCount} pins. "
                    + "Remove it; the pins then start unopened.");
            }

            // A process killed while it made the file leaves it short.
            RandomAccess.Write(handle, levels.AsSpan(read), read);
            return new PinFile(handle, levels);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new BoardException(
                $"Board '{board}': {path} cannot be opened. "
                + $"Let the service's user write to its data folder. ({e.Message})",
                e);
        }
    }

    public void Set(int pin, PinValue level)
    {
        var value = level == PinValue.High ? (byte)'1' : (byte)'0';
        if (_levels[pin] != value)
        {
            _levels[pin] = value;
            RandomAccess.Write(_handle, _levels.AsSpan(pin, 1), pin);
        }
    }

    public override string ToString() => System.Text.Encoding.ASCII.GetString(_levels);

    public void Dispose() => _handle.Dispose();
}
