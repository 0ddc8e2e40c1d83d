using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text.Json;
using Zhuhui.Edge.Gateway.Events;
using Zhuhui.Edge.Gateway.Storage;

namespace Zhuhui.Edge.Gateway.Admin.SiteEdits;

/// <summary>Where the site file lies, and what lies beside it. A link is followed: the folder of the file itself is the one that is written
/// to, so that <c>/etc</c> can stay closed to the gateway.</summary>
/// <param name="file">The site file, as the command line names it.</param>
internal sealed partial class SitePlace(string file)
{
    private const int Writable = 2;

    private const UnixFileMode ForAll = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead;

    /// <summary>The file itself.</summary>
    public string Target { get; } = TargetOf(Path.GetFullPath(file));

    /// <summary>The text that was in the file before the last change, for people.</summary>
    public string Before => Target + ".before";

    /// <summary>What is on trial, or how the last trial ended.</summary>
    public string Trial => Target + ".trial";

    public static string StateOf(ReadOnlySpan<byte> text) => Convert.ToHexStringLower(SHA256.HashData(text))[..16];

    /// <summary>Null where it can be written.</summary>
    public string? Refusal => Access(Path.GetDirectoryName(Target)!, Writable) == 0 ? null : Marshal.GetLastPInvokeErrorMessage();

    /// <exception cref="IOException">It can't be read.</exception>
    /// <exception cref="UnauthorizedAccessException">It is another user's.</exception>
    public byte[] Read() => File.ReadAllBytes(Target);

    /// <summary>Whole or not at all, readable by whom it was before.</summary>
    /// <exception cref="IOException">The disk refuses it; what was there is there still.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder is another user's.</exception>
    public void Put(byte[] text) => Put(Target, text);

    /// <inheritdoc cref="Put(byte[])"/>
    public void KeepBefore(byte[] text) => Put(Before, text);

    /// <returns>Null where nothing was ever changed by way of the gateway, or nobody can say.</returns>
    public SiteTrial? ReadTrial()
    {
        try
        {
            return JsonSerializer.Deserialize<SiteTrial>(File.ReadAllBytes(Trial), EventJson.Options);
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException or JsonException)
        {
            return null;
        }
    }

    /// <inheritdoc cref="Put(byte[])"/>
    public void Write(SiteTrial trial) => AtomicFile.Write(Trial, JsonSerializer.SerializeToUtf8Bytes(trial, EventJson.Options));

    private void Put(string path, byte[] text)
    {
        var mode = File.Exists(Target) ? File.GetUnixFileMode(Target) & ForAll : ForAll;
        AtomicFile.Write(path, stream =>
        {
            stream.Write(text);
            File.SetUnixFileMode(stream.SafeFileHandle, mode);
        });
    }

    private static string TargetOf(string file)
    {
        try
        {
            return File.ResolveLinkTarget(file, returnFinalTarget: true)?.FullName ?? file;
        }
        catch (IOException)
        {
            // A link in a circle, or into nowhere: whoever reads it says so.
            return file;
        }
    }

    [LibraryImport("libc", EntryPoint = "access", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Access(string path, int mode);
}
