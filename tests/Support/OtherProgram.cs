using System.Diagnostics;

namespace Zhuhui.Edge.Tests.Support;

/// <summary>Another program, spoken to by lines and killed at the end.</summary>
public sealed class OtherProgram : IDisposable
{
    private readonly Process _process;

    public OtherProgram(string path, params string[] arguments) =>
        _process = Process.Start(new ProcessStartInfo(path, arguments) { RedirectStandardInput = true, RedirectStandardOutput = true })!;

    /// <summary>A server of Modbus boards that this house did not write.</summary>
    /// <param name="arguments">"tcp" and a port, or "rtu" and a terminal; then the boards' addresses.</param>
    public static OtherProgram Pymodbus(params string[] arguments) =>
        new("/usr/bin/python3", [Repository.At("tests", "Support", "pymodbus-server.py"), .. arguments]);

    /// <summary>Runs a program to its end.</summary>
    /// <returns>What it wrote.</returns>
    /// <exception cref="InvalidOperationException">It ended with another code than 0.</exception>
    public static async Task<string> OutputAsync(string path, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(path, arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var error = process.StandardError.ReadToEndAsync();
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return process.ExitCode == 0 ? output
            : throw new InvalidOperationException($"{string.Join(' ', arguments)}: {output}{await error}");
    }

    public string ReadLine()
    {
        try
        {
            return _process.StandardOutput.ReadLineAsync(Eventually.Token).AsTask().GetAwaiter().GetResult()
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
