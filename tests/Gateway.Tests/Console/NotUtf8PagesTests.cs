using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Xunit;
using Zhuhui.Edge.Gateway.Accounts;
using Zhuhui.Edge.Gateway.People;
using Zhuhui.Edge.Gateway.Tests.Api.Office;

namespace Zhuhui.Edge.Gateway.Tests.Console;

/// <summary>Forms, addresses and bodies whose words are in another encoding, as programs of a Windows office send them.</summary>
public sealed class NotUtf8PagesTests(OfficeBench office) : IClassFixture<OfficeBench>
{
    /// <summary>A name of two letters in GBK.</summary>
    private static readonly byte[] _name = [0xCD, 0xF5, 0xCE, 0xB0];

    private ResidentDirectory Residents => office.Gateway.Services.GetRequiredService<ResidentDirectory>();

    [Theory]
    [InlineData("escaped")]
    [InlineData("bare")]
    [InlineData("parts")]
    public async Task A_form_in_another_encoding_is_refused_in_words_and_nobody_is_made(string form)
    {
        var clerk = new PageVisitor(office.Gateway, Role.Office);
        await clerk.GetAsync("/people/new");
        var before = Residents.Count;
        var page = await clerk.PostRawAsync("/people/new", token => form switch
        {
            "escaped" => UrlEncoded([.. Form(token), .. "%CD%F5%CE%B0"u8]),
            "bare" => UrlEncoded([.. Form(token), .. _name]),
            _ => new MultipartFormDataContent
            {
                { new StringContent(token), "__RequestVerificationToken" },
                { new StringContent("3-2-701"), "home" },
                { new ByteArrayContent(_name), "name" },
            },
        });
        Assert.Equal(HttpStatusCode.BadRequest, page.Status);
        Assert.Contains("name: this is not UTF-8", page.Text, StringComparison.Ordinal);
        Assert.Equal(before, Residents.Count);
    }

    [Theory]
    [InlineData("/people?q=%CD%F5%CE%B0", HttpStatusCode.BadRequest)]
    [InlineData("/events?text=%CD%F5", HttpStatusCode.BadRequest)]
    [InlineData("/people?q=100%25", HttpStatusCode.OK)]
    [InlineData("/people?q=%E7%8E%8B", HttpStatusCode.OK)]
    public async Task A_search_in_another_encoding_is_refused_and_does_not_read_as_nobody(string path, HttpStatusCode status) =>
        Assert.Equal(status, (await new PageVisitor(office.Gateway, Role.Office).GetAsync(path)).Status);

    [Fact]
    public async Task The_API_refuses_it_in_a_query_in_a_part_and_in_a_name_that_was_lost_before()
    {
        var sought = await office.GetAsync("people?kind=owner&q=%CD%F5");
        Assert.Equal((HttpStatusCode.BadRequest, "q"), (sought.Status, (string)sought["field"]!));
        var parts = new MultipartFormDataContent { { new ByteArrayContent("name,home\n"u8.ToArray()), "file", "list.csv" } };
        parts.Add(new ByteArrayContent([.. "{\"columns\":{\""u8, .. _name, .. "\":\"name\"}}"u8]), "map");
        var list = await office.PostAsync("imports?dryRun=true", parts);
        Assert.Equal((HttpStatusCode.BadRequest, "map"), (list.Status, (string)list["field"]!));
        var before = Residents.Count;
        var person = await office.PostAsync("people", new { name = "\ufffd\ufffd\u03b0", home = "3-2-702" });
        Assert.Equal(HttpStatusCode.UnprocessableEntity, person.Status);
        Assert.Contains("U+FFFD", $"{person["detail"]}", StringComparison.Ordinal);
        Assert.Equal(before, Residents.Count);
    }

    private static byte[] Form(string token) => Encoding.ASCII.GetBytes(
        $"__RequestVerificationToken={Uri.EscapeDataString(token)}&home=3-2-701&name=");

    private static ByteArrayContent UrlEncoded(byte[] form) => new(form)
    {
        Headers = { ContentType = new MediaTypeHeaderValue("application/x-www-form-urlencoded") },
    };
}
