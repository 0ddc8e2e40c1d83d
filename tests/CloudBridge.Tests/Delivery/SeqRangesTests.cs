using CsCheck;
using Zhuhui.Edge.CloudBridge.Delivery;

namespace Zhuhui.Edge.CloudBridge.Tests.Delivery;

public sealed class SeqRangesTests : IDisposable
{
    private readonly HubFolder _folder = new();

    [Fact]
    public void Ranges_behave_as_the_set_of_their_numbers()
    {
        Gen.Select(Gen.Long[1, 40].List[0, 60], Gen.Long[0, 45]).Sample((numbers, through) =>
        {
            var (ranges, set) = (new SeqRanges(), new HashSet<long>());
            foreach (var number in numbers)
            {
                Assert.Equal(set.Add(number), ranges.Add(number));
            }

            ranges.RemoveThrough(through);
            set.RemoveWhere(number => number <= through);
            Assert.Equal(set.Count, ranges.Count);
            Assert.Equal(set.Order(), ranges.Runs.SelectMany(run => Enumerable.Range((int)run.First, (int)(run.Last - run.First + 1))
                .Select(seq => (long)seq)));
            Assert.All(ranges.Runs.Zip(ranges.Runs.Skip(1)), pair => Assert.True(pair.First.Last + 1 < pair.Second.First));
        });
    }

    public void Dispose() => _folder.Dispose();
}
