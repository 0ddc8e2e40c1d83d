using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Zhuhui.Edge.CloudBridge.Topics;

namespace Zhuhui.Edge.Benchmarks.Link;

/// <summary>A journal as the link sees one, made as it is read: granted passages as the gateway writes them, with all their facts; 200
/// people, 8 doors, a hash that no compressor guesses. Records that are added while it is read are dated then.</summary>
internal sealed class Backlog
{
    private static readonly DateTimeOffset _began = new(2026, 11, 20, 0, 0, 0, TimeSpan.Zero);
    private readonly Lock _lock = new();
    private readonly string _stream;
    private readonly string _type;
    private readonly string _ledger = Guid.NewGuid().ToString();
    private readonly string _boot = Guid.NewGuid().ToString();
    private readonly long _old;
    private long _last;
    private TaskCompletionSource _grown = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Backlog(string stream, string type, long events) => (_stream, _type, _old, _last) = (stream, type, events, events);

    public OutboxFeed Feed => new(_stream, Guid.Parse(_ledger), ReadAfter, () => (1, Last), GrownAsync);

    public long Last => Volatile.Read(ref _last);

    public void Append()
    {
        lock (_lock)
        {
            _last++;
            _grown.SetResult();
            _grown = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        }
    }

    public OutboxRecord Record(long seq)
    {
        var at = seq <= _old ? _began.AddSeconds(seq / 5.0) : DateTimeOffset.UtcNow;
        var prev = Convert.ToHexStringLower(SHA256.HashData(BitConverter.GetBytes(seq)));
        var (person, door, score) = (seq * 7919 % 200, seq * 104_729 % 8, 0.5 + (seq * 15_485_863 % 4000 / 10_000.0));

        // One text, made at once: what it costs to make is not to weigh on what is measured.
        return new OutboxRecord(seq, _type, Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture,
            $$$"""{"stream":"{{{_stream}}}","ledger":"{{{_ledger}}}","seq":{{{seq}}}"""
            + $$$""","prev":"{{{prev}}}","boot":"{{{_boot}}}","monoMs":{{{seq * 200.127:0.000}}}"""
            + $$$""","at":"{{{at:yyyy-MM-ddTHH:mm:ss.fffffff}}}+00:00","type":"{{{_type}}}","data":"""
            + $$$"""{"door":"unit-{{{door}}}","side":"entry","method":"face","person":"p-{{{person}}}","unlockSeconds":5"""
            + $$$""","passedBack":false,"policy":"3-8c1f0a","rules":["fresh","accepted-here","sound","not-blocked","valid"]"""
            + $$$""","because":{"en":"recognised by face","zh":"人脸识别通过"}"""
            + $$$""","facts":{"at":"{{{at:yyyy-MM-ddTHH:mm:ss.fffffff}}}+08:00","door":"unit-{{{door}}}","side":"entry","factors":"""
            + $$$"""[{"method":"face","ageMs":{{{seq * 31 % 1500}}}.{{{seq % 10}}}"""
            + $$$""","finding":"sound","holder":{"person":"p-{{{person}}}","blocked":false,"doors":[],"needsLonger":false}}]"""
            + $$$""","mode":"normal"},"face":{"score":{{{score:0.0000}}},"runnerUp":{{{score / 3:0.0000}}},"threshold":0.4471"""
            + $$$""","liveness":0.{{{seq * 37 % 900}}},"frames":{{{2 + (seq % 4)}}},"frameAgeMs":{{{seq * 17 % 400}}},"pack":"""
            + $$$""" "insightface-buffalo","runnerUpPerson":"p-{{{(person + 31) % 200}}}","margin":{{{score * 2 / 3:0.0000}}}""")
            + "}}}"));
    }

    private List<OutboxRecord> ReadAfter(long after, int count)
    {
        var end = Math.Min(Last, after + count);
        var records = new List<OutboxRecord>(Math.Max(0, (int)(end - after)));
        for (var seq = after + 1; seq <= end; seq++)
        {
            records.Add(Record(seq));
        }

        return records;
    }

    private Task GrownAsync(long after, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            return after < _last ? Task.CompletedTask : _grown.Task.WaitAsync(cancellationToken);
        }
    }
}
