using System.Net;
using System.Text;
using Zhuhui.Edge.Gateway.Console;
using Zhuhui.Edge.Hub.Settings;

namespace Zhuhui.Edge.Hub.Receiver;

/// <summary>The figures on a port of this machine alone, for Prometheus. Made before the receiver runs: what moves before it listens, it
/// does not know.</summary>
internal sealed class MetricsPage(HubOptions options, HubFigures figures, ILogger<MetricsPage> logger) : BackgroundService
{
    private readonly PrometheusPage _page = new([figures.Meter]);

    public override void Dispose()
    {
        _page.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (options.MetricsPort == 0)
        {
            return;
        }

        using var listener = new HttpListener();
        listener.Prefixes.Add($"http://127.0.0.1:{options.MetricsPort}/");
        try
        {
            listener.Start();
        }
        catch (HttpListenerException exception)
        {
            logger.NoMetrics(options.MetricsPort, exception.Message);
            return;
        }

        logger.MetricsServed(options.MetricsPort);
        await using var stop = stoppingToken.Register(listener.Stop);
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await AnswerAsync(await listener.GetContextAsync());
            }
            catch (Exception exception) when (exception is HttpListenerException or ObjectDisposedException or IOException)
            {
                // The client has gone, or the receiver stops.
            }
        }
    }

    private async Task AnswerAsync(HttpListenerContext context)
    {
        using var response = context.Response;
        if (context.Request.Url?.AbsolutePath != "/metrics")
        {
            response.StatusCode = (int)HttpStatusCode.NotFound;
            return;
        }

        response.ContentType = PrometheusPage.ContentType;
        await response.OutputStream.WriteAsync(Encoding.UTF8.GetBytes(_page.Format()));
    }
}
