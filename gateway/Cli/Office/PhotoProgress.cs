using System.Diagnostics;
using System.Globalization;
using Zhuhui.Edge.Gateway.Cli.Input;
using Zhuhui.Edge.Gateway.Texts;

namespace Zhuhui.Edge.Gateway.Cli.Office;

/// <summary>How far an import of photos has come: one line that changes on a terminal; elsewhere a line every ten seconds, and the first
/// and the last.</summary>
internal sealed class PhotoProgress(TextWriter output, int all) : IDisposable
{
    private static readonly TimeSpan _apart = TimeSpan.FromSeconds(10);

    private readonly bool _isTerminal = !System.Console.IsOutputRedirected && ReferenceEquals(output, System.Console.Out);
    private readonly long _began = Stopwatch.GetTimestamp();
    private TimeSpan _told;
    private int _shown;

    public void Tell(int done)
    {
        var taken = Stopwatch.GetElapsedTime(_began);
        if (!_isTerminal && done > 1 && done < all && taken - _told < _apart)
        {
            return;
        }

        _told = taken;
        var rate = done / Math.Max(taken.TotalSeconds, 0.001);
        var line = ImportTexts.PhotoProgress(done, all, rate.ToString("0.0", CultureInfo.InvariantCulture),
            TimeSpan.FromSeconds(Math.Round((all - done) / Math.Max(rate, 0.001))).ToString("c", CultureInfo.InvariantCulture)).Say();
        if (_isTerminal)
        {
            output.Write(line);
            output.Flush();
            _shown = line.Length * 2;
        }
        else
        {
            output.WriteLine(line);
        }
    }

    /// <summary>Before another line is written.</summary>
    public void Clear()
    {
        if (_shown > 0)
        {
            output.Write($"\r{new string(' ', _shown)}\r");
            _shown = 0;
        }
    }

    public void Dispose() => Clear();
}
