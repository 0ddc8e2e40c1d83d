using System.Text.RegularExpressions;
using Xunit;
using Zhuhui.Edge.Gateway.People;
using Zhuhui.Edge.Gateway.People.Faces;
using Zhuhui.Edge.Gateway.People.Registry;
using Zhuhui.Edge.Gateway.Tests.People;
using Zhuhui.Edge.Vision.Gallery;

namespace Zhuhui.Edge.Gateway.Tests.EndToEnd;

/// <summary>The box at the gate is dead. A new one, the sealed file from a stick, and the paper with the recovery key.</summary>
[Trait("needs", "process")]
public sealed partial class MovedBoxTests
{
    private const string Card = "20230001";
    private const string Pin = "284617";

    [Fact]
    public async Task A_new_box_lets_in_by_card_PIN_and_pass_knows_the_faces_and_without_the_key_says_what_it_would_not()
    {
        using var boxes = new MovedBox();
        var (key, pass, stick) = await LiveOnTheOldBoxAsync(boxes);
        string[] restore = ["registry", "restore", "--sealed", stick, "--operator", "chief"];

        // The site file comes first: without it there is nothing to restore to.
        var site = await RunningProgram.RunOnAsync(key + "\n", "zhuhui-edge", "registry", "site-file", "--sealed", stick, "--out",
            boxes.Site("new"));
        Assert.True(site.Code == 0, site.Error);
        Assert.Equal(File.ReadAllText(boxes.Site("old")), File.ReadAllText(boxes.Site("new")));

        var before = boxes.Everything("new");
        foreach (var yes in new string[][] { [], ["--yes"] })
        {
            var without = await boxes.RunAsync("new", "", [.. restore, .. yes]);
            Assert.Equal(3, without.Code);
            Assert.All(["nothing of it comes back", "2 people in 0 households", "1 cards", "faces of 1 people", "PINs of 1 people",
                "visitors' passes"], words => Assert.Contains(words, without.Output, StringComparison.Ordinal));
            foreach (var (wrong, says) in new[]
            {
                ("VY3P7-26Z9V-57VTT-04D00-48WBR-4P6Q6-N80SH-SGEG8", "and this is the recovery key d2434db7"),
                (key[..^1], "8 groups of 5"), (Flipped(key), "group 3 of the recovery key is not right"),
            })
            {
                var refused = await boxes.RunAsync("new", wrong + "\n", [.. restore, .. yes]);
                Assert.True(refused.Code is 1 or 2, refused.Error);
                Assert.Contains(says, Assert.Single(refused.Error.TrimEnd().Split('\n')), StringComparison.Ordinal);
                Assert.DoesNotContain(wrong, refused.Output + refused.Error, StringComparison.Ordinal);
            }
        }

        var damaged = boxes.At("damaged.sealed");
        File.WriteAllBytes(damaged, File.ReadAllBytes(stick)[..^1]);
        var cut = await boxes.RunAsync("new", key + "\n", "registry", "restore", "--sealed", damaged, "--operator", "chief", "--yes");
        Assert.Equal(1, cut.Code);
        Assert.Contains("is damaged", Assert.Single(cut.Error.TrimEnd().Split('\n')), StringComparison.Ordinal);

        var plan = await boxes.RunAsync("new", key + "\n", restore);
        Assert.Equal(3, plan.Code);
        Assert.All(["2 people would be in the registry", "faces of 1 people (model pack pack)", "PINs of 1 people", "is not known here",
            "uses of passes"], words => Assert.Contains(words, plan.Output, StringComparison.Ordinal));
        Assert.Equal(before, boxes.Everything("new"));

        var done = await boxes.RunAsync("new", key + "\n", [.. restore, "--yes"]);
        Assert.True(done.Code == 0, done.Error);
        await using (var gateway = boxes.Start("new"))
        {
            await gateway.SaysAsync("local status:");
            await gateway.SaysAsync("line answers");
            await boxes.HoldCardAsync("new", Card);
            await gateway.SaysAsync("lets in somebody by card");
            await boxes.EnterPinAsync("new", Pin);
            await gateway.SaysAsync("lets in somebody by PIN");
            await ShowAsync(boxes, gateway, pass, "by QR code");
            await ShowAsync(boxes, gateway, pass, "used as often as it may be");
            var running = await boxes.RunAsync("new", key + "\n", [.. restore, "--yes"]);
            Assert.Equal((3, true), (running.Code, running.Error.Contains("stop it first", StringComparison.Ordinal)));
            Assert.DoesNotContain(key, gateway.Said, StringComparison.Ordinal);
            Assert.Equal(0, await gateway.StopAsync());
        }

        Assert.Equal("p-zhao", Known(boxes.Data("new")));
        Assert.DoesNotContain(key, string.Join('\n', Directory.EnumerateFiles(boxes.At("new"), "*", SearchOption.AllDirectories)
            .Concat(Directory.EnumerateFiles(boxes.At("old"), "*", SearchOption.AllDirectories)).Select(File.ReadAllText)),
            StringComparison.Ordinal);
    }

    /// <returns>The recovery key; a visitor's pass of two uses, one of them used; the sealed file outside.</returns>
    private static async Task<(string Key, string Pass, string Stick)> LiveOnTheOldBoxAsync(MovedBox boxes)
    {
        Seed(boxes.Data("old"));
        await SaysAsync("Wang", boxes.RunAsync("old", "", "enrol", "--name", "Wang", "--card", Card));
        await SaysAsync("PIN was set", boxes.RunAsync("old", Pin + "\n", "pin", "set", "--person", "Wang"));
        await using var gateway = boxes.Start("old");
        await gateway.SaysAsync("local status:");
        await gateway.SaysAsync("line answers");
        var wang = PersonId().Match(await SaysAsync("Wang", boxes.RunAsync("old", "", "people", "find", "--text", "Wang",
            "--operator", "chief"))).Value;
        var pass = (await SaysAsync("ZH1.", boxes.RunAsync("old", "", "visitor", "issue", "--host", wang, "--doors", "gate", "--hours", "5",
            "--uses", "2"))).Trim();
        await ShowAsync(boxes, gateway, pass, "by QR code");
        await SaysAsync("no recovery key", boxes.RunAsync("old", "", "registry", "seal"), 3);
        var key = Key().Match(await SaysAsync("Write it down", boxes.RunAsync("old", "", "registry", "recovery-key", "--operator",
            "chief"))).Value;
        await SaysAsync("it opens the sealed backups", boxes.RunAsync("old", key.ToLowerInvariant() + "\n", "registry", "recovery-key",
            "--check"));
        await SaysAsync("--replace makes a new one", boxes.RunAsync("old", "", "registry", "recovery-key", "--operator", "chief"), 3);
        var stick = boxes.At("stick.sealed");
        await SaysAsync("copied to", boxes.RunAsync("old", "", "registry", "seal", "--out", stick));
        Assert.Contains(".sealed", await SaysAsync("2 people", boxes.RunAsync("old", "", "registry", "list")), StringComparison.Ordinal);
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(stick));
        await SaysAsync("recovery key", boxes.RunAsync("old", "", "events", "--operator", "chief", "--kind", "registry"));
        Assert.DoesNotContain(key, gateway.Said, StringComparison.Ordinal);
        Assert.Equal(0, await gateway.StopAsync());
        return (key, pass, stick);
    }

    private static void Seed(string dataFolder)
    {
        Directory.CreateDirectory(dataFolder);
        using var registry = RegistryStore.Open(dataFolder);
        registry.Put(new Resident(new PersonId("p-zhao"), "Zhao") { Consent = new Consent(DateTimeOffset.UnixEpoch, "2026-11", "clerk") },
            [new FaceTemplate("pack", Face())]);
    }

    private static string? Known(string dataFolder)
    {
        using var registry = RegistryStore.Open(dataFolder);
        var gallery = new FaceGallery();
        gallery.Put([.. registry.AllWithTemplates().Where(one => one.Templates.Count > 0).Select(one => new FacesOf(one.Resident.Id.Value,
            [.. one.Templates.Select(face => (ReadOnlyMemory<float>)face.Vector)]))]);
        return gallery.Search(Face()).Person;
    }

    private static async Task ShowAsync(MovedBox boxes, RunningProgram gateway, string pass, string says)
    {
        // A code repeated within a second is one reading.
        await Task.Delay(TimeSpan.FromSeconds(2), TestContext.Current.CancellationToken);
        boxes.ShowCode(pass);
        await gateway.SaysAsync(says);
    }

    private static async Task<string> SaysAsync(string expected, Task<(int Code, string Output, string Error)> running, int code = 0)
    {
        var (ended, output, error) = await running;
        Assert.True(ended == code, output + error);
        Assert.Contains(expected, output + error, StringComparison.Ordinal);
        return output;
    }

    private static string Flipped(string key) => $"{key[..13]}{(key[13] == '7' ? '8' : '7')}{key[14..]}";

    private static float[] Face()
    {
        var face = new float[FaceGallery.Size];
        face[3] = 1;
        return face;
    }

    [GeneratedRegex("p-[0-9a-f]{12}")]
    private static partial Regex PersonId();

    [GeneratedRegex("([0-9A-Z]{5}-){7}[0-9A-Z]{5}")]
    private static partial Regex Key();
}
