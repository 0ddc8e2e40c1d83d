using Xunit;

namespace Zhuhui.Edge.Gateway.Tests.EndToEnd;

/// <summary>The whole program before a relay board that refuses, is silent, stays as it is or is gone: what it records, says and shows is
/// what happened. One program a kind of board, all at once: each does little but wait.</summary>
[Trait("needs", "process")]
public sealed class UnwillingBoardTests(UnwillingBoardTests.Runs runs) : IClassFixture<UnwillingBoardTests.Runs>
{
    public static TheoryData<string> Boards => [.. UnwillingBoard.Kinds.Keys];

    [Theory]
    [MemberData(nameof(Boards))]
    public Task Cards_and_fire_claim_nothing_that_the_board_did_not_do_and_work_again_as_soon_as_it_does(string board) => runs.Of(board);

    public sealed class Runs : IAsyncLifetime
    {
        private readonly Dictionary<string, Task> _all = [];

        public Task Of(string board) => _all[board];

        public ValueTask InitializeAsync()
        {
            foreach (var (board, make) in UnwillingBoard.Kinds)
            {
                _all[board] = Task.Run(() => UnwillingCompound.RunAsync(make));
            }

            return ValueTask.CompletedTask;
        }

        /// <summary>Whatever became of each, its test says.</summary>
        public async ValueTask DisposeAsync() => await Task.WhenAll(_all.Values).ContinueWith(static _ => { }, TaskScheduler.Default);
    }
}
