using System.Diagnostics;

namespace Zhuhui.Edge.Drivers.Tests;

/// <summary>Another program, spoken to by lines and killed at the end.</summary>
internal sealed class OtherProgram : IDisposable
{
    private readonly Process _process;

    public OtherProgram(string path, params string[] arguments) =>
        _process = Process.Start(new ProcessStartInfo(path, arguments) { RedirectStandardInput = true, RedirectStandardOutput = true })!;

    public string ReadLine() => _process.StandardOutput.ReadLine() ?? throw new InvalidOperationException($"{_process.StartInfo.FileName} ended.");

    public string Say(string line)
    {
        _process.StandardInput.WriteLine(line);
        return ReadLine();
    }

    public void Dispose()
    {
        _process.Kill();
        _process.WaitForExit();
        _process.Dispose();
    }
}
