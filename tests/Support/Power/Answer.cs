using System.Buffers.Binary;
using System.Text;

namespace Zhuhui.Edge.Tests.Support.Power;

/// <summary>An answer as the kernel reads it: a header, and what belongs to its kind.</summary>
internal sealed class Answer(Question question)
{
    public const int NotThere = 2;
    public const int Interrupted = 4;
    public const int TryAgain = 11;
    public const int Exists = 17;
    public const int NotEmpty = 39;
    public const int NotKnown = 38;

    private const int HeaderBytes = 16;
    private const int AttributeSeconds = 3600;
    private readonly List<byte> _body = [];

    public int Length => _body.Count;

    public byte[] Refuse(int error) => Bytes(-error);

    public byte[] Done() => Bytes(0);

    public Answer Int(uint value)
    {
        Span<byte> bytes = stackalloc byte[4];
        BinaryPrimitives.WriteUInt32LittleEndian(bytes, value);
        _body.AddRange(bytes);
        return this;
    }

    public Answer Long(ulong value)
    {
        Span<byte> bytes = stackalloc byte[8];
        BinaryPrimitives.WriteUInt64LittleEndian(bytes, value);
        _body.AddRange(bytes);
        return this;
    }

    public Answer Raw(ReadOnlySpan<byte> bytes)
    {
        _body.AddRange(bytes);
        return this;
    }

    /// <summary>A node that a name leads to.</summary>
    public Answer Entry(Node node) => Long(node.Id).Long(0).Long(AttributeSeconds).Long(AttributeSeconds).Int(0).Int(0).Attributes(node);

    /// <summary>A node's attributes alone.</summary>
    public Answer AttributesOf(Node node) => Long(AttributeSeconds).Int(0).Int(0).Attributes(node);

    /// <summary>A name in a folder's list.</summary>
    public Answer Name(string name, Node node, ulong next)
    {
        var text = Encoding.UTF8.GetBytes(name);
        Long(node.Id).Long(next).Int((uint)text.Length).Int((node.Mode & Node.KindBits) >> 12).Raw(text);
        return Raw(new byte[-text.Length & 7]);
    }

    public static int BytesOfName(string name) => 24 + ((Encoding.UTF8.GetByteCount(name) + 7) & ~7);

    private Answer Attributes(Node node)
    {
        var (seconds, nanoseconds) = ((ulong)(node.Changed / 1000), (uint)(node.Changed % 1000 * 1_000_000));
        var size = (ulong)(node.IsFile ? node.Pages.Length : node.Target.Length);
        return Long(node.Id).Long(size).Long((size + 511) / 512).Long(seconds).Long(seconds).Long(seconds)
            .Int(nanoseconds).Int(nanoseconds).Int(nanoseconds).Int(node.Mode).Int(node.IsFolder ? 2u : 1u).Int(node.User).Int(node.Group)
            .Int(0).Int(Pages.Size).Int(0);
    }

    private byte[] Bytes(int error)
    {
        var all = new byte[HeaderBytes + _body.Count];
        BinaryPrimitives.WriteInt32LittleEndian(all, all.Length);
        BinaryPrimitives.WriteInt32LittleEndian(all.AsSpan(4), error);
        BinaryPrimitives.WriteUInt64LittleEndian(all.AsSpan(8), question.Number);
        _body.CopyTo(all, HeaderBytes);
        return all;
    }
}
