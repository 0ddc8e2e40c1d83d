using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Zhuhui.Edge.Tests.Support;

/// <summary>One record of a <see cref="TestJournal"/>, as the contract has it.</summary>
public sealed record TestRecord(long Seq, string Type, ReadOnlyMemory<byte> Payload);

/// <summary>A journal of one stream in memory: records of the contract, chained by hash.</summary>
public sealed class TestJournal(string stream, Guid? ledger = null, DateTimeOffset? at = null)
{
    private readonly DateTimeOffset? _at = at;
    private readonly Lock _lock = new();
    private readonly List<TestRecord> _records = [];
    private string _prev = new('0', 64);
    private TaskCompletionSource _grown = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Guid Ledger { get; } = ledger ?? Guid.NewGuid();

    public string Stream => stream;

    public TestJournal Append(int count = 1, string type = "passage.granted", string data = """{"at":"gate","door":"gate-1"}""",
        string? at = null)
    {
        lock (_lock)
        {
            for (var i = 0; i < count; i++)
            {
                var seq = _records.Count + 1;
                var payload = Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture,
                    $$$"""{"stream":"{{{stream}}}","ledger":"{{{Ledger:D}}}","seq":{{{seq}}}"""
                    + $$$""","prev":"{{{_prev}}}","boot":"5f1b0c4e-0000-4000-8000-000000000001","monoMs":{{{seq * 10.5}}}"""
                    + $$$""","at":"{{{at ?? Now()}}}","type":"{{{type}}}","data":{{{data}}}}"""));
                _records.Add(new TestRecord(seq, type, payload));
                _prev = Convert.ToHexStringLower(SHA256.HashData(payload));
            }

            _grown.SetResult();
            _grown = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        }

        return this;
    }

    public int Count
    {
        get
        {
            lock (_lock)
            {
                return _records.Count;
            }
        }
    }

    public TestRecord Record(int seq)
    {
        lock (_lock)
        {
            return _records[seq - 1];
        }
    }

    private string Now() => (_at ?? DateTimeOffset.UtcNow).ToString("yyyy-MM-ddTHH:mm:ss.fffzzz", CultureInfo.InvariantCulture);

    public IReadOnlyList<TestRecord> ReadAfter(long after, int count)
    {
        lock (_lock)
        {
            return after >= _records.Count ? [] : _records.GetRange((int)after, Math.Min(count, _records.Count - (int)after));
        }
    }

    public Task GrownAsync(long after, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            return after < _records.Count ? Task.CompletedTask : _grown.Task.WaitAsync(cancellationToken);
        }
    }
}
