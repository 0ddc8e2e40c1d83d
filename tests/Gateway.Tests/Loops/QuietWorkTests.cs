using System.Net;
using System.Net.Http.Headers;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Xunit;
using Zhuhui.Edge.Gateway.Accounts;
using Zhuhui.Edge.Gateway.Loops;
using Zhuhui.Edge.Gateway.Tests.Api;

namespace Zhuhui.Edge.Gateway.Tests.Loops;

/// <summary>What takes long is worked out on the quiet thread.</summary>
public sealed class QuietWorkTests(SharedApi shared) : IClassFixture<SharedApi>
{
    [Fact]
    public void Lists_exports_and_reports_do_over_every_way_and_no_door_or_alarm()
    {
        string[] quiet = [.. shared.Gateway.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Where(one => one.Metadata.GetMetadata<QuietWork>() is not null)
            .Select(one => $"{string.Join(',', one.Metadata.GetMetadata<IHttpMethodMetadata>()!.HttpMethods)} {one.RoutePattern.RawText}")
            .Order(StringComparer.Ordinal)];
        Assert.Equal(
        [
            "GET /api/v1/exports/people", "GET /events/export.{form}", "GET /imports/{id}", "GET /passages",
            "GET /passages/days/{day}", "GET /passages/people/{id}", "POST /admin/people/export", "POST /admin/people/import",
            "POST /api/v1/imports", "POST /api/v1/imports/undo", "POST /imports", "POST /imports/undo", "POST /imports/{id}/apply",
        ], quiet);
    }

    [Fact]
    public async Task A_list_that_is_still_being_sent_holds_up_no_report()
    {
        var office = shared.Gateway.As(Role.Office);
        using var never = new CancellationTokenSource();
        using var content = new Unending(never.Token) { Headers = { ContentType = new MediaTypeHeaderValue("text/csv") } };
        var sending = office.PostAsync(new Uri("imports?dryRun=true", UriKind.Relative), content, never.Token);
        using (var export = await office.GetAsync(new Uri("exports/people", UriKind.Relative)))
        {
            export.EnsureSuccessStatusCode();
        }

        Assert.False(sending.IsCompleted);
        await never.CancelAsync();
        await Assert.ThrowsAnyAsync<Exception>(() => sending);
    }

    /// <summary>A sender who stops in the middle.</summary>
    private sealed class Unending(CancellationToken until) : HttpContent
    {
        protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
        {
            await stream.WriteAsync("name,card\n"u8.ToArray(), until);
            await stream.FlushAsync(until);
            await Task.Delay(Timeout.Infinite, until);
        }

        protected override bool TryComputeLength(out long length)
        {
            length = 0;
            return false;
        }
    }
}
