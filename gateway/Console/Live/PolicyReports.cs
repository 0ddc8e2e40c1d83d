using System.Text.Json;
using Microsoft.AspNetCore.Routing;
using Zhuhui.Edge.Gateway.Api.Access;

namespace Zhuhui.Edge.Gateway.Console.Live;

/// <summary>What browsers report of pages that would have done what their policy forbids. There should be none: each kind is logged once,
/// without the page's address, which may name a person.</summary>
internal sealed class PolicyReports(ILogger<PolicyReports> logger)
{
    private const int MostKinds = 50;

    private readonly HashSet<string> _kinds = [];

    public IReadOnlyList<string> Kinds
    {
        get
        {
            lock (_kinds)
            {
                return [.. _kinds];
            }
        }
    }

    public void Take(JsonElement report)
    {
        var kind = report.TryGetProperty("csp-report", out var body) && body.ValueKind == JsonValueKind.Object
            ? $"{Word(body, "effective-directive")} {Word(body, "blocked-uri")}" : "unreadable";
        lock (_kinds)
        {
            if (_kinds.Count >= MostKinds || !_kinds.Add(kind))
            {
                return;
            }
        }

        logger.PolicyReported(kind);
    }

    private static string Word(JsonElement body, string name) => body.TryGetProperty(name, out var value)
        && value.ValueKind == JsonValueKind.String && value.GetString() is { Length: < 200 } word
        ? new string([.. word.Split('?')[0].Where(letter => !char.IsControl(letter))]) : "?";
}

internal static class PolicyReportEndpoint
{
    public static void MapPolicyReports(this IEndpointRouteBuilder pages) =>
        pages.MapPost("/policy-reports", async (HttpContext context, PolicyReports reports, CancellationToken cancellationToken) =>
        {
            try
            {
                using var report = await JsonDocument.ParseAsync(context.Request.Body, cancellationToken: cancellationToken);
                reports.Take(report.RootElement);
            }
            catch (JsonException)
            {
                return Results.BadRequest();
            }

            return Results.NoContent();
        }).DisableAntiforgery().ForAll();
}
