using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Zhuhui.Edge.Benchmarks.Fuzz;

/// <param name="Count">So many were let in.</param>
internal sealed record Waits(int Count, double P50, double P95, double P99)
{
    /// <param name="held">So many cards were held up.</param>
    public string Of(int held) => string.Create(CultureInfo.InvariantCulture,
        $"p50 {P50:0.0}  p95 {P95:0.0}  p99 {P99:0.0} ms over {Count} of {held} cards held up");
}

/// <summary>The gateway as a process of its own, its doors and its API.</summary>
internal sealed class RunningEstate : IAsyncDisposable
{
    private static readonly TimeSpan _betweenCards = TimeSpan.FromSeconds(1.25);

    private readonly Estate _estate;
    private readonly Process _process;
    private Uri? _page;

    private RunningEstate(Estate estate, Uri api)
    {
        (_estate, Api) = (estate, api);
        _process = Process.Start(new ProcessStartInfo(Estate.Program,
            ["run", "--site", estate.SiteFile])
        { RedirectStandardOutput = true })!;
    }

    public Uri Api { get; }

    /// <summary>Since its start.</summary>
    public TimeSpan ProcessorTime
    {
        get
        {
            _process.Refresh();
            return _process.TotalProcessorTime;
        }
    }

    public static async Task<RunningEstate> StartAsync(Estate estate, Uri api)
    {
        var running = new RunningEstate(estate, api);
        const string Head = "local status: ";
        while (running._page is null)
        {
            var line = await running._process.StandardOutput.ReadLineAsync() ?? throw new InvalidOperationException("the gateway ended");
            running._page = line.StartsWith(Head, StringComparison.Ordinal) ? new Uri(line[Head.Length..]) : null;
        }

        _ = running._process.StandardOutput.ReadToEndAsync();
        return running;
    }

    /// <param name="token">Null for nobody.</param>
    public static HttpClient Client(Uri api, string? token)
    {
        // The gateway's own certificate: no authority knows it.
        var client = new HttpClient(new SocketsHttpHandler
        {
            SslOptions = { RemoteCertificateValidationCallback = static (_, shown, _, _) => shown is not null },
            UseCookies = false,
            AllowAutoRedirect = false,
        })
        { BaseAddress = api, DefaultRequestVersion = new Version(2, 0) };
        client.DefaultRequestHeaders.Authorization = token is null ? null : new AuthenticationHeaderValue("Bearer", token);
        return client;
    }

    /// <summary>Each door's own card, again and again, the doors one after the other.</summary>
    /// <returns>How many were held up.</returns>
    public async Task<int> HoldCardsAsync(TimeSpan length)
    {
        using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        await socket.ConnectAsync(new UnixDomainSocketEndPoint(Path.Combine(_estate.Data, "boards", "box.sock")));
        using var lines = new StreamReader(new NetworkStream(socket));
        var (began, held) = (Stopwatch.GetTimestamp(), 0);
        for (; Stopwatch.GetElapsedTime(began) < length; held++)
        {
            var door = held % Estate.Doors;
            await socket.SendAsync(Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture,
                $"card {Estate.Data0Of(door)} {Estate.Data0Of(door) + 1} wiegand-34 {Estate.CardOf(door)}\n")));
            var answer = await lines.ReadLineAsync();
            if (answer?.StartsWith("ok", StringComparison.Ordinal) != true)
            {
                throw new InvalidOperationException(answer);
            }

            await Task.Delay(_betweenCards / Estate.Doors);
        }

        return held;
    }

    /// <summary>What the gateway itself measured: from the card's last bit to the relay.</summary>
    public async Task<Waits> WaitsAsync()
    {
        using var client = new HttpClient();
        using var status = JsonDocument.Parse(await client.GetStringAsync(new Uri(_page!, "/status.json")));
        return status.RootElement.GetProperty("waits").TryGetProperty("card", out var card)
            ? card.Deserialize<Waits>(JsonSerializerOptions.Web)! : new Waits(0, 0, 0, 0);
    }

    /// <summary>Why cards were refused at the measured doors: each reason and how often, of the newest thousand refusals.</summary>
    public async Task<IReadOnlyList<string>> RefusalsAsync(string administrator)
    {
        using var client = Client(Api, administrator);
        var page = JsonNode.Parse(await client.GetStringAsync(new Uri("/api/v1/events?kind=passage.denied&limit=1000", UriKind.Relative)))!;
        return [.. page["events"]!.AsArray().Where(one => one!["door"]?.ToString().StartsWith("door-", StringComparison.Ordinal) == true)
            .GroupBy(one => one!["record"]?["data"]?["reason"]?.ToString() ?? "?").Select(group => $"{group.Count()} {group.Key}")];
    }

    /// <returns>The exit code.</returns>
    public async Task<int> StopAsync()
    {
        using (var kill = Process.Start("/bin/kill", ["-TERM", _process.Id.ToString(CultureInfo.InvariantCulture)]))
        {
            await kill.WaitForExitAsync();
        }

        await _process.WaitForExitAsync();
        return _process.ExitCode;
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
            await _process.WaitForExitAsync();
        }

        _process.Dispose();
    }
}
