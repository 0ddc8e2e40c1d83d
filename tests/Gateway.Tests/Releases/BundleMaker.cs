using System.Formats.Tar;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using NSec.Cryptography;
using Zhuhui.Edge.Gateway.Releases;

namespace Zhuhui.Edge.Gateway.Tests.Releases;

/// <summary>Makes bundles as deploy/bundle.sh does, and others as somebody else would.</summary>
internal sealed class BundleMaker : IDisposable
{
    private readonly Key _key = Key.Create(SignatureAlgorithm.Ed25519, new KeyCreationParameters
    {
        ExportPolicy = KeyExportPolicies.AllowPlaintextExport,
    });

    /// <summary>What the box keeps of it.</summary>
    public byte[] PublicKey => _key.PublicKey.Export(KeyBlobFormat.PkixPublicKeyText);

    public void Dispose() => _key.Dispose();

    /// <param name="file">Where it goes.</param>
    /// <param name="program">Of the program's files, by their names in the archive.</param>
    /// <param name="change">Changes the manifest before it is signed.</param>
    public string Make(string file, string version, IReadOnlyDictionary<string, string>? program = null, Action<JsonObject>? change = null)
    {
        var archive = Archive(program ?? new Dictionary<string, string>
        {
            ["./zhuhui-edge"] = $"#!/bin/sh\necho {version}\n",
            ["./lib/data"] = "data",
        });
        var manifest = (JsonObject)JsonSerializer.SerializeToNode(new ReleaseManifest(1, ReleaseManifest.ThisProduct, version,
            ReleaseManifest.ThisPlatform, DataForm.Reads, DataForm.Writes, archive.Length,
                Convert.ToHexStringLower(SHA256.HashData(archive))),
            JsonSerializerOptions.Web)!;
        change?.Invoke(manifest);
        var text = Encoding.UTF8.GetBytes(manifest.ToJsonString());
        using var stream = File.Create(file);
        using var tar = new TarWriter(stream, TarEntryFormat.Ustar);
        Add(tar, ReleaseBundle.ManifestName, text);
        Add(tar, ReleaseBundle.SignatureName, SignatureAlgorithm.Ed25519.Sign(_key, text));
        Add(tar, ReleaseBundle.ProgramName, archive);
        return file;
    }

    public static byte[] Archive(IReadOnlyDictionary<string, string> program, params TarEntry[] more)
    {
        using var packed = new MemoryStream();
        using (var zip = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true))
        using (var tar = new TarWriter(zip, TarEntryFormat.Ustar))
        {
            foreach (var (name, text) in program)
            {
                Add(tar, name, Encoding.UTF8.GetBytes(text), name.EndsWith("zhuhui-edge", StringComparison.Ordinal));
            }

            foreach (var entry in more)
            {
                tar.WriteEntry(entry);
            }
        }

        return packed.ToArray();
    }

    private static void Add(TarWriter tar, string name, byte[] content, bool isProgram = false) => tar.WriteEntry(
        new UstarTarEntry(TarEntryType.RegularFile, name)
        {
            DataStream = new MemoryStream(content),
            Mode = isProgram ? (UnixFileMode)0b111_101_101 : (UnixFileMode)0b110_100_100,
        });
}
