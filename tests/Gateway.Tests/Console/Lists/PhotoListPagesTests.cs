using System.IO.Compression;
using System.Net;
using System.Text;
using Xunit;
using Zhuhui.Edge.Gateway.Accounts;
using Zhuhui.Edge.Gateway.Events;
using Zhuhui.Edge.Gateway.Tests.Api;
using Zhuhui.Edge.Tests.Support;
using Zhuhui.Edge.Vision.Options;

namespace Zhuhui.Edge.Gateway.Tests.Console.Lists;

/// <summary>A list with its photos on the page: real pictures and models.</summary>
[Trait("needs", "material"), Trait("needs", "process")]
public sealed class PhotoListPagesTests
{
    [Fact]
    public async Task Photos_are_named_in_the_dry_run_and_taken_while_the_page_says_how_far_it_is()
    {
        await using var gateway = await RunningApi.StartAsync(site => site with
        {
            Vision = new VisionOptions { ModelFolder = Material.Models },
        });
        var clerk = new PageVisitor(gateway, Role.Office);
        await clerk.GetAsync("/imports");
        var list = Encoding.UTF8.GetBytes("\u59d3\u540d,\u4f4f\u5740,\u4eba\u8138\u540c\u610f\n\u738b\u82b3,1-1-101,\u9648\u654f\n");
        var broken = await clerk.FollowAsync(await clerk.PostFilesAsync("/imports", [("file", "list.csv", list),
            ("photos", "photos.zip", [1, 2, 3])]));
        Assert.DoesNotContain("/apply", broken.Html, StringComparison.Ordinal);

        var before = Directory.GetFiles(Path.GetTempPath(), "ASPNETCORE_*");
        var look = await clerk.FollowAsync(await clerk.PostFilesAsync("/imports", [("file", "list.csv", list),
            ("photos", "photos.zip", Zip(("1-1-101 \u738b\u82b3.png", await File.ReadAllBytesAsync(Material.Resident)), ("nobody.png",
                await File.ReadAllBytesAsync(Material.At("brick.png")))))]));
        Assert.Contains("nobody.png", look.Text, StringComparison.Ordinal);
        Assert.Equal(before, Directory.GetFiles(Path.GetTempPath(), "ASPNETCORE_*"));
        Assert.DoesNotContain(gateway.Happened.All, one => one is PeopleImported or ResidentEnrolled);

        var id = look.Html.Split("action=\"/imports/")[1].Split('/')[0];
        var begun = await clerk.PostAsync($"/imports/{id}/apply", ("key", look.Field("key")));
        Assert.StartsWith("/imports/runs/", begun.Location, StringComparison.Ordinal);
        var page = await clerk.FollowAsync(begun);
        for (var began = System.Diagnostics.Stopwatch.StartNew(); page.Html.Contains("data-watch=", StringComparison.Ordinal);)
        {
            Assert.True(began.Elapsed < Eventually.Patience, page.Text);
            await Task.Delay(100, TestContext.Current.CancellationToken);
            page = await clerk.FollowAsync(begun);
        }

        Assert.Contains("Faces taken: 1; there before: 0; not good enough: 0; left out: 1", page.Text, StringComparison.Ordinal);
        Assert.Contains("nobody.png", page.Text, StringComparison.Ordinal);
        Assert.Single(gateway.Happened.All.OfType<ResidentEnrolled>(), one => one.Templates == 1);
        Assert.Equal(HttpStatusCode.Redirect, (await clerk.GetAsync("/imports/runs/i-none")).Status);
    }

    private static byte[] Zip(params (string Name, byte[] Content)[] files)
    {
        using var memory = new MemoryStream();
        using (var archive = new ZipArchive(memory, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, content) in files)
            {
                using var entry = archive.CreateEntry(name).Open();
                entry.Write(content);
            }
        }

        return memory.ToArray();
    }
}
