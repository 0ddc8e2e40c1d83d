using System.Buffers;
using System.Formats.Tar;
using System.Security.Cryptography;
using Zhuhui.Edge.Gateway.Texts;
using Zhuhui.Edge.Gateway.Texts.Messages;

namespace Zhuhui.Edge.Gateway.Releases;

/// <summary>Why a bundle is not taken.</summary>
internal sealed class ReleaseException(Wording words) : Exception(words.En)
{
    public Wording Words => words;
}

/// <summary>
/// A release as a file: a tar of <c>manifest.json</c>, its Ed25519 signature <c>manifest.sig</c>, and <c>program.tar.gz</c>, in this order.
/// Nothing is believed before the signature is right, and nothing is unpacked before all bytes of the program are those that the manifest
/// names.
/// </summary>
internal sealed class ReleaseBundle
{
    public const string ManifestName = "manifest.json";
    public const string SignatureName = "manifest.sig";
    public const string ProgramName = "program.tar.gz";

    private const int LongestManifest = 16 * 1024;
    private const int SignatureBytes = 64;

    /// <summary>Of a program's archive; more is none of ours.</summary>
    public const long MostBytes = 2L << 30;

    /// <summary>Of a bundle beside the program's archive, with the tar's own.</summary>
    public const int MostBeside = 64 << 10;

    /// <summary>Manifest and signature lie within so many.</summary>
    public const int SignedPart = 20 << 10;

    private readonly string _file;

    private ReleaseBundle(string file, ReleaseManifest manifest) => (_file, Manifest) = (file, manifest);

    public ReleaseManifest Manifest { get; }

    /// <summary>Looks at the signed part: who made it, and for which machine.</summary>
    /// <exception cref="ReleaseException">It is no bundle, is cut off, or is signed by nobody whom this box trusts.</exception>
    public static ReleaseBundle Open(string file, ReleaseKeys keys) => Reading(file, tar =>
    {
        var manifest = Small(tar, ManifestName, LongestManifest, file);
        var signature = Small(tar, SignatureName, SignatureBytes, file);
        if (keys.Count == 0)
        {
            throw new ReleaseException(ReleaseTexts.NoKeys(keys.Folder));
        }

        if (!keys.HaveSigned(manifest, signature))
        {
            throw new ReleaseException(ReleaseTexts.NotSigned(file, keys.Folder));
        }

        return ReleaseManifest.Parse(manifest) is { Format: ReleaseManifest.KnownFormat } known ? new ReleaseBundle(file, known)
            : throw new ReleaseException(ReleaseTexts.OtherFormat(file));
    });

    /// <summary>Copies the program's archive, if all of it is what was signed.</summary>
    /// <param name="to">A file that is not there yet; on the disk when this returns.</param>
    /// <exception cref="ReleaseException">It is cut off, or was changed after it was signed; the file holds what could be read.</exception>
    /// <exception cref="IOException">The disk refuses it.</exception>
    public void CopyProgram(string to)
    {
        using var program = new FileStream(to, FileMode.CreateNew, FileAccess.Write);
        CheckProgram(program);
        program.Flush(flushToDisk: true);
    }

    /// <summary>Whether all of the program is what was signed.</summary>
    /// <exception cref="ReleaseException">It is cut off, or was changed after it was signed.</exception>
    public void CheckProgram() => CheckProgram(Stream.Null);

    private void CheckProgram(Stream to) => Reading(_file, tar =>
    {
        Small(tar, ManifestName, LongestManifest, _file);
        Small(tar, SignatureName, SignatureBytes, _file);
        var entry = Next(tar, ProgramName, _file);
        if (entry.Length != Manifest.Bytes || entry.Length > MostBytes)
        {
            throw new ReleaseException(ReleaseTexts.Changed(_file));
        }

        using var digest = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = ArrayPool<byte>.Shared.Rent(1 << 16);
        for (var left = entry.Length; left > 0;)
        {
            var read = entry.DataStream!.Read(buffer, 0, (int)Math.Min(buffer.Length, left));
            if (read == 0)
            {
                throw new ReleaseException(ReleaseTexts.CutOff(_file));
            }

            left -= read;
            digest.AppendData(buffer, 0, read);
            to.Write(buffer, 0, read);
        }

        ArrayPool<byte>.Shared.Return(buffer);
        if (!Convert.ToHexStringLower(digest.GetHashAndReset()).Equals(Manifest.Sha256, StringComparison.OrdinalIgnoreCase))
        {
            throw new ReleaseException(ReleaseTexts.Changed(_file));
        }

        return true;
    });

    private static T Reading<T>(string file, Func<TarReader, T> read)
    {
        try
        {
            using var stream = File.OpenRead(file);
            using var tar = new TarReader(stream);
            return read(tar);
        }
        catch (EndOfStreamException)
        {
            throw new ReleaseException(ReleaseTexts.CutOff(file));
        }
        catch (InvalidDataException)
        {
            throw new ReleaseException(ReleaseTexts.NoBundle(file));
        }
        catch (Exception missing) when (missing is FileNotFoundException or DirectoryNotFoundException or UnauthorizedAccessException)
        {
            throw new ReleaseException(ReleaseTexts.Unreadable(file, missing.Message));
        }
    }

    private static byte[] Small(TarReader tar, string name, int most, string file)
    {
        var entry = Next(tar, name, file);
        if (entry.Length is 0 || entry.Length > most)
        {
            throw new ReleaseException(ReleaseTexts.NoBundle(file));
        }

        var content = new byte[entry.Length];
        entry.DataStream!.ReadExactly(content);
        return content;
    }

    private static TarEntry Next(TarReader tar, string name, string file)
    {
        var entry = tar.GetNextEntry();
        return entry is { EntryType: TarEntryType.RegularFile or TarEntryType.V7RegularFile, DataStream: not null } && entry.Name == name
            ? entry
            : throw new ReleaseException(entry is null && name != ManifestName ? ReleaseTexts.CutOff(file) : ReleaseTexts.NoBundle(file));
    }
}
