using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Time.Testing;
using Xunit;
using Zhuhui.Edge.Gateway.Journals;
using Zhuhui.Edge.Tests.Support;

namespace Zhuhui.Edge.Gateway.Tests.Journals;

/// <summary>A journal in a folder of its own with a clock that stands still until told.</summary>
internal sealed class JournalBench : IDisposable
{
    public static readonly DateTimeOffset Morning = new(2026, 11, 22, 8, 0, 0, TimeSpan.Zero);

    public static readonly Guid Boot = Guid.Parse("11111111-2222-3333-4444-555555555555");

    private Journal? _journal;

    public TemporaryFolder Folder { get; } = new();

    public FakeTimeProvider Time { get; } = new(Morning);

    public LogLines Log { get; } = new();

    public JournalOptions Options { get; set; } = new() { SegmentBytes = 4096 };

    public Journal Journal => _journal ??= Journal.Open(Folder.Path, "passages", Boot, Time, Log, Options);

    public string[] Segments => [.. Directory.GetFiles(Folder.At("passages"), "*.journal").Order(StringComparer.Ordinal)];

    public void Close()
    {
        _journal?.Dispose();
        _journal = null;
    }

    public void Append(int count)
    {
        for (var i = 0; i < count; i++)
        {
            Journal.Append("passage.granted", Data($"gate-{Journal.LastSeq + 1}"));
        }
    }

    public static byte[] Data(string door) => Encoding.UTF8.GetBytes($$"""{"door":"{{door}}"}""");

    public long[] Numbers() => [.. Journal.ReadAfter(0, int.MaxValue).Select(record => record.Seq)];

    public string[] Doors() => [.. Journal.ReadAfter(0, int.MaxValue)
        .Select(record => (string?)JsonNode.Parse(record.Payload.Span)!["data"]!["door"] ?? record.Type)];

    /// <summary>Reads everything and checks numbers and hash chain from the first record on.</summary>
    public void ProveChain()
    {
        var previous = new string('0', 64);
        long expected = 1;
        foreach (var record in Journal.ReadAfter(0, int.MaxValue))
        {
            var json = JsonNode.Parse(record.Payload.Span)!;
            Assert.Equal(expected++, (long)json["seq"]!);
            Assert.Equal(previous, (string)json["prev"]!);
            previous = Convert.ToHexStringLower(SHA256.HashData(record.Payload.Span));
        }

        Assert.Equal(Journal.LastSeq, expected - 1);
    }

    public void Dispose()
    {
        Close();
        Folder.Dispose();
    }
}
