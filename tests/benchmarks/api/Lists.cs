using System.Diagnostics;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Zhuhui.Edge.Gateway.Accounts;
using Zhuhui.Edge.Gateway.Api.Listening;
using Zhuhui.Edge.Gateway.People.Imports;
using Zhuhui.Edge.Gateway.Site;
using Zhuhui.Edge.Gateway.Tests.Api;
using Zhuhui.Edge.Gateway.Tests.People.Importing;
using Zhuhui.Edge.Tests.Support;

namespace Zhuhui.Edge.Benchmarks.Api;

/// <summary>The list of people as an office leafs through it and searches in it, beside a server that does nothing but send the same
/// bytes over the same listener, and beside a bare write and fsync: each look is on record before it is shown.</summary>
internal static class Lists
{
    private const int Turns = 300;

    public static async Task MeasureAsync(Table table, int people, int households)
    {
        Table.Doing($"{people} people");
        await using var gateway = await RunningApi.StartAsync();
        var list = EstateList.Make(people, households).Csv(Encoding.UTF8);
        var import = gateway.Services.GetRequiredService<PeopleImport>();
        if (import.Handle(new ImportRequest("bench", list, EstateList.Map)) is { IsDone: false } refused)
        {
            throw new InvalidOperationException(refused.Refused);
        }

        var answer = Array.Empty<byte>();
        await using var bare = await BareAsync(gateway, () => answer);
        using var bareClient = new HttpClient(new HttpClientHandler
        {
            ServerCertificateCustomValidationCallback = HttpClientHandler.DangerousAcceptAnyServerCertificateValidator,
        });
        var office = gateway.As(Role.Office);
        foreach (var (what, key, path) in new[]
        {
            ("a page of 100", "page", "people?limit=100"), ("find by pinyin", "pinyin", "people?q=zw"),
            ("find by room", "room", "people?q=3-2-101"), ("find by the last four digits", "phone", "people?find=1005"),
        })
        {
            answer = await office.GetByteArrayAsync(path);
            await TimeAsync(table, $"{people} people, {what}: {answer.Length:N0} bytes from a bare Kestrel", $"bare_{key}_{people}",
                () => bareClient.GetByteArrayAsync(new Uri(bare.Urls.Single())));
            await TimeAsync(table, $"{people} people, {what}: over the API", $"{key}_{people}", () => office.GetByteArrayAsync(path));
            table.Ratio("  over the bare answer", $"{key}_ratio_{people}", $"{key}_{people}", $"bare_{key}_{people}");
        }

        using var file = new FileStream(Path.Combine(gateway.Site.DataFolder, "bare"), FileMode.Create);
        await TimeAsync(table, "a bare write and fsync of 300 bytes, which each look waits for", $"fsync_{people}", () =>
        {
            file.Write(new byte[300]);
            file.Flush(flushToDisk: true);
            return Task.FromResult(0);
        });
    }

    /// <summary>The API's listener and certificate, and nothing behind them.</summary>
    public static async Task<WebApplication> BareAsync(RunningApi gateway, Func<byte[]> answer)
    {
        var certificate = gateway.Services.GetRequiredService<WebCertificate>();
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(kestrel => ApiListener.Listen(kestrel, new WebOptions { Port = 0 }, certificate));
        var bare = builder.Build();
        bare.MapGet("/", () => Results.Bytes(answer(), "application/json"));
        await bare.StartAsync();
        return bare;
    }

    public static async Task TimeAsync<T>(Table table, string name, string key, Func<Task<T>> work, int turns = Turns)
    {
        Table.Doing(name);
        List<double> times = [];
        for (var turn = -turns / 10; turn < turns; turn++)
        {
            var began = Stopwatch.GetTimestamp();
            await work();
            if (turn >= 0)
            {
                times.Add(Stopwatch.GetElapsedTime(began).TotalMilliseconds);
            }
        }

        table.Percentiles(name, key, times);
    }
}
