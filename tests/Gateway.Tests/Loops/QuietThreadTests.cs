using System.Globalization;
using Xunit;
using Zhuhui.Edge.Gateway.Loops;
using Zhuhui.Edge.Tests.Support;

namespace Zhuhui.Edge.Gateway.Tests.Loops;

public sealed class QuietThreadTests : IDisposable
{
    private readonly QuietThread _quiet = new();

    [Fact]
    public async Task It_gives_way_to_all_others_also_behind_an_await_and_nobody_else_does()
    {
        var usual = NiceOfThisThread();
        List<int> quiet = [];
        await _quiet.RunAsync(async () =>
        {
            quiet.Add(NiceOfThisThread());
            await Task.Delay(1);
            quiet.Add(NiceOfThisThread());
            await Task.Run(static () => { });
            quiet.Add(NiceOfThisThread());
        });
        Assert.Equal([usual + 10, usual + 10, usual + 10], quiet);
        Assert.Equal(usual, NiceOfThisThread());
        Assert.All(await Task.WhenAll(Enumerable.Range(0, 32).Select(_ => Task.Run(NiceOfThisThread))), nice => Assert.Equal(usual, nice));
    }

    [Fact]
    public async Task One_thing_goes_on_at_a_time_and_while_it_waits_another_does()
    {
        var (now, most) = (0, 0);
        var (begun, go) = (new TaskCompletionSource(), new TaskCompletionSource());
        var waiting = _quiet.RunAsync(async () =>
        {
            begun.SetResult();
            await go.Task;
        });
        await begun.Task.WaitAsync(Eventually.Patience);
        await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => _quiet.RunAsync(async () =>
        {
            for (var turn = 0; turn < 3; turn++)
            {
                most = Math.Max(most, Interlocked.Increment(ref now));
                Thread.SpinWait(1000);
                Interlocked.Decrement(ref now);
                await Task.Yield();
            }
        }))).WaitAsync(Eventually.Patience);
        Assert.Equal(1, most);
        Assert.False(waiting.IsCompleted);
        go.SetResult();
        await waiting.WaitAsync(Eventually.Patience);
    }

    [Fact]
    public async Task A_bug_there_is_its_callers_and_the_next_goes_on()
    {
        await Assert.ThrowsAsync<InvalidOperationException>(() => _quiet.RunAsync(() => throw new InvalidOperationException()));
        await Assert.ThrowsAsync<InvalidOperationException>(() => _quiet.RunAsync(async () =>
        {
            await Task.Yield();
            throw new InvalidOperationException();
        }));
        await _quiet.RunAsync(() => Task.CompletedTask).WaitAsync(Eventually.Patience);
    }

    [Fact]
    public async Task What_was_begun_ends_when_the_gateway_has_ended()
    {
        var (begun, go) = (new TaskCompletionSource(), new TaskCompletionSource());
        var work = _quiet.RunAsync(async () =>
        {
            begun.SetResult();
            await go.Task;
            await Task.Yield();
        });
        await begun.Task.WaitAsync(Eventually.Patience);
        _quiet.Dispose();
        go.SetResult();
        await work.WaitAsync(Eventually.Patience);
        await _quiet.RunAsync(() => Task.CompletedTask).WaitAsync(Eventually.Patience);
    }

    public void Dispose() => _quiet.Dispose();

    /// <summary>The 19th field of proc_pid_stat(5), of the thread itself.</summary>
    private static int NiceOfThisThread()
    {
        var line = File.ReadAllText("/proc/thread-self/stat");
        return int.Parse(line[(line.LastIndexOf(')') + 2)..].Split(' ')[16], CultureInfo.InvariantCulture);
    }
}
