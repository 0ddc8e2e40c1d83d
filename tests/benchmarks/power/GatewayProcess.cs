using System.Diagnostics;
using System.Globalization;
using System.Text;
using Zhuhui.Edge.Tests.Support;
using Zhuhui.Edge.Tests.Support.Boards;

namespace Zhuhui.Edge.Benchmarks.Power;

/// <summary>The whole program with its data on a disk of the benchmark's: a compound of eight doors with contacts on a simulated
/// board.</summary>
internal sealed class GatewayProcess : IDisposable
{
    public const int Doors = 8;

    private readonly string _disk;
    private readonly string _logFile;
    private Process? _process;

    /// <param name="disk">Data folder and site file's folder come to lie in it.</param>
    /// <param name="logFile">Elsewhere: what the system's log would take.</param>
    public GatewayProcess(string disk, string logFile, string name, int brokerPort)
    {
        (_disk, _logFile) = (disk, logFile);
        Directory.CreateDirectory(Path.Combine(disk, "site"));
        File.WriteAllText(SiteFile, $$"""
            {
              "district": "bench", "compound": "power", "gateway": "{{name}}", "dataFolder": "{{Data}}",
              "boards": [{ "id": "box", "kind": "simulated" }],
              "readers": [{{Each(n =>
                  $$"""{ "id": "r-{{n}}", "board": "box", "data0Pin": {{Data0Of(n)}}, "data1Pin": {{Data0Of(n) + 1}} }""")}}],
              "doors": [{{Each(n => $$"""
                { "id": "door-{{n}}", "name": "Door {{n}}", "relay": { "board": "box", "pin": {{n}} }, "readers": ["r-{{n}}"],
                  "contact": { "board": "box", "pin": {{ContactOf(n)}} }, "unlockSeconds": 3 }
                """)}}],
              "link": { "host": "127.0.0.1", "port": {{brokerPort}}, "tls": false, "maxBackoffSeconds": 1 },
              "console": { "port": {{LoopbackPort.Free()}} },
              "web": { "port": {{LoopbackPort.Free()}} }
            }
            """);
    }

    public string Data => Path.Combine(_disk, "data");

    public string SiteFile => Path.Combine(_disk, "site", "site.jsonc");

    public int Id => _process!.Id;

    public bool HasEnded => _process!.HasExited;

    public static ulong CardOf(int door) => 7_700_001 + (ulong)door;

    /// <summary>Eight people with a card each, and as many more without.</summary>
    public async Task FillAsync(int more)
    {
        for (var door = 0; door < Doors; door++)
        {
            await CommandAsync("enrol", "--name", $"Measured {door}", "--card", CardOf(door).ToString(CultureInfo.InvariantCulture));
        }

        if (more > 0)
        {
            var list = Path.GetTempFileName();
            var lines = Enumerable.Range(0, more).Select(n => string.Create(CultureInfo.InvariantCulture,
                $"Person {n},{1 + (n % 30)}-{1 + (n / 30 % 4)}-{101 + (n / 120)},{8_000_000 + n}"));
            await File.WriteAllLinesAsync(list, ["name,home,card", .. lines], Encoding.UTF8);
            await CommandAsync("people", "import", "--file", list, "--operator", "bench");
            File.Delete(list);
        }
    }

    public async Task StartAsync()
    {
        _process = Process.Start(new ProcessStartInfo("/bin/sh",
            ["-c", "exec \"$0\" run --site \"$1\" 2>>\"$2\"", Program, SiteFile, _logFile])
        {
            RedirectStandardOutput = true,
        })!;
        while (!(await _process.StandardOutput.ReadLineAsync() ?? throw new InvalidOperationException("the gateway ended"))
            .StartsWith("local status: ", StringComparison.Ordinal))
        {
        }

        _ = CopyAsync(_process.StandardOutput);
        for (var door = 0; door < Doors; door++)
        {
            await WireAsync($"set {ContactOf(door)} 1");
        }
    }

    /// <summary>Somebody holds up a card, opens the door and closes it again.</summary>
    public async Task PassAsync(int door)
    {
        await CardAsync(door);
        await SimulatedWires.UntilAsync(Data, $"get {door}", "ok 1");
        await WireAsync($"set {ContactOf(door)} 0");
        await Task.Delay(1500);
        await WireAsync($"set {ContactOf(door)} 1");
    }

    public Task CardAsync(int door) => WireAsync(string.Create(CultureInfo.InvariantCulture,
        $"card {Data0Of(door)} {Data0Of(door) + 1} wiegand-34 {CardOf(door)}"));

    /// <summary>Somebody opens the door without having been let in.</summary>
    public async Task ForceAsync(int door)
    {
        await WireAsync($"set {ContactOf(door)} 0");
        await Task.Delay(1000);
        await WireAsync($"set {ContactOf(door)} 1");
    }

    public Task<string> CommandAsync(params string[] arguments) =>
        OtherProgram.OutputAsync(Program, [.. arguments, "--site", SiteFile]);

    public void Kill() => _process!.Kill();

    public Task EndedAsync() => _process!.WaitForExitAsync();

    public void Dispose()
    {
        if (_process is { HasExited: false })
        {
            _process.Kill();
            _process.WaitForExit();
        }

        _process?.Dispose();
    }

    private static string Program => Path.GetFullPath("../../Zhuhui.Edge.Gateway/release/zhuhui-edge", AppContext.BaseDirectory);

    private static int Data0Of(int door) => 20 + (2 * door);

    private static int ContactOf(int door) => 40 + door;

    private static string Each(Func<int, string> one) => string.Join(", ", Enumerable.Range(0, Doors).Select(one));

    private Task WireAsync(string line) => SimulatedWires.TellAsync(Data, line);

    /// <summary>The journal of events on the standard output goes to the system's log too.</summary>
    private async Task CopyAsync(StreamReader output)
    {
        while (await output.ReadLineAsync() is { } line)
        {
            await File.AppendAllTextAsync(_logFile, line + "\n");
        }
    }
}
