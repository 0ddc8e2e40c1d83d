using System.Buffers.Text;
using System.Text;
using System.Text.Json;
using NSec.Cryptography;

namespace Zhuhui.Edge.Hub.Settings;

/// <summary>A key of the hub, from a file that its owner alone may read. The holder of the file can order what the gateways' site files let
/// it.</summary>
internal sealed class SigningKey : IDisposable
{
    private static readonly SignatureAlgorithm _algorithm = SignatureAlgorithm.Ed25519;

    private const UnixFileMode Others = UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.OtherRead | UnixFileMode.OtherWrite;

    private readonly Key _key;

    private SigningKey(string id, Key key) => (Id, _key) = (id, key);

    public string Id { get; }

    /// <summary>As the site file has it.</summary>
    public string PublicKey => Convert.ToBase64String(_key.PublicKey.Export(KeyBlobFormat.RawPublicKey));

    /// <summary>Makes a key, and its file; never over another.</summary>
    /// <exception cref="UsageException">The file is there already, or can't be made.</exception>
    public static SigningKey Make(string file, string id)
    {
        var key = Key.Create(_algorithm, new KeyCreationParameters { ExportPolicy = KeyExportPolicies.AllowPlaintextExport });
        try
        {
            using var made = new FileStream(file, new FileStreamOptions
            {
                Mode = FileMode.CreateNew,
                Access = FileAccess.Write,
                UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite
            });
            made.Write(JsonSerializer.SerializeToUtf8Bytes(new
            {
                id,
                privateKey = Convert.ToBase64String(
                key.Export(KeyBlobFormat.RawPrivateKey))
            }));
            made.Flush(flushToDisk: true);
            return new SigningKey(id, key);
        }
        catch (Exception refusal) when (refusal is IOException or UnauthorizedAccessException)
        {
            key.Dispose();
            throw new UsageException($"the key file {file} can't be made: {refusal.Message}");
        }
    }

    /// <exception cref="UsageException">The file is no key, or not its owner's alone.</exception>
    public static SigningKey Read(string file)
    {
        try
        {
            if ((File.GetUnixFileMode(file) & Others) != 0)
            {
                throw new UsageException($"--key {file} can be read or changed by others than its owner, so anybody here could sign with "
                    + $"it: chmod 600 {file}, or make a new key where somebody may have");
            }

            using var json = JsonDocument.Parse(File.ReadAllBytes(file));
            return new SigningKey(json.RootElement.GetProperty("id").GetString()!,
                Key.Import(_algorithm, json.RootElement.GetProperty("privateKey").GetBytesFromBase64(), KeyBlobFormat.RawPrivateKey));
        }
        catch (Exception wrong) when (wrong is IOException or UnauthorizedAccessException or JsonException or KeyNotFoundException
            or FormatException or InvalidOperationException)
        {
            throw new UsageException($"--key {file} is no key: {wrong.Message}; zhuhui-hub keygen makes one");
        }
    }

    /// <summary>The text of a message's <c>sig</c>: over the whole topic, a line feed and the bytes as sent.</summary>
    public string Sign(string topic, ReadOnlySpan<byte> payload) => Base64Url.EncodeToString(_algorithm.Sign(_key,
        [.. Encoding.ASCII.GetBytes(topic), (byte)'\n', .. payload]));

    public void Dispose() => _key.Dispose();
}
