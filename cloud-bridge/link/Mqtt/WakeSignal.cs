using System.Threading.Channels;

namespace Zhuhui.Edge.CloudBridge.Mqtt;

/// <summary>Wakes one loop: rings while nobody waits are folded into one, none is lost.</summary>
internal sealed class WakeSignal
{
    private readonly Channel<bool> _rings = Channel.CreateBounded<bool>(
        new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite, SingleReader = true });

    public void Ring() => _rings.Writer.TryWrite(true);

    public async Task WaitAsync(CancellationToken cancellationToken) => await _rings.Reader.ReadAsync(cancellationToken);

    /// <summary>Rings when a task ends, however it ends; the loop that is woken looks at the task itself.</summary>
    public Task RingAfter(Task task) =>
        task.ContinueWith(_ => Ring(), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
}
