using System.Net;
using Xunit;
using Zhuhui.Edge.Gateway.Accounts;
using Zhuhui.Edge.Gateway.Admin;
using Zhuhui.Edge.Gateway.Events;
using Zhuhui.Edge.Tests.Support;
using Zhuhui.Edge.Vision.Options;

namespace Zhuhui.Edge.Gateway.Tests.Api.Office;

/// <summary>Faces over the API: with consent, bounded, and on no disk.</summary>
public sealed class EnrolmentApiTests
{
    [Fact, Trait("needs", "material"), Trait("needs", "process")]
    public async Task A_face_is_taken_from_a_photo_with_consent_and_goes_with_it()
    {
        await using var gateway = await RunningApi.StartAsync(site => site with
        {
            Vision = new VisionOptions { ModelFolder = Material.Models },
        });
        var clerk = gateway.As(Role.Office);
        var added = await OfficeBench.SendAsync(clerk, HttpMethod.Post, "people", new { name = "照一", home = "3-2-101" });
        var at = $"people/{added["id"]}/face";
        var seen = added.Tag;
        var photo = await File.ReadAllBytesAsync(Material.Resident);
        var without = await OfficeBench.SendAsync(clerk, HttpMethod.Put, at, Photos([photo]), seen);
        Assert.Equal((HttpStatusCode.UnprocessableEntity, "refused"), (without.Status, without.Code));
        var child = await OfficeBench.SendAsync(clerk, HttpMethod.Put, at, Photos([photo],
            ("witness", "chen"), ("born", "2020-01-31")), seen);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, child.Status);
        var taken = await OfficeBench.SendAsync(clerk, HttpMethod.Put, at, Photos([photo],
            ("witness", "chen")), seen);
        Assert.True(taken.Status == HttpStatusCode.OK, $"{taken.Json}");
        Assert.Equal("face", gateway.Happened.All.OfType<PeopleOrdered>().Last().Order);
        Assert.Equal(1, (await OfficeBench.SendAsync(clerk, HttpMethod.Get, $"people/{added["id"]}"))["templates"].GetValue<int>());
        Assert.Equal(HttpStatusCode.PreconditionFailed, (await OfficeBench.SendAsync(clerk, HttpMethod.Put, at,
            Photos([photo], ("witness", "chen")), seen)).Status);
        Assert.Equal(HttpStatusCode.OK, (await OfficeBench.SendAsync(clerk, HttpMethod.Delete, at, seen: taken.Tag)).Status);
        Assert.Equal(0, (await OfficeBench.SendAsync(clerk, HttpMethod.Get, $"people/{added["id"]}"))["templates"].GetValue<int>());
    }

    [Fact]
    public async Task What_is_no_photo_or_too_much_of_it_is_refused_and_no_other_body_may_be_so_large()
    {
        await using var gateway = await RunningApi.StartAsync();
        var clerk = gateway.As(Role.Office);
        var added = await OfficeBench.SendAsync(clerk, HttpMethod.Post, "people", new { name = "照二", home = "3-2-102" });
        var at = $"people/{added["id"]}/face";
        Func<HttpContent>[] wrong =
        [
            () => Photos([]), () => Photos([.. Enumerable.Repeat(new byte[10], 11)]), () => new ByteArrayContent([1, 2, 3]),
            () => Cut(),
        ];
        foreach (var body in wrong)
        {
            Assert.Equal((HttpStatusCode.BadRequest, "badParts"), await SendAsync(HttpMethod.Put, at, body()));
        }

        foreach (var (method, path, size) in new[] { (HttpMethod.Put, at, (int)AdminSocket.MostPhotoBytes + (1 << 20)),
            (HttpMethod.Post, "imports", 9 << 20), (HttpMethod.Post, "people", 100 << 10),
            (HttpMethod.Patch, $"people/{added["id"]}", 100 << 10) })
        {
            Assert.Equal((path, (HttpStatusCode)413), (path, (await SendAsync(method, path, path == at ? Photos([new byte[size]])
                : path == "imports" ? new ByteArrayContent(new byte[size])
                : new StringContent($$"""{"name":"{{new string('x', size)}}"}""", System.Text.Encoding.UTF8, "application/json"))).Status));
        }

        Assert.DoesNotContain(gateway.Happened.All, one => one is PeopleOrdered { Order: "face" });

        async Task<(HttpStatusCode Status, string? Code)> SendAsync(HttpMethod method, string path, HttpContent body)
        {
            var answer = await OfficeBench.SendAsync(clerk, method, path, body, "*");
            return (answer.Status, answer.Code);
        }
    }

    private static MultipartFormDataContent Photos(byte[][] photos, params (string Name, string Text)[] beside)
    {
        var form = new MultipartFormDataContent("----parts");
        foreach (var (name, text) in beside)
        {
            form.Add(new StringContent(text), name);
        }

        for (var i = 0; i < photos.Length; i++)
        {
            form.Add(new ByteArrayContent(photos[i]), "photo", $"{i}.jpg");
        }

        return form;
    }

    /// <summary>A body that ends within a part.</summary>
    private static ByteArrayContent Cut()
    {
        var body = new ByteArrayContent("--b\r\nContent-Disposition: form-data; name=\"photo\"; filename=\"a.jpg\"\r\n\r\nabc"u8.ToArray());
        body.Headers.TryAddWithoutValidation("Content-Type", "multipart/form-data; boundary=b");
        return body;
    }
}
