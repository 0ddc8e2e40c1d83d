using System.Buffers.Binary;
using System.Text.Json;
using Zhuhui.Edge.Gateway.Events;

namespace Zhuhui.Edge.Gateway.People.Registry.Sealing;

/// <summary>What a sealed file says of itself to whoever has no key: numbers, and nothing of anybody. It is part of what the key is derived
/// from, so a file whose head was altered does not open.</summary>
/// <param name="Recovery">The id of the recovery key that opens it.</param>
/// <param name="Site">District, compound and gateway.</param>
/// <param name="Ledger">The registry's journal, and with <paramref name="Seq"/> where it stood.</param>
internal sealed record SealedHead(string Recovery, string Site, DateTimeOffset MadeAt, string Program, Guid Ledger, long Seq,
    SealedCounts Counts)
{
    private const int MostBytes = 1 << 16;

    private static readonly byte[] _mark = "ZHSEALD1"u8.ToArray();

    public JournalPlace Place => new(Ledger, Seq);

    public byte[] ToBytes()
    {
        var json = JsonSerializer.SerializeToUtf8Bytes(this, EventJson.Options);
        var bytes = new byte[_mark.Length + sizeof(int) + json.Length];
        _mark.CopyTo(bytes, 0);
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(_mark.Length), json.Length);
        json.CopyTo(bytes, _mark.Length + sizeof(int));
        return bytes;
    }

    /// <returns>The head and its bytes; null where the file has none.</returns>
    public static (SealedHead Head, byte[] Bytes)? Read(Stream file)
    {
        var start = new byte[_mark.Length + sizeof(int)];
        if (file.ReadAtLeast(start, start.Length, throwOnEndOfStream: false) < start.Length || !start.AsSpan().StartsWith(_mark)
            || BinaryPrimitives.ReadInt32LittleEndian(start.AsSpan(_mark.Length)) is < 0 or > MostBytes)
        {
            return null;
        }

        var json = new byte[BinaryPrimitives.ReadInt32LittleEndian(start.AsSpan(_mark.Length))];
        try
        {
            return file.ReadAtLeast(json, json.Length, throwOnEndOfStream: false) == json.Length
                && JsonSerializer.Deserialize<SealedHead>(json, EventJson.Options) is
                {
                    Recovery: not null,
                    Site: not null,
                    Program: not null,
                    Counts: not null
                } head ? (head, [.. start, .. json]) : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}

/// <summary>What is in a sealed file.</summary>
/// <param name="Faces">People with face templates.</param>
/// <param name="Pins">People with a PIN.</param>
/// <param name="Photos">People whose photos are kept.</param>
/// <param name="Passes">Whether the key of visitors' passes is in it.</param>
internal sealed record SealedCounts(int People, int Cards, int Codes, int Faces, int Pins, int Photos, int Households, bool Passes);
