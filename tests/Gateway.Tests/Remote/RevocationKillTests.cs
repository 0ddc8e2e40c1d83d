using Xunit;
using Zhuhui.Edge.Gateway.Events;
using Zhuhui.Edge.Gateway.People;

namespace Zhuhui.Edge.Gateway.Tests.Remote;

/// <summary>A revocation from afar that a kill cuts off at each step of the change.</summary>
public sealed class RevocationKillTests : IDisposable
{
    private readonly RemoteBench _bench = new();

    public void Dispose() => _bench.Dispose();

    /// <summary>Its record and its deed are one: after a kill both are there, and it is not carried out again, or neither, and it is
    /// carried out when the broker brings it again.</summary>
    [Theory]
    [InlineData(nameof(WriteStep.Narrowed))]
    [InlineData(nameof(WriteStep.PhotosKept))]
    [InlineData(nameof(WriteStep.Committed))]
    [InlineData(nameof(WriteStep.Erased))]
    [InlineData(nameof(WriteStep.Journaled))]
    [InlineData(nameof(WriteStep.Published))]
    public async Task A_revocation_that_a_kill_cuts_off_is_recorded_and_done_or_neither(string step)
    {
        var cutOff = Enum.Parse<WriteStep>(step);
        _bench.Put(new Resident(new PersonId("p-1"), "Wang") { Cards = [new HeldCard(7)] });
        _bench.Reached = reached => _ = reached == cutOff ? throw new IOException("the process is gone") : reached;
        var message = _bench.Signed(_bench.Command("revokeCredential", new { card = "7" }, "c-1"));
        await Assert.ThrowsAsync<IOException>(() => _bench.SayAsync(message));
        _bench.Reached = null;
        _bench.CutOffAndStart();
        var isDone = cutOff >= WriteStep.Committed;
        Assert.Equal(isDone, _bench.Residents.WithCard(7)!.Value.Card.Lost);
        Assert.Equal(isDone ? 1 : 0, Recorded<CommandDone>());
        Assert.Equal(isDone ? 1 : 0, Recorded<CardReported>());
        Assert.Equal(isDone ? "replayed" : null, (await _bench.SayAsync(message)).ReasonCode);
        Assert.True(_bench.Residents.WithCard(7)!.Value.Card.Lost);
        Assert.Equal((1, 1), (Recorded<CommandDone>(), Recorded<CardReported>()));

        int Recorded<T>() => _bench.Recall.Ledger.Last(EventStream.Registry, 100).OfType<T>().Count();
    }
}
