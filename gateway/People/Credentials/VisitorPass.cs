using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Zhuhui.Edge.Gateway.People.Credentials;

/// <summary>A visitor's pass: who answers for the visitor, which doors, from when to when, how many times.</summary>
/// <param name="Id">12 hexadecimal digits; random.</param>
/// <param name="Host">The resident who answers for the visitor.</param>
/// <param name="Doors">The doors it opens; at least one.</param>
/// <param name="MostUses">1 to 255.</param>
internal sealed record VisitorPass(string Id, string Host, IReadOnlyList<string> Doors, DateTimeOffset ValidFrom,
    DateTimeOffset ValidTo, int MostUses)
{
    private const int IdBytes = 6;
    private const int FixedBytes = IdBytes + 4 + 4 + 1 + 1 + 1;

    /// <summary>How the visitor is called in events: a person of their own, so that anti-passback never takes the visitor for the
    /// host.</summary>
    public string Visitor => $"v-{Id}";

    public static string NewId() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(IdBytes));

    /// <summary>Six bytes of id, beginning and end in Unix seconds (four bytes each, most significant first), uses, then the host and the
    /// doors, each text with its length in a byte before it, the doors with their number before them.</summary>
    public byte[] ToBytes()
    {
        var texts = Doors.Prepend(Host).Select(Encoding.ASCII.GetBytes).ToArray();
        var bytes = new byte[FixedBytes + texts.Sum(t => t.Length) + Doors.Count];
        Convert.FromHexString(Id).CopyTo(bytes, 0);
        BinaryPrimitives.WriteUInt32BigEndian(bytes.AsSpan(IdBytes), checked((uint)ValidFrom.ToUnixTimeSeconds()));
        BinaryPrimitives.WriteUInt32BigEndian(bytes.AsSpan(IdBytes + 4), checked((uint)ValidTo.ToUnixTimeSeconds()));
        bytes[IdBytes + 8] = checked((byte)MostUses);
        var at = IdBytes + 9;
        foreach (var (text, i) in texts.Select((t, i) => (t, i)))
        {
            bytes[at++] = checked((byte)text.Length);
            text.CopyTo(bytes, at);
            at += text.Length;
            if (i == 0)
            {
                bytes[at++] = checked((byte)Doors.Count);
            }
        }

        return bytes;
    }

    /// <returns>Null where these bytes are no pass.</returns>
    public static VisitorPass? Read(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < FixedBytes)
        {
            return null;
        }

        var id = Convert.ToHexStringLower(bytes[..IdBytes]);
        var from = DateTimeOffset.FromUnixTimeSeconds(BinaryPrimitives.ReadUInt32BigEndian(bytes[IdBytes..]));
        var to = DateTimeOffset.FromUnixTimeSeconds(BinaryPrimitives.ReadUInt32BigEndian(bytes[(IdBytes + 4)..]));
        var uses = bytes[IdBytes + 8];
        var rest = bytes[(IdBytes + 9)..];
        if (!TryText(ref rest, out var host) || rest.Length == 0)
        {
            return null;
        }

        var doors = new string[rest[0]];
        rest = rest[1..];
        for (var i = 0; i < doors.Length; i++)
        {
            if (!TryText(ref rest, out doors[i]))
            {
                return null;
            }
        }

        return rest.Length == 0 && doors.Length > 0 ? new VisitorPass(id, host, doors, from, to, uses) : null;
    }

    private static bool TryText(ref ReadOnlySpan<byte> rest, out string text)
    {
        text = "";
        if (rest.Length == 0 || rest.Length < 1 + rest[0] || !Ascii.IsValid(rest.Slice(1, rest[0])))
        {
            return false;
        }

        text = Encoding.ASCII.GetString(rest.Slice(1, rest[0]));
        rest = rest[(1 + rest[0])..];
        return true;
    }
}
