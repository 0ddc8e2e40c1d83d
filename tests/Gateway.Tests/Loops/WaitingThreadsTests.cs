using Xunit;
using Zhuhui.Edge.Drivers.Readers;
using Zhuhui.Edge.Gateway.Access;
using Zhuhui.Edge.Gateway.Doors;
using Zhuhui.Edge.Gateway.Loops;

namespace Zhuhui.Edge.Gateway.Tests.Loops;

/// <summary>What a reader has read comes to its door by a timer and a loop, both on threads of the pool.</summary>
public sealed class WaitingThreadsTests : IDisposable
{
    /// <summary>Without the threads it would be a quarter of a minute and more in a program that has just begun: the pool gives those who
    /// wait one or two a second. Here others may have made it large already, so that the number is looked at too.</summary>
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(5);

    private readonly ManualResetEventSlim _disk = new();
    private readonly (int Workers, int Completions) _before;

    public WaitingThreadsTests()
    {
        ThreadPool.GetMinThreads(out var workers, out var completions);
        _before = (workers, completions);
    }

    public void Dispose()
    {
        _disk.Set();
        ThreadPool.SetMinThreads(_before.Workers, _before.Completions);
    }

    [Fact]
    public async Task A_card_reaches_its_door_while_as_many_requests_as_may_be_wait_for_the_disk()
    {
        // As a program begins, whatever the tests before have asked for.
        ThreadPool.SetMinThreads(Environment.ProcessorCount, _before.Completions);
        WaitingThreads.Reserve();
        ThreadPool.GetMinThreads(out var workers, out _);
        Assert.Equal(Environment.ProcessorCount + WaitingThreads.Most, workers);
        Task[] requests = [.. Enumerable.Range(0, WaitingThreads.Most).Select(_ => Task.Run(() => _disk.WaitHandle.WaitOne()))];
        var queue = new DoorQueue();
        var door = Task.Run(async () => await queue.WaitAsync(CancellationToken.None));
        await using var gap = TimeProvider.System.CreateTimer(_ => queue.Post(new DoorMessage.Credential(new CredentialInput.Card(
            new CardRead("reader", new CardNumber(1), WiegandFormat.All[0].Name, 0)))), null, TimeSpan.FromMilliseconds(20),
            Timeout.InfiniteTimeSpan);
        Assert.True(await door.WaitAsync(_patience));
        Assert.DoesNotContain(requests, request => request.IsCompleted);
    }
}
