using System.Diagnostics;

namespace Zhuhui.Edge.Drivers.Tests;

/// <summary>Another program, spoken to by lines and killed at the end.</summary>
internal sealed class OtherProgram : IDisposable
{
    private readonly Process _process;

    public OtherProgram(string path, params string[] arguments) =>
        _process = Process.Start(new ProcessStartInfo(path, arguments) { RedirectStandardInput = true, RedirectStandardOutput = true })!;

    public string ReadLine()
    {
        using var patience = new CancellationTokenSource(Eventually.Patience);
        try
        {
            return _process.StandardOutput.ReadLineAsync(patience.Token).AsTask().GetAwaiter().GetResult()
                ?? throw new InvalidOperationException($"{_process.StartInfo.FileName} ended.");
        }
        catch (OperationCanceledException)
        {
            throw new TimeoutException($"{_process.StartInfo.FileName} said nothing in {Eventually.Patience}.");
        }
    }

    public string Say(string line)
    {
        _process.StandardInput.WriteLine(line);
        return ReadLine();
    }

    public void Dispose()
    {
        _process.Kill();
        _process.WaitForExit(Eventually.Patience);
        _process.Dispose();
    }
}
