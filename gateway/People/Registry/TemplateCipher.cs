using System.Runtime.InteropServices;
using Zhuhui.Edge.Gateway.Storage;

namespace Zhuhui.Edge.Gateway.People.Registry;

/// <summary>Seals face templates, each bound to the person it belongs to. The key lies apart from the data it opens: as a systemd
/// credential where there is one, else in a file of its own that only the service may read.</summary>
internal sealed class TemplateCipher : IDisposable
{
    private readonly BoundCipher _cipher;

    private TemplateCipher(BoundCipher cipher) => _cipher = cipher;

    /// <summary>Takes the key from the data folder, where it is made on first use.</summary>
    /// <exception cref="StorageException">The key is not whole, or the system refuses its file.</exception>
    public static TemplateCipher Open(string dataFolder) => new(BoundCipher.Open(DataKey.Template, dataFolder));

    public static TemplateCipher With(byte[] key) => new(BoundCipher.With(key));

    public byte[] Seal(string person, ReadOnlySpan<float> template) => _cipher.Seal(person, MemoryMarshal.AsBytes(template));

    /// <returns>Null where the key is another one, the box was altered, or it belongs to somebody else.</returns>
    public float[]? Open(string person, ReadOnlySpan<byte> box) =>
        _cipher.Open(person, box) is { } plain && plain.Length % sizeof(float) == 0 ? MemoryMarshal.Cast<byte, float>(plain)
            .ToArray() : null;

    public void Dispose() => _cipher.Dispose();
}
