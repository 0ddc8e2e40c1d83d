using System.IO.Pipes;
using System.Runtime.InteropServices;

namespace Zhuhui.Edge.Vision.Ffmpeg;

/// <summary>Reads what ffmpeg writes into a pipe of ours on a thread that may wait. ffmpeg writes 32 kB at a time and .NET wakes a thread
/// of its pool for each: for a frame of 1.4 MB 43 times. The kernel is asked for the whole piece instead (recv with MSG_WAITALL, recv(2));
/// single bytes come out of a small piece that was read ahead.
/// The end of ffmpeg is the end of the bytes.</summary>
internal sealed partial class PipeBytes
{
    private const int GetFlags = 3;
    private const int SetFlags = 4;
    private const int NonBlocking = 0x800;
    private const int WaitAll = 0x100;
    private const int Interrupted = 4;

    private readonly Stream _stream;
    private readonly byte[] _ahead = new byte[64];
    private int _from;
    private int _until;
    private readonly SafeHandle? _socket;

    /// <param name="stream">Nobody else reads from it any more.</param>
    public PipeBytes(Stream stream)
    {
        _stream = stream;
        if (OperatingSystem.IsLinux() && stream is PipeStream pipe && FileControl(pipe.SafePipeHandle, GetFlags, 0) is >= 0 and var flags
            && FileControl(pipe.SafePipeHandle, SetFlags, flags & ~NonBlocking) == 0)
        {
            _socket = pipe.SafePipeHandle;
        }
    }

    /// <summary>The next byte.</summary>
    /// <exception cref="EndOfStreamException">ffmpeg has ended.</exception>
    public byte Next()
    {
        if (_from == _until)
        {
            (_from, _until) = (0, Some());
        }

        return _ahead[_from++];
    }

    /// <summary>Fills the whole of it.</summary>
    /// <exception cref="EndOfStreamException">ffmpeg has ended.</exception>
    public void Read(Span<byte> bytes)
    {
        var ready = Math.Min(_until - _from, bytes.Length);
        _ahead.AsSpan(_from, ready).CopyTo(bytes);
        _from += ready;
        bytes = bytes[ready..];
        if (_socket is null)
        {
            _stream.ReadExactly(bytes);
            return;
        }

        while (bytes.Length > 0)
        {
            bytes = bytes[Receive(bytes, WaitAll)..];
        }
    }

    private int Some()
    {
        var got = _socket is null ? _stream.Read(_ahead) : Receive(_ahead, 0);
        return got > 0 ? got : throw new EndOfStreamException();
    }

    private int Receive(Span<byte> bytes, int flags)
    {
        while (true)
        {
            var got = (int)Receive(_socket!, bytes, (nuint)bytes.Length, flags);
            if (got > 0)
            {
                return got;
            }

            if (got == 0 || Marshal.GetLastPInvokeError() != Interrupted)
            {
                throw new EndOfStreamException();
            }
        }
    }

    [LibraryImport("libc", EntryPoint = "recv", SetLastError = true)]
    private static partial nint Receive(SafeHandle socket, Span<byte> buffer, nuint length, int flags);

    [LibraryImport("libc", EntryPoint = "fcntl", SetLastError = true)]
    private static partial int FileControl(SafeHandle file, int command, int argument);
}
