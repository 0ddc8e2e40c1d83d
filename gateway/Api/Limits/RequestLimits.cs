using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Zhuhui.Edge.Gateway.Api.Listening;

namespace Zhuhui.Edge.Gateway.Api.Limits;

/// <summary>How much of the machine the API may have: the doors run on it. Whoever asks beyond that waits, and beyond that is told to come
/// again.</summary>
internal static class RequestLimits
{
    /// <summary>Requests in work. Event streams do not count: they have a bound of their own.</summary>
    public const int MostAtOnce = 8;

    private const int MostWaiting = 64;

    /// <summary>A body that comes more slowly holds a place for nothing.</summary>
    private const double SlowestBody = 4096;

    public static IServiceCollection AddRequestLimits(this IServiceCollection services) => services
        .Configure<KestrelServerOptions>(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MinRequestBodyDataRate = new MinDataRate(SlowestBody, TimeSpan.FromSeconds(5));
        })
        .AddRateLimiter(limits =>
        {
            limits.RejectionStatusCode = StatusCodes.Status503ServiceUnavailable;
            limits.OnRejected = (rejected, _) =>
            {
                rejected.HttpContext.Response.Headers.RetryAfter = "1";
                return ValueTask.CompletedTask;
            };
            limits.GlobalLimiter = PartitionedRateLimiter.Create<HttpContext, bool>(context => ApiListener.IsOver(context)
                ? RateLimitPartition.GetConcurrencyLimiter(true, _ => new ConcurrencyLimiterOptions
                {
                    PermitLimit = MostAtOnce,
                    QueueLimit = MostWaiting,
                    QueueProcessingOrder = QueueProcessingOrder.OldestFirst,
                })
                : RateLimitPartition.GetNoLimiter(false));
        });
}
