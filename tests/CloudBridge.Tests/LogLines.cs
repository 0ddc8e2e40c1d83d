using Microsoft.Extensions.Logging;
using Zhuhui.Edge.CloudBridge.Delivery;

namespace Zhuhui.Edge.CloudBridge.Tests;

/// <summary>Keeps what was logged and lets a test wait for a line.</summary>
internal sealed class LogLines : ILogger, ILoggerProvider
{
    private readonly Lock _lock = new();
    private readonly List<string> _lines = [];
    private readonly ConditionSignal _progress = new();

    public IReadOnlyList<string> Lines
    {
        get
        {
            lock (_lock)
            {
                return [.. _lines];
            }
        }
    }

    public int Count(string part) => Lines.Count(line => line.Contains(part, StringComparison.Ordinal));

    /// <summary>Waits until a text has been logged so many times.</summary>
    public Task UntilAsync(string part, int times = 1) => _progress.UntilAsync(() => Count(part) >= times, Patience.Token);

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        lock (_lock)
        {
            _lines.Add(formatter(state, exception) + exception);
        }

        _progress.Made();
    }

    public bool IsEnabled(LogLevel logLevel) => true;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public ILogger CreateLogger(string categoryName) => this;

    public void Dispose()
    {
    }
}

/// <summary>How long a test waits for what must come: far longer than it ever takes.</summary>
internal static class Patience
{
    public static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    public static CancellationToken Token => CancellationTokenSource.CreateLinkedTokenSource(
        new CancellationTokenSource(Limit).Token, TestContext.Current.CancellationToken).Token;
}
