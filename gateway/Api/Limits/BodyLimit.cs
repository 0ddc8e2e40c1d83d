using Microsoft.AspNetCore.Http.Metadata;

namespace Zhuhui.Edge.Gateway.Api.Limits;

/// <summary>How large a body an endpoint takes; routing sees to it. Of several the last counts.</summary>
internal sealed record BodyLimit(long? MaxRequestBodySize) : IRequestSizeLimitMetadata
{
    /// <summary>Of an endpoint that says nothing: a record and its words.</summary>
    public const long Usual = 64 << 10;
}

internal static class BodyLimitExtensions
{
    /// <summary>The endpoint takes a larger body than <see cref="BodyLimit.Usual"/>.</summary>
    public static TBuilder TakesUpTo<TBuilder>(this TBuilder endpoint, long bytes)
        where TBuilder : IEndpointConventionBuilder => endpoint.WithMetadata(new BodyLimit(bytes));
}
