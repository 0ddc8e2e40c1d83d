using Zhuhui.Edge.Gateway.Events;
using Zhuhui.Edge.Tests.Support;

namespace Zhuhui.Edge.Gateway.Tests;

/// <summary>The events of a test, and a way to wait for one without sleeping.</summary>
internal sealed class EventList
{
    private readonly Lock _lock = new();
    private readonly List<GatewayEvent> _events = [];
    private TaskCompletionSource _grown = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public IReadOnlyList<GatewayEvent> All
    {
        get
        {
            lock (_lock)
            {
                return [.. _events];
            }
        }
    }

    public void Add(GatewayEvent happened)
    {
        lock (_lock)
        {
            _events.Add(happened);
            _grown.SetResult();
            _grown = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        }
    }

    public async Task UntilAsync(Func<IReadOnlyList<GatewayEvent>, bool> holds)
    {
        while (true)
        {
            Task grown;
            lock (_lock)
            {
                grown = _grown.Task;
                if (holds(_events))
                {
                    return;
                }
            }

            await grown.WaitAsync(Eventually.Patience);
        }
    }
}
