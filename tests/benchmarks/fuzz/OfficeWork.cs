using System.Diagnostics;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Zhuhui.Edge.Gateway.Tests.People.Importing;

namespace Zhuhui.Edge.Benchmarks.Fuzz;

/// <param name="Live">Whose pages stand open.</param>
/// <param name="LivePath">What each of them hears.</param>
/// <param name="Lists">What is leafed through, one after the other.</param>
/// <param name="Every">Seconds from one such act to the next; none where one follows the other at once.</param>
internal sealed record WorkOrder(Uri Api, string Office, string Live, double Seconds, string LivePath, IReadOnlyList<string> Lists,
    bool Exports, bool Imports = true, double Every = 0);

/// <param name="Heartbeats">Messages that all open pages had.</param>
internal sealed record WorkReport(int Imports, int Exports, int Lists, int Pages, long Heartbeats, double ProcessorSeconds);

/// <summary>An office at its busiest: one after the other looks at what a list of 2,100 people would change, one exports, one leafs through
/// people and events, and fifty pages stand open.</summary>
internal static class OfficeWork
{
    private const int Pages = 50;

    public const string Argument = "--work";

    public static async Task<int> RunAsync()
    {
        var order = JsonSerializer.Deserialize<WorkOrder>(await Console.In.ReadToEndAsync())!;
        using var office = RunningEstate.Client(order.Api, order.Office);
        using var live = RunningEstate.Client(order.Api, order.Live);
        using var stop = new CancellationTokenSource(TimeSpan.FromSeconds(order.Seconds));
        var list = EstateList.Make(2100, 600).Csv(Encoding.UTF8);
        var words = new long[Pages];
        Task[] pages = [.. Enumerable.Range(0, Pages).Select(page => ListenAsync(live, order.LivePath, words, page, stop.Token))];
        var imports = !order.Imports ? Task.FromResult(0) : RepeatAsync(async () =>
        {
            using var content = new ByteArrayContent(list) { Headers = { ContentType = new MediaTypeHeaderValue("text/csv") } };
            return await office.PostAsync(new Uri("/api/v1/imports?dryRun=true", UriKind.Relative), content);
        }, order.Every, stop.Token);
        var exports = order.Exports ? RepeatAsync(() => office.GetAsync(new Uri("/api/v1/exports/people", UriKind.Relative)), order.Every,
            stop.Token) : Task.FromResult(0);
        var turn = 0;
        var lists = order.Lists.Count == 0 ? Task.FromResult(0)
            : RepeatAsync(() => office.GetAsync(new Uri(order.Lists[++turn % order.Lists.Count], UriKind.Relative)), order.Every,
                stop.Token);
        var done = await Task.WhenAll(imports, exports, lists);
        await Task.WhenAll(pages);
        using var self = Process.GetCurrentProcess();
        await Console.Out.WriteLineAsync(JsonSerializer.Serialize(new WorkReport(done[0], done[1], done[2], Pages, words.Sum(),
            self.TotalProcessorTime.TotalSeconds)));
        return 0;
    }

    private static async Task<int> RepeatAsync(Func<Task<HttpResponseMessage>> act, double every, CancellationToken cancellationToken)
    {
        var count = 0;
        for (; !cancellationToken.IsCancellationRequested; count++)
        {
            using var answer = await act();
            if (!answer.IsSuccessStatusCode)
            {
                throw new InvalidOperationException($"{answer.RequestMessage!.RequestUri}: "
                    + $"{await answer.Content.ReadAsStringAsync(CancellationToken.None)}");
            }

            await answer.Content.ReadAsByteArrayAsync(CancellationToken.None);
            await Task.Delay(TimeSpan.FromSeconds(every), cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        return count;
    }

    private static async Task ListenAsync(HttpClient client, string path, long[] words, int page, CancellationToken cancellationToken)
    {
        try
        {
            await using var stream = await client.GetStreamAsync(new Uri(path, UriKind.Relative), cancellationToken);
            using var lines = new StreamReader(stream);
            while (await lines.ReadLineAsync(cancellationToken) is { } line)
            {
                words[page] += line.StartsWith("event:", StringComparison.Ordinal) ? 1 : 0;
            }
        }
        catch (OperationCanceledException)
        {
            // The work is over.
        }
    }
}
