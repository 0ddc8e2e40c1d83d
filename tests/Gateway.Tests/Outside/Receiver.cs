using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Zhuhui.Edge.Tests.Support;

namespace Zhuhui.Edge.Gateway.Tests.Outside;

/// <summary>What a receiver was sent.</summary>
internal sealed record Received(string Path, string Query, IReadOnlyDictionary<string, string> Headers, byte[] Body)
{
    public string Text => System.Text.Encoding.UTF8.GetString(Body);
}

/// <summary>A real HTTP server on this machine, in place of WeCom, DingTalk or a program of the site's own.</summary>
internal sealed class Receiver : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ConcurrentQueue<Received> _all = [];

    private Receiver(int port)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls($"http://127.0.0.1:{port}");
        _app = builder.Build();
        _app.Run(async context =>
        {
            using var body = new MemoryStream();
            await context.Request.Body.CopyToAsync(body);
            var received = new Received(context.Request.Path, context.Request.QueryString.Value ?? "",
                context.Request.Headers.ToDictionary(one => one.Key, one => one.Value.ToString(), StringComparer.OrdinalIgnoreCase),
                body.ToArray());
            _all.Enqueue(received);
            await Answer(context, received);
        });
    }

    /// <summary>What it answers; 200 and errcode 0 where nothing else is said.</summary>
    public Func<HttpContext, Received, Task> Answer { get; set; } = Says(200, """{"errcode":0,"errmsg":"ok"}""");

    public IReadOnlyList<Received> All => [.. _all];

    public string Url => _app.Urls.Single();

    public static async Task<Receiver> StartAsync(int port = 0)
    {
        var receiver = new Receiver(port);
        await receiver._app.StartAsync();
        return receiver;
    }

    public static Func<HttpContext, Received, Task> Says(int status, string body, string type = "application/json") =>
        async (context, _) =>
        {
            context.Response.StatusCode = status;
            context.Response.ContentType = type;
            await context.Response.WriteAsync(body);
        };

    public async Task<IReadOnlyList<Received>> UntilAsync(int count)
    {
        await Eventually.IsAsync(() => _all.Count >= count, $"only {_all.Count} of {count} arrived");
        return All;
    }

    public async ValueTask DisposeAsync()
    {
        using var soon = new CancellationTokenSource(TimeSpan.FromSeconds(1));
        await _app.StopAsync(soon.Token);
        await _app.DisposeAsync();
    }
}
