using System.Buffers.Binary;
using System.Text;

namespace Zhuhui.Edge.Tests.Support.Power;

/// <summary>A call on the file system as the kernel hands it over: a header, and what belongs to its kind.</summary>
internal sealed class Question(ReadOnlyMemory<byte> bytes)
{
    public const int HeaderBytes = 40;

    public QuestionKind Kind => (QuestionKind)Header(4);

    public ulong Number => BinaryPrimitives.ReadUInt64LittleEndian(bytes.Span[8..]);

    public ulong Node => BinaryPrimitives.ReadUInt64LittleEndian(bytes.Span[16..]);

    public uint User => Header(24);

    public uint Group => Header(28);

    public ReadOnlySpan<byte> Body => bytes.Span[HeaderBytes..];

    public uint Int(int at) => BinaryPrimitives.ReadUInt32LittleEndian(Body[at..]);

    public ulong Long(int at) => BinaryPrimitives.ReadUInt64LittleEndian(Body[at..]);

    /// <summary>A text that ends with a zero; and where the next begins.</summary>
    public string Text(int at, out int next)
    {
        var length = Body[at..].IndexOf((byte)0);
        next = at + length + 1;
        return Encoding.UTF8.GetString(Body.Slice(at, length));
    }

    private uint Header(int at) => BinaryPrimitives.ReadUInt32LittleEndian(bytes.Span[at..]);
}

/// <summary>The kernel's own numbers (linux/fuse.h).</summary>
internal enum QuestionKind
{
    Lookup = 1,
    Forget = 2,
    GetAttributes = 3,
    SetAttributes = 4,
    ReadLink = 5,
    SymLink = 6,
    MakeNode = 8,
    MakeFolder = 9,
    Unlink = 10,
    RemoveFolder = 11,
    Rename = 12,
    HardLink = 13,
    Open = 14,
    Read = 15,
    Write = 16,
    Space = 17,
    Release = 18,
    Sync = 20,
    Flush = 25,
    Begin = 26,
    OpenFolder = 27,
    ReadFolder = 28,
    ReleaseFolder = 29,
    SyncFolder = 30,
    Create = 35,
    Interrupt = 36,
    End = 38,
    ForgetMany = 42,
    Allocate = 43,
    RenameTwo = 45,
}
