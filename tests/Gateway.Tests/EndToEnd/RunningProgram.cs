using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Xunit;

namespace Zhuhui.Edge.Gateway.Tests.EndToEnd;

/// <summary>One of the product's programs as a process of its own, so that it can be killed like any other.</summary>
internal sealed class RunningProgram : IAsyncDisposable
{
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(150);

    private readonly Process _process;
    private readonly Lock _lock = new();
    private readonly List<string> _lines = [];
    private TaskCompletionSource _grown = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private RunningProgram(ProcessStartInfo start)
    {
        start.RedirectStandardOutput = true;
        start.RedirectStandardError = true;
        _process = new Process { StartInfo = start };
        _process.OutputDataReceived += (_, line) => Take(line.Data);
        _process.ErrorDataReceived += (_, line) => Take(line.Data);
        _process.Start();
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    public int Id => _process.Id;

    /// <summary>Everything it said, on both its outputs.</summary>
    public string Said
    {
        get
        {
            lock (_lock)
            {
                return string.Join('\n', _lines);
            }
        }
    }

    /// <param name="program">zhuhui-edge or zhuhui-hub.</param>
    /// <param name="folder">Where the program lies, when not beside the tests.</param>
    public static RunningProgram Start(string program, IEnumerable<string> arguments, string? folder = null) =>
        new(new ProcessStartInfo(Path.Combine(folder ?? AppContext.BaseDirectory, program), arguments));

    /// <summary>Any other program, by its path.</summary>
    public static RunningProgram StartOther(string path, IEnumerable<string> arguments) => new(new ProcessStartInfo(path, arguments));

    /// <summary>Runs it to its end.</summary>
    public static Task<(int Code, string Output, string Error)> RunAsync(string program, params string[] arguments) =>
        RunOnAsync("", program, arguments);

    /// <summary>Runs it to its end, with something to read on its standard input.</summary>
    public static async Task<(int Code, string Output, string Error)> RunOnAsync(string input, string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(Path.Combine(AppContext.BaseDirectory, program), arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        using var patience = new CancellationTokenSource(Patience);
        try
        {
            await process.StandardInput.WriteAsync(input);
            process.StandardInput.Close();
            var error = process.StandardError.ReadToEndAsync(patience.Token);
            var output = await process.StandardOutput.ReadToEndAsync(patience.Token);
            await process.WaitForExitAsync(patience.Token);
            return (process.ExitCode, output, await error);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException($"{program} {string.Join(' ', arguments)} does not end within {Patience}");
        }
    }

    public Task SaysAsync(string words) => SaysAsync(words, 1);

    /// <summary>Returns once that many of its lines hold the words; fails when the program ends before or patience does.</summary>
    public async Task SaysAsync(string words, int times)
    {
        using var patience = new CancellationTokenSource(Patience);
        while (true)
        {
            Task grown;
            lock (_lock)
            {
                grown = _grown.Task;
            }

            if (TimesSaid(words) >= times)
            {
                return;
            }

            var ended = _process.WaitForExitAsync(patience.Token);
            try
            {
                if (await Task.WhenAny(grown, ended) == ended)
                {
                    await ended;
                    if (TimesSaid(words) is var said && said < times)
                    {
                        throw new InvalidOperationException($"it ended with code {_process.ExitCode} and said '{words}' {said} of {times}"
                            + $" time(s):\n{Said}");
                    }
                }
            }
            catch (OperationCanceledException)
            {
                throw new TimeoutException($"it did not say '{words}' {times} time(s) in {Patience}:\n{Said}");
            }
        }
    }

    /// <summary>The running gateway's own status.</summary>
    public async Task<JsonElement> StatusAsync() => JsonDocument.Parse(await GetAsync("status.json")).RootElement;

    /// <summary>What the local status's port answers.</summary>
    public async Task<string> GetAsync(string path)
    {
        var line = Said.Split('\n').Last(l => l.StartsWith("local status: http", StringComparison.Ordinal));
        using var client = new HttpClient();
        return await client.GetStringAsync(new Uri(new Uri(line["local status: ".Length..]), path));
    }

    /// <summary>Returns once its first door stands so.</summary>
    public async Task DoorIsAsync(string state)
    {
        var waited = Stopwatch.StartNew();
        while ((await StatusAsync()).GetProperty("doors")[0].GetProperty("state").GetString() != state)
        {
            Assert.True(waited.Elapsed < Patience, $"the door is not {state}");
            await Task.Delay(TimeSpan.FromMilliseconds(50));
        }
    }

    /// <summary>SIGKILL, as the kernel does it when memory runs out.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await EndedAsync("SIGKILL");
    }

    /// <summary>SIGTERM, or another signal; the exit code.</summary>
    public async Task<int> StopAsync(string signal = "TERM")
    {
        using (var kill = Process.Start("/bin/kill", [$"-{signal}", _process.Id.ToString(CultureInfo.InvariantCulture)]))
        {
            await kill.WaitForExitAsync().WaitAsync(Patience);
        }

        await EndedAsync($"SIG{signal}");
        return _process.ExitCode;
    }

    /// <summary>Waits for it to end of its own accord; the exit code.</summary>
    public async Task<int> EndsAsync()
    {
        await EndedAsync("what it was told");
        return _process.ExitCode;
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            // With whatever it started: a child that outlives it would hold its outputs open.
            _process.Kill(entireProcessTree: true);
            await EndedAsync("SIGKILL");
        }

        _process.Dispose();
    }

    /// <summary>Returns once it has ended and all that it said is here.</summary>
    private async Task EndedAsync(string signal)
    {
        using var patience = new CancellationTokenSource(Patience);
        try
        {
            await _process.WaitForExitAsync(patience.Token);
        }
        catch (OperationCanceledException)
        {
            throw new TimeoutException(
                $"{Patience} after {signal} it "
                + $"{(_process.HasExited ? "has ended, but something holds its outputs open" : "still runs")}:\n{Said}");
        }
    }

    private int TimesSaid(string words)
    {
        lock (_lock)
        {
            return _lines.Count(l => l.Contains(words, StringComparison.Ordinal));
        }
    }

    private void Take(string? line)
    {
        if (line is null)
        {
            return;
        }

        lock (_lock)
        {
            _lines.Add(line);
            _grown.SetResult();
            _grown = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        }
    }
}
