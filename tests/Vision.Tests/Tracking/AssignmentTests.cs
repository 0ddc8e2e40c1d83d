using CsCheck;
using Xunit;
using Zhuhui.Edge.Vision.Tracking;

namespace Zhuhui.Edge.Vision.Tests.Tracking;

public sealed class AssignmentTests
{
    /// <summary>1,000 cases of up to five rows and columns, about half of the pairs impossible, against every way there is.</summary>
    [Fact]
    public void The_sum_of_worths_is_the_greatest_there_is_and_no_column_is_given_twice()
    {
        Gen.Select(Gen.Int[1, 5], Gen.Int[1, 5], Gen.Float[-1, 1].Array[25]).Sample(
            (rows, columns, worths) =>
            {
                var assignment = new Assignment();

                // This case must find nothing of the one before.
                assignment.Start(5, 5);
                assignment.Offer(0, 4, 1);
                assignment.Solve();

                assignment.Start(rows, columns);
                for (var i = 0; i < rows * columns; i++)
                {
                    if (worths[i] > 0)
                    {
                        assignment.Offer(i / columns, i % columns, worths[i]);
                    }
                }

                assignment.Solve();

                var pairs = Enumerable.Range(0, rows).Select(row => (Row: row, Column: assignment.ColumnOf(row)))
                    .Where(pair => pair.Column >= 0).ToList();
                Assert.Equal(pairs.Count, pairs.Select(pair => pair.Column).Distinct().Count());
                Assert.All(pairs, pair => Assert.True(worths[(pair.Row * columns) + pair.Column] > 0));
                Assert.Equal(Best(0, 0), pairs.Sum(pair => worths[(pair.Row * columns) + pair.Column]), 1e-4f);

                float Best(int row, int taken) => row == rows ? 0 : Enumerable.Range(0, columns)
                    .Where(column => (taken & (1 << column)) == 0 && worths[(row * columns) + column] > 0)
                    .Select(column => worths[(row * columns) + column] + Best(row + 1, taken | (1 << column)))
                    .Append(Best(row + 1, taken)).Max();
            },
            iter: 1000);
    }
}
