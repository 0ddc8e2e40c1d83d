using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using LiteDB;
using Zhuhui.Edge.Gateway.Storage;

namespace Zhuhui.Edge.Gateway.People.Registry;

/// <summary>How bytes lie in a <see cref="RegistryCopy"/>: a head, then frames of [length u32 LE][kind u8][first 8 bytes of the SHA-256 of
/// kind and payload][payload].</summary>
internal static class RegistryFrame
{
    public const int Overhead = HeadBytes + 32;

    private const int CheckBytes = 8;
    private const int HeadBytes = 4 + 1 + CheckBytes;
    private const int MostPayload = 64 << 20;

    private const byte Put = (byte)'P';
    private const byte Taken = (byte)'T';
    private const byte Mark = (byte)'M';
    private const byte Gone = (byte)'G';

    private static readonly byte[] _head = "ZHREGIS1"u8.ToArray();

    /// <summary>Stands in the place of a check, so that no flipped bit makes a frame an erased one.</summary>
    private static readonly byte[] _erasedCheck = "erased!!"u8.ToArray();

    /// <summary>A document as it is from here on; null: it goes.</summary>
    internal sealed record Document(RegistryKey Key, byte[]? Bson);

    /// <summary>A document was here and was erased where it stood.</summary>
    internal sealed record Erased;

    /// <summary>The frames since the last mark are one change, and it is made.</summary>
    internal sealed record Closing(RegistryMark Mark, byte[] Database);

    public static void WriteHead(Stream file) => file.Write(_head);

    public static bool ReadHead(Stream file)
    {
        var head = new byte[_head.Length];
        return file.ReadAtLeast(head, head.Length, throwOnEndOfStream: false) == head.Length && head.AsSpan().SequenceEqual(_head);
    }

    public static void Write(Stream file, RegistryKey key, byte[]? bson)
    {
        var id = Encoding.UTF8.GetBytes(key.Id);
        var payload = new byte[3 + id.Length + (bson?.Length ?? 0)];
        payload[0] = (byte)CollectionOf(key.Collection);
        BinaryPrimitives.WriteUInt16LittleEndian(payload.AsSpan(1), checked((ushort)id.Length));
        id.CopyTo(payload, 3);
        bson?.CopyTo(payload, 3 + id.Length);
        Write(file, bson is null ? Taken : Put, payload);
    }

    public static void Write(Stream file, RegistryMark mark, byte[] database)
    {
        var document = mark.ToBson();
        document["database"] = database;
        Write(file, Mark, BsonSerializer.Serialize(document));
    }

    /// <returns>Null where no whole frame stands here.</returns>
    public static object? Read(Stream file)
    {
        var head = new byte[HeadBytes];
        if (file.ReadAtLeast(head, HeadBytes, throwOnEndOfStream: false) < HeadBytes)
        {
            return null;
        }

        var length = BinaryPrimitives.ReadUInt32LittleEndian(head);
        if (length > MostPayload || length > file.Length - file.Position)
        {
            return null;
        }

        var payload = new byte[length];
        file.ReadExactly(payload);
        if (head[4] == Gone && head.AsSpan(5).SequenceEqual(_erasedCheck))
        {
            return new Erased();
        }

        return Check(head[4], payload).AsSpan().SequenceEqual(head.AsSpan(5)) ? Parse(head[4], payload) : null;
    }

    /// <summary>Overwrites each frame of a document where it stands; the other frames stay readable whenever the power fails. Done again,
    /// it finishes what was begun.</summary>
    /// <returns>Whether anything was erased.</returns>
    public static bool Erase(FileStream file, Func<RegistryKey, byte[], bool> isMeant)
    {
        var any = false;
        if (!ReadHead(file))
        {
            return false;
        }

        for (var at = file.Position; file.Position < file.Length; at = file.Position)
        {
            switch (Read(file))
            {
                case Document(var key, { } bson) when isMeant(key, bson):
                    any = true;
                    Blank(file, at, file.Position);
                    break;
                case Erased:
                    Blank(file, at, file.Position);
                    break;
                case null:
                    return any;
            }
        }

        return any;
    }

    private static void Blank(FileStream file, long from, long to)
    {
        file.Position = from + 4;
        file.Write([Gone, .. _erasedCheck]);
        FileSync.Sync(file);
        file.Write(new byte[to - from - HeadBytes]);
        FileSync.Sync(file);
        file.Position = to;
    }

    private static object? Parse(byte kind, byte[] payload)
    {
        if (kind == Mark)
        {
            var document = BsonSerializer.Deserialize(payload);
            return new Closing(RegistryMark.FromDocument(document), document["database"].AsBinary);
        }

        int idLength = BinaryPrimitives.ReadUInt16LittleEndian(payload.AsSpan(1));
        var key = new RegistryKey(RegistryChange.Collections[payload[0]], Encoding.UTF8.GetString(payload, 3, idLength));
        return kind switch
        {
            Put => new Document(key, payload[(3 + idLength)..]),
            Taken => new Document(key, null),
            _ => null,
        };
    }

    private static void Write(Stream file, byte kind, byte[] payload)
    {
        Span<byte> head = stackalloc byte[HeadBytes];
        BinaryPrimitives.WriteUInt32LittleEndian(head, (uint)payload.Length);
        head[4] = kind;
        Check(kind, payload).CopyTo(head[5..]);
        file.Write(head);
        file.Write(payload);
    }

    private static byte[] Check(byte kind, byte[] payload)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData([kind]);
        hash.AppendData(payload);
        return hash.GetHashAndReset()[..CheckBytes];
    }

    private static int CollectionOf(string name)
    {
        for (var i = 0; i < RegistryChange.Collections.Count; i++)
        {
            if (RegistryChange.Collections[i] == name)
            {
                return i;
            }
        }

        throw new ArgumentException($"there is no collection {name}", nameof(name));
    }
}
