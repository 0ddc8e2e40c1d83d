using System.Text.Json;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Xunit;
using Zhuhui.Edge.Gateway.Api.Access;
using Zhuhui.Edge.Tests.Support;

namespace Zhuhui.Edge.Gateway.Tests.Api;

/// <summary>The API's document, and the copy of it that others' programs are written by.</summary>
public sealed class ApiDocumentTests
{
    /// <summary>Set to write the copy anew after a change that is meant: the difference is what reviewers read.</summary>
    private const string Renew = "ZHUHUI_RENEW_API_DOCUMENT";

    private static readonly string[] _methods = ["get", "post", "put", "patch", "delete"];

    [Fact]
    public async Task The_document_is_the_copy_in_docs_and_says_of_each_operation_whom_it_serves_and_how_it_refuses()
    {
        await using var gateway = await RunningApi.StartAsync();
        var text = await gateway.Nobody().GetStringAsync("openapi.json") + "\n";
        var file = Repository.At("docs", "api", "openapi.json");
        if (Environment.GetEnvironmentVariable(Renew) is not null)
        {
            await File.WriteAllTextAsync(file, text);
        }

        Assert.True(await File.ReadAllTextAsync(file) == text,
            $"the API is another than docs/api/openapi.json says; where that is meant, run this test with {Renew}=1 and look at what"
            + " changed");

        using var document = JsonDocument.Parse(text);
        Assert.StartsWith("3.1", document.RootElement.GetProperty("openapi").GetString(), StringComparison.Ordinal);
        var operations = document.RootElement.GetProperty("paths").EnumerateObject().SelectMany(path => path.Value.EnumerateObject()
            .Where(one => _methods.Contains(one.Name)).Select(one => (Path: $"{one.Name} {path.Name}", one.Value))).ToArray();
        Assert.Equal(operations.Length, operations.Select(one => one.Value.GetProperty("operationId").GetString()).Distinct().Count());
        var endpoints = gateway.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Where(one => one.Metadata.GetMetadata<EndpointAccess>() is not null && one.RoutePattern.RawText!.StartsWith("/api/v1",
                StringComparison.Ordinal));
        Assert.Equal(endpoints.Count(), operations.Length);
        Assert.All(operations, one =>
        {
            Assert.True(one.Value.TryGetProperty("summary", out _), one.Path);
            Assert.True(one.Value.TryGetProperty("x-roles", out _), one.Path);
            var responses = one.Value.GetProperty("responses");
            Assert.True(responses.EnumerateObject().Any(answer => answer.Name.StartsWith('2')), one.Path);
            Assert.All(responses.EnumerateObject().Where(answer => answer.Name[0] is '4' or '5'), answer =>
                Assert.Equal("#/components/schemas/Problem", answer.Value.GetProperty("content").GetProperty("application/problem+json")
                    .GetProperty("schema").GetProperty("$ref").GetString()));
            Assert.True(responses.TryGetProperty("500", out _), one.Path);
        });
    }
}
