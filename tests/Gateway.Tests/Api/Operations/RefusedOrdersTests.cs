using System.Net;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Xunit;
using Zhuhui.Edge.Gateway.Accounts;
using Zhuhui.Edge.Gateway.Events;
using Zhuhui.Edge.Gateway.Journals;

namespace Zhuhui.Edge.Gateway.Tests.Api.Operations;

public sealed class RefusedOrdersTests(SharedApi shared) : IClassFixture<SharedApi>
{
    private readonly RunningApi _gateway = shared.Gateway;

    private EventLedger Ledger => _gateway.Services.GetRequiredService<EventLedger>();

    [Theory]
    [InlineData(Role.Guard, "doors/gate/orders", """{"order":"lockdown"}""", HttpStatusCode.Conflict, "noEnd")]
    [InlineData(Role.Guard, "doors/gate/orders", """{"order":"holdOpen","minutes":0}""", HttpStatusCode.BadRequest, "badMinutes")]
    [InlineData(Role.Guard, "doors/gate/orders", """{"order":"holdOpen","minutes":1441}""", HttpStatusCode.BadRequest, "badMinutes")]
    [InlineData(Role.Guard, "doors/gate/orders", """{"order":"unlock","reason":"two\nlines"}""", HttpStatusCode.BadRequest, "badReason")]
    [InlineData(Role.Guard, "doors/orders", """{"order":"unlock","reason":" "}""", HttpStatusCode.BadRequest, "badReason")]
    [InlineData(Role.Guard, "doors/gate/orders", """{"order":"restart"}""", HttpStatusCode.BadRequest, "badJson")]
    [InlineData(Role.Guard, "doors/gate/orders", """{"order":0}""", HttpStatusCode.BadRequest, "badJson")]
    [InlineData(Role.Guard, "doors/nobody/orders", """{"order":"unlock"}""", HttpStatusCode.NotFound, "noSuchDoor")]
    [InlineData(Role.Office, "doors/gate/orders", """{"order":"unlock"}""", HttpStatusCode.Forbidden, "notYours")]
    [InlineData(Role.District, "doors/gate/orders", """{"order":"unlock"}""", HttpStatusCode.Forbidden, "notYours")]
    [InlineData(Role.Resident, "doors/gate/orders", """{"order":"unlock"}""", HttpStatusCode.Forbidden, "notYours")]
    [InlineData(Role.Guard, "alarms/acknowledgements", """{"alarm":"nothing"}""", HttpStatusCode.NotFound, "noSuchAlarm")]
    [InlineData(Role.Guard, "alarms/acts", """{"act":"mine","alarms":["nothing"]}""", HttpStatusCode.NotFound, "noSuchAlarm")]
    [InlineData(Role.Guard, "alarms/acts", """{"act":"mine","alarms":[]}""", HttpStatusCode.BadRequest, "tooManyAlarms")]
    [InlineData(Role.Guard, "alarms/acts", """{"act":"done","note":"two\nlines"}""", HttpStatusCode.BadRequest, "badNote")]
    [InlineData(Role.Guard, "alarms/acts", """{"act":"gone"}""", HttpStatusCode.BadRequest, "badJson")]
    [InlineData(Role.Guard, "alarms/acts", """{}""", HttpStatusCode.BadRequest, "badJson")]
    [InlineData(Role.Office, "alarms/acts", """{"act":"done"}""", HttpStatusCode.Forbidden, "notYours")]
    [InlineData(Role.Guard, "places/orders", """{"order":"arm","what":"nothing"}""", HttpStatusCode.NotFound, "noSuchPlace")]
    [InlineData(Role.Guard, "places/orders", """{"order":"arm","minutes":10081}""", HttpStatusCode.BadRequest, "badMinutes")]
    internal async Task What_cannot_be_ordered_is_a_problem_and_nothing_is_done(Role role, string path, string body, HttpStatusCode status,
        string code)
    {
        using var answer = await PostAsync(_gateway.As(role), path, body);
        Assert.Equal(status, answer.StatusCode);
        Assert.Contains($"\"code\":\"{code}\"", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.DoesNotContain(Ledger.Last(EventStream.Registry, 100), one => one is CommandDone or WatchOrdered);
    }

    private static async Task<HttpResponseMessage> PostAsync(HttpClient client, string path, string body)
    {
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        return await client.PostAsync(path, content);
    }
}
