using CsCheck;
using Zhuhui.Edge.Hub.Store;

namespace Zhuhui.Edge.CloudBridge.Tests.Hub.Store;

public sealed class SequenceRunTests
{
    /// <summary>Whatever the order and the batches in which records come, the runs are those of a set of numbers, and each break of the
    /// chain is found once.</summary>
    [Fact]
    public void Records_in_any_order_and_any_batches_give_the_runs_and_breaks_that_all_at_once_would_give() =>
        Gen.Select(Gen.Long[1, 40].HashSet[1, 40], Gen.Long[1, 40].HashSet[0, 4], Gen.Int[1, 6], Gen.Int[0, int.MaxValue])
            .Sample((numbers, altered, size, seed) =>
        {
            var order = numbers.ToArray();
            new Random(seed).Shuffle(order);
            var (stored, breaks) = (new SortedDictionary<long, SequenceRun>(), new List<long>());
            foreach (var batch in order.Chunk(size))
            {
                var change = RunChange.Merge([.. stored.Values], batch.Order().Select(seq => RecordOf(seq, altered)));
                foreach (var first in change.Gone)
                {
                    Assert.True(stored.Remove(first));
                }

                foreach (var run in change.Changed)
                {
                    stored[run.First] = run;
                }

                breaks.AddRange(change.Breaks);
            }

            Assert.Equal(numbers.Order(), stored.Values.SelectMany(run => Enumerable.Range((int)run.First, (int)(run.Last - run.First + 1))
                .Select(seq => (long)seq)));
            Assert.All(stored.Values.Zip(stored.Values.Skip(1)), pair => Assert.True(pair.First.Last + 1 < pair.Second.First));
            Assert.Equal(numbers.Where(seq => altered.Contains(seq) && (seq == 1 || numbers.Contains(seq - 1))).Order(), breaks.Order());
            Assert.Equal(numbers.Order(), SequenceRun.Known(stored.Values, Enumerable.Range(0, 45).Select(seq => (long)seq)));
        });

    /// <summary>A record whose prev is its predecessor's hash, or another one.</summary>
    private static SequenceRun RecordOf(long seq, HashSet<long> altered)
    {
        var prev = seq == 1 ? new byte[32] : HashOf(seq - 1);
        prev[31] ^= altered.Contains(seq) ? (byte)1 : (byte)0;
        return new SequenceRun(seq, seq, prev, HashOf(seq));
    }

    private static byte[] HashOf(long seq)
    {
        var hash = new byte[32];
        hash[0] = (byte)seq;
        return hash;
    }
}
