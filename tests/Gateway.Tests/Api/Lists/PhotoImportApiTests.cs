using System.IO.Compression;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Xunit;
using Zhuhui.Edge.Gateway.Accounts;
using Zhuhui.Edge.Gateway.Admin.Office;
using Zhuhui.Edge.Gateway.Events;
using Zhuhui.Edge.Gateway.People.Imports.Photos;
using Zhuhui.Edge.Gateway.People.Imports.Tables;
using Zhuhui.Edge.Tests.Support;
using Zhuhui.Edge.Vision.Options;
using static Zhuhui.Edge.Gateway.Tests.Api.Office.OfficeBench;

namespace Zhuhui.Edge.Gateway.Tests.Api.Lists;

/// <summary>A list with its photos over the API: real pictures and models.</summary>
public sealed class PhotoImportApiTests
{
    private const string Head = "姓名,住址,人脸同意\n";
    private const int Nobodies = 10;

    [Fact, Trait("needs", "material"), Trait("needs", "process")]
    public async Task A_dry_run_names_the_photos_the_import_tells_how_far_it_is_and_one_that_was_stopped_goes_on()
    {
        using var folder = new TemporaryFolder();
        var names = Enumerable.Range(0, Nobodies).Select(i => $"甲{(char)('一' + i)}").ToArray();
        var list = Encoding.UTF8.GetBytes(Head + "王芳,1-1-101,陈敏\n王伟,3-2-501,陈敏\n王伟,3-2-601,陈敏\n李娜,3-2-502,\n"
            + string.Concat(names.Select(name => $"{name},2-1-101,陈敏\n")));
        var (resident, stranger, brick) = (await File.ReadAllBytesAsync(Material.Resident), await File.ReadAllBytesAsync(Material.Stranger),
            await File.ReadAllBytesAsync(Material.At("brick.png")));
        var archive = Zip([("1-1-101 王芳.png", resident), ("3-2-501 王伟.jpg", stranger), ("王伟.png", brick), ("李娜.png", brick),
            ("周八.png", brick), ("王芳.heic", [1]), .. names.Select(name => ($"2-1-101 {name}.png", brick))]);
        string[] leftOut = ["王伟.png", "李娜.png", "周八.png", "王芳.heic"];
        var (key, id, token) = (Key(), "", "");
        await using (var gateway = await StartAsync(folder.Path))
        {
            token = gateway.Services.GetRequiredService<AccountStore>().MakeToken("desk", Role.Office)!;
            var clerk = gateway.With(token);
            var dry = await SendAsync(clerk, HttpMethod.Post, "imports?dryRun=true", Parts(list, archive));
            Assert.Equal((HttpStatusCode.OK, 14), (dry.Status, (int)dry["new"]));
            Assert.Equal(leftOut.Order(StringComparer.Ordinal), Files(dry["photos"]["problems"]!));
            Assert.Contains("may be of 2 people", dry["photos"]["problems"]!.AsArray().Single(one => (string)one!["file"]! == "王伟.png")!
                ["text"]!.ToString(), StringComparison.Ordinal);
            Assert.DoesNotContain(gateway.Happened.All, one => one is ResidentEnrolled or PeopleImported);

            var begun = await SendAsync(clerk, HttpMethod.Post, "imports", Parts(list, archive), key: key);
            Assert.True(begun.Status == HttpStatusCode.Accepted, $"{begun.Json}");
            id = (string)begun["id"]!;
            Assert.Equal(($"/api/v1/imports/{id}", "underWay", 12, 12), (begun.Headers.Location!.ToString(), (string)begun["state"]!,
                (int)begun["people"]!, (int)begun["photos"]!));
            Assert.Single(gateway.Happened.All.OfType<PeopleImported>());

            // The list is taken up; nobody else's is until the faces are.
            foreach (var (path, body) in new[] { ("imports", (HttpContent?)Parts(list, null)), ("imports/undo", null) })
            {
                var other = await SendAsync(gateway.As(Role.Administrator), HttpMethod.Post, path, body);
                Assert.Equal((HttpStatusCode.Conflict, "importUnderWay", id), (other.Status, other.Code, (string)other["import"]!));
            }

            await Eventually.IsAsync(() => gateway.Happened.All.OfType<ResidentEnrolled>().Any(one => one.Templates > 0));
            await gateway.StopAsync();
        }

        await using (var next = await StartAsync(folder.Path))
        {
            var desk = next.With(token);
            Assert.Equal("importInterrupted", (await SendAsync(desk, HttpMethod.Get, $"imports/{id}")).Code);
            Assert.Equal("keyUsed", (await SendAsync(desk, HttpMethod.Post, "imports", Parts(list, Zip([("王芳.png", brick)])), key: key))
                .Code);
            var again = await SendAsync(desk, HttpMethod.Post, "imports", Parts(list, archive), key: key);
            Assert.Equal((HttpStatusCode.Accepted, id, true), (again.Status, (string)again["id"]!, again.Headers.Contains(
                "Idempotency-Replayed")));
            var end = again.Json!;
            for (var waited = System.Diagnostics.Stopwatch.StartNew(); (string)end["state"]! == "underWay";)
            {
                Assert.True(waited.Elapsed < Eventually.Patience, end.ToJsonString());
                await Task.Delay(100, TestContext.Current.CancellationToken);
                end = (await SendAsync(desk, HttpMethod.Get, $"imports/{id}")).Json!;
            }

            Assert.Equal(("done", 12, 12, 2, Nobodies, 4), ((string)end["state"]!, (int)end["peopleDone"]!, (int)end["photosDone"]!,
                (int)end["enrolled"]! + (int)end["wereThere"]!, (int)end["refused"]!, (int)end["leftOut"]!));
            Assert.True((int)end["wereThere"]! >= 1);
            Assert.Equal(leftOut.Order(StringComparer.Ordinal), Files(end["problems"]!));
            Assert.All(names, name => Assert.Contains(end["problems"]!.AsArray(), one => one!["text"]!.ToString().Contains(name,
                StringComparison.Ordinal) && one["text"]!.ToString().Contains("no face was found", StringComparison.Ordinal)));
            Assert.All(next.Happened.All.OfType<PeopleOrdered>(), one => Assert.Equal(("desk", "import-face"), (one.Operator, one.Order)));
            Assert.DoesNotContain(next.Happened.All, one => one is PeopleImported);

            // Whoever looks at whose photos could not be taken has that on record once, however often they ask.
            var looks = next.Happened.All.OfType<PeopleLookedUp>().Count(one => one is { What: "import", Operator: "desk" });
            await SendAsync(desk, HttpMethod.Get, $"imports/{id}");
            Assert.Equal(looks, next.Happened.All.OfType<PeopleLookedUp>().Count(one => one is { What: "import", Operator: "desk" }));
            var chief = next.With(next.Services.GetRequiredService<AccountStore>().MakeToken("chief", Role.Administrator)!);
            Assert.Equal(HttpStatusCode.OK, (await SendAsync(chief, HttpMethod.Get, $"imports/{id}")).Status);
            Assert.Single(next.Happened.All.OfType<PeopleLookedUp>(), one => one is { What: "import", Operator: "chief" });
            Assert.Equal(HttpStatusCode.Forbidden, (await SendAsync(next.As(Role.Guard), HttpMethod.Get, $"imports/{id}")).Status);
            Assert.Equal("noSuchImport", (await SendAsync(desk, HttpMethod.Get, "imports/i-none")).Code);
        }

        // Nothing of a photo is on the disk.
        foreach (var file in Directory.EnumerateFiles(folder.Path, "*", SearchOption.AllDirectories))
        {
            var content = await File.ReadAllBytesAsync(file, TestContext.Current.CancellationToken);
            Assert.All(new[] { resident, stranger, brick }, photo => Assert.True(content.AsSpan().IndexOf(photo.AsSpan(photo.Length / 2,
                64)) < 0, file));
        }
    }

    [Fact]
    public async Task What_is_no_archive_too_much_or_a_bad_list_is_refused_and_nothing_is_left_under_way()
    {
        await using var gateway = await RunningApi.StartAsync();
        var clerk = gateway.As(Role.Office);
        var list = Encoding.UTF8.GetBytes(Head + "王芳,1-1-101,陈敏\n");
        Assert.Equal("badPhotos", (await SendAsync(clerk, HttpMethod.Post, "imports", Parts(list, [1, 2, 3]))).Code);
        Assert.Equal("badPhotos", (await SendAsync(clerk, HttpMethod.Post, "imports", Parts(list, Mentioning(40_001)))).Code);
        var bad = await SendAsync(clerk, HttpMethod.Post, "imports", Parts(Encoding.UTF8.GetBytes(Head + ",1-1-101,陈敏\n"),
            Zip([("王芳.png", [1])])));
        Assert.Equal((HttpStatusCode.UnprocessableEntity, "badList"), (bad.Status, bad.Code));
        Assert.NotNull(bad["report"]["photos"]);
        var one = Zip([("王芳.png", [1])]);
        Assert.Equal("badKey", (await SendAsync(clerk, HttpMethod.Post, "imports", Parts(list, one), key: "short")).Code);
        Assert.Equal("tooLarge", (await SendAsync(clerk, HttpMethod.Post, "imports", Parts(new byte[9 << 20], one))).Code);
        Assert.DoesNotContain(gateway.Happened.All, happened => happened is PeopleImported);

        // Nothing of these holds the place: the next is taken up.
        var good = await SendAsync(clerk, HttpMethod.Post, "imports", Parts(list, Zip([("周八.png", [1])])));
        Assert.Equal((HttpStatusCode.Accepted, 0, 1), (good.Status, (int)good["people"]!, (int)good["leftOut"]!));
        await Eventually.IsAsync(() => gateway.Services.GetRequiredService<ImportRuns>().Current is null);
        Assert.Equal("done", (string)(await SendAsync(clerk, HttpMethod.Get, $"imports/{good["id"]}"))["state"]!);
        Assert.Equal(HttpStatusCode.OK, (await SendAsync(clerk, HttpMethod.Post, "imports/undo")).Status);
    }

    [Fact]
    public void An_archive_is_counted_by_its_marks_before_it_is_read()
    {
        Assert.False(PhotoLimits.HasTooMany(Mentioning(2 * PhotoLimits.MostFiles)));
        Assert.True(PhotoLimits.HasTooMany(Mentioning((2 * PhotoLimits.MostFiles) + 1)));
    }

    private static byte[] Mentioning(int entries) => [.. Enumerable.Repeat<byte[]>([0x50, 0x4b, 1, 2, 0], entries).SelectMany(one => one)];

    private static Task<RunningApi> StartAsync(string folder) => RunningApi.StartAsync(site => site with
    {
        Vision = new VisionOptions { ModelFolder = Material.Models },
    }, folder);

    /// <summary>With names as Chinese Windows writes them.</summary>
    private static byte[] Zip(IEnumerable<(string Name, byte[] Content)> photos)
    {
        using var archive = new MemoryStream();
        using (var zip = new ZipArchive(archive, ZipArchiveMode.Create, leaveOpen: true, TableText.Gb18030))
        {
            foreach (var (name, content) in photos)
            {
                using var entry = zip.CreateEntry(name, CompressionLevel.NoCompression).Open();
                entry.Write(content);
            }
        }

        return archive.ToArray();
    }

    private static MultipartFormDataContent Parts(byte[] list, byte[]? archive)
    {
        var parts = new MultipartFormDataContent("b") { { new ByteArrayContent(list), "file", "list.csv" } };
        if (archive is not null)
        {
            parts.Add(new ByteArrayContent(archive), "photos", "photos.zip");
        }

        return parts;
    }

    private static IEnumerable<string> Files(JsonNode problems) => problems.AsArray().Select(one => (string?)one!["file"]).OfType<string>()
        .Order(StringComparer.Ordinal);
}
