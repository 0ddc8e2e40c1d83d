using Microsoft.Extensions.Logging;

namespace Zhuhui.Edge.Tests.Support;

/// <summary>Keeps what was logged from debugging upwards, one line an entry, and lets a test wait for a line.</summary>
public sealed class LogLines : ILogger, ILoggerProvider
{
    private readonly Lock _lock = new();
    private readonly List<string> _lines = [];
    private TaskCompletionSource _grown = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public IReadOnlyList<string> All
    {
        get
        {
            lock (_lock)
            {
                return [.. _lines];
            }
        }
    }

    /// <summary>How many lines hold a text.</summary>
    public int Count(string part) => All.Count(line => line.Contains(part, StringComparison.Ordinal));

    /// <summary>Waits until a text has been logged so many times.</summary>
    public async Task UntilAsync(string part, int times = 1)
    {
        var patience = Eventually.Token;
        while (true)
        {
            Task grown;
            lock (_lock)
            {
                if (_lines.Count(line => line.Contains(part, StringComparison.Ordinal)) >= times)
                {
                    return;
                }

                grown = _grown.Task;
            }

            await grown.WaitAsync(patience);
        }
    }

    public void Log<TState>(
        LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (!IsEnabled(logLevel))
        {
            return;
        }

        lock (_lock)
        {
            _lines.Add(formatter(state, exception) + exception);
            _grown.SetResult();
            _grown = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        }
    }

    public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Debug;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public ILogger CreateLogger(string categoryName) => this;

    public void Dispose()
    {
    }
}
