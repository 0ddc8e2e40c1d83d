using System.Diagnostics;
using System.Globalization;
using Zhuhui.Edge.Hub.Store;
using Zhuhui.Edge.Tests.Support;

namespace Zhuhui.Edge.CloudBridge.Tests.Hub.Receiver;

/// <summary>The receiver as its own program, so that it can be killed.</summary>
internal sealed class HubProcess : IDisposable
{
    private readonly Process _process;

    private HubProcess(Process process) => _process = process;

    /// <summary>Starts a receiver and waits until it has subscribed.</summary>
    public static async Task<HubProcess> StartAsync(int port, StoreAddress store, string name)
    {
        var hub = new HubProcess(Start("run", "--port", port.ToString(CultureInfo.InvariantCulture), "--store", store.Text,
            "--name", name));
        while (await hub._process.StandardOutput.ReadLineAsync(Eventually.Token) is { } line)
        {
            if (line.Contains("receives from", StringComparison.Ordinal))
            {
                return hub;
            }
        }

        throw new InvalidOperationException("The receiver ended: " + await hub._process.StandardError.ReadToEndAsync(Eventually.Token));
    }

    /// <summary>Runs the program to its end.</summary>
    public static async Task<(int Code, string Output, string Error)> RunAsync(params string[] arguments)
    {
        using var process = Start(arguments);
        var error = process.StandardError.ReadToEndAsync(Eventually.Token);
        var output = await process.StandardOutput.ReadToEndAsync(Eventually.Token);
        await process.WaitForExitAsync(Eventually.Token);
        return (process.ExitCode, output, await error);
    }

    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync(Eventually.Token);
    }

    /// <summary>SIGTERM; the exit code.</summary>
    public async Task<int> TerminateAsync()
    {
        using (var kill = Process.Start("/bin/kill", ["-TERM", _process.Id.ToString(CultureInfo.InvariantCulture)]))
        {
            await kill.WaitForExitAsync(Eventually.Token);
        }

        await _process.WaitForExitAsync(Eventually.Token);
        return _process.ExitCode;
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
        }

        _process.Dispose();
    }

    private static Process Start(params string[] arguments) => Process.Start(
        new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "zhuhui-hub.dll"), .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
}
