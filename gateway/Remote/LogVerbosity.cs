
namespace Zhuhui.Edge.Gateway.Remote;

/// <summary>How much of what the gateway has to say is written to the log: usually what informs, and warnings of everybody else's. More or
/// less is for a while only, and not for the next start: a log that fills the disk is a lost record.</summary>
internal sealed class LogVerbosity(TimeProvider time) : IDisposable
{
    private readonly Lock _lock = new();
    private ITimer? _end;
    private volatile int _least = (int)LogLevel.Information;

    /// <param name="category">Whose line it is.</param>
    /// <param name="level">How grave it is.</param>
    public bool Lets(string? category, LogLevel level) => level >= LogLevel.Warning ? level >= (LogLevel)Math.Max(_least,
        (int)LogLevel.Warning)
        : category?.StartsWith("Zhuhui", StringComparison.Ordinal) == true && (int)level >= _least;

    /// <returns>When it is as usual again.</returns>
    public DateTimeOffset Set(LogLevel level, TimeSpan forTime)
    {
        lock (_lock)
        {
            _end?.Dispose();
            _least = (int)level;
            _end = time.CreateTimer(_ => _least = (int)LogLevel.Information, null, forTime, Timeout.InfiniteTimeSpan);
            return time.GetUtcNow() + forTime;
        }
    }

    public void Dispose() => _end?.Dispose();
}
