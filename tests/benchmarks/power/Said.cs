using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace Zhuhui.Edge.Benchmarks.Power;

/// <summary>What a writer was told: a line each, with the moment, once the call has returned or the notice has come.</summary>
internal enum Word
{
    /// <summary>The rooms are open.</summary>
    Open,

    /// <summary>A passage or a health record was appended: a power cut may cost it within <c>FlushWithin</c>.</summary>
    Appended,

    /// <summary>People may hear of an alarm.</summary>
    Alarm,

    /// <summary>A person was enrolled, blocked, or removed.</summary>
    Enrolled,
    Blocked,
    Gone,

    /// <summary>An account's token was given out.</summary>
    Token,

    /// <summary>A site file was put in place, and a configuration from afar.</summary>
    Site,
    Twin,

    /// <summary>How far a target outside has the alarms.</summary>
    Cursor,
}

/// <param name="At">Monotonic time, the same in every process.</param>
internal readonly record struct Said(Word Word, long Number, string Text, long At)
{
    public static Said? Parse(string line) => line.Split(' ') is [var word, var number, var text, var at]
        && Enum.TryParse<Word>(word, out var known) ? new Said(known, long.Parse(number, CultureInfo.InvariantCulture), text,
        long.Parse(at, CultureInfo.InvariantCulture)) : null;
}

/// <summary>The writer's output, one line a call.</summary>
internal sealed class Sayer : IDisposable
{
    private readonly Lock _turn = new();
    private readonly Stream _output = Console.OpenStandardOutput();

    public void Say(Word word, long number, string text = "-")
    {
        var line = Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture,
            $"{word} {number} {text} {Stopwatch.GetTimestamp()}\n"));
        lock (_turn)
        {
            _output.Write(line);
        }
    }

    public void Dispose() => _output.Dispose();
}
