namespace Zhuhui.Edge.Gateway.Loops;

/// <summary>Of an endpoint whose answer is worked out on the <see cref="QuietThread"/>.</summary>
internal sealed class QuietWork
{
    public static readonly QuietWork Mark = new();
}

internal static class QuietWorkExtensions
{
    /// <summary>The endpoint's work takes long, and doors come first.</summary>
    public static TBuilder Quietly<TBuilder>(this TBuilder endpoint)
        where TBuilder : IEndpointConventionBuilder => endpoint.WithMetadata(QuietWork.Mark);
}

/// <summary>Takes such requests to the thread. To be used behind all that asks who somebody is: nobody else may take it up.</summary>
internal sealed class QuietRequests(RequestDelegate next, QuietThread quiet)
{
    public Task InvokeAsync(HttpContext context) => context.GetEndpoint()?.Metadata.GetMetadata<QuietWork>() is null ? next(context)
        : quiet.RunAsync(() => next(context));
}
