using System.Text.Json.Nodes;
using Xunit;
using Zhuhui.Edge.Gateway.Releases;
using Zhuhui.Edge.Gateway.Storage;
using Zhuhui.Edge.Tests.Support;

namespace Zhuhui.Edge.Gateway.Tests.Releases;

/// <summary>Which bundles a box takes.</summary>
public sealed class ReleaseBundleTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly BundleMaker _maker = new();

    public ReleaseBundleTests()
    {
        Directory.CreateDirectory(KeyFolder);
        File.WriteAllBytes(Path.Combine(KeyFolder, "release.pem"), _maker.PublicKey);
    }

    private string KeyFolder => _folder.At("keys");

    private string File3 => _folder.At("0.3.0.bundle");

    public void Dispose()
    {
        _maker.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void A_whole_bundle_of_the_maker_s_is_taken_and_unpacked_as_it_was_packed()
    {
        var bundle = Open(_maker.Make(File3, "0.3.0"));
        bundle.CheckProgram();
        Assert.Equal("0.3.0", bundle.Manifest.Version);
        var place = new Slots(_folder.At("programs")).Stage(bundle, "technician-1");
        Assert.Equal(_folder.At("programs", "a"), place);
        Assert.Equal("data", File.ReadAllText(Path.Combine(place, "lib", "data")));
        Assert.True(File.GetUnixFileMode(Path.Combine(place, "zhuhui-edge")).HasFlag(UnixFileMode.UserExecute));
        Assert.False(File.GetUnixFileMode(Path.Combine(place, "lib", "data")).HasFlag(UnixFileMode.UserExecute));
        Assert.Equal(["VERSION", "lib", "zhuhui-edge"], Directory.GetFileSystemEntries(place).Select(Path.GetFileName).Order());
    }

    [Fact]
    public void Whatever_bit_is_turned_nothing_of_it_is_taken()
    {
        _maker.Make(File3, "0.3.0");
        var whole = File.ReadAllBytes(File3);
        var random = new Random(20261130);
        var file = _folder.At("tampered.bundle");
        var refused = 0;
        for (var turn = 0; turn < 400; turn++)
        {
            var bytes = whole.ToArray();
            var at = random.Next(bytes.Length);
            bytes[at] ^= (byte)(1 << random.Next(8));
            File.WriteAllBytes(file, bytes);
            if (Refusal(file) is null)
            {
                // A bit of the tar's own framing, such as a file's date: what is in it is what was signed.
                AssertSameProgram(file);
            }
            else
            {
                refused++;
            }
        }

        Assert.InRange(refused, 50, 400);
    }

    [Fact]
    public void A_bundle_that_ends_early_is_refused_wherever_it_ends()
    {
        _maker.Make(File3, "0.3.0");
        var whole = File.ReadAllBytes(File3);
        var file = _folder.At("short.bundle");
        // Behind the program stand the tar's empty end blocks alone.
        var end = whole.AsSpan().LastIndexOfAnyExcept((byte)0) + 1;
        foreach (var length in Enumerable.Range(0, 40).Select(part => part * end / 40).Append(end - 1))
        {
            File.WriteAllBytes(file, whole[..length]);
            Assert.True(Refusal(file) is not null, $"{length} of {whole.Length} bytes are taken");
        }

        File.WriteAllBytes(file, whole[..(end - 10)]);
        Assert.Contains("ends early", Refusal(file)!, StringComparison.Ordinal);
    }

    [Fact]
    public void Somebody_else_s_bundle_and_one_with_another_program_in_it_are_refused_each_with_its_reason()
    {
        using var other = new BundleMaker();
        Assert.Contains("signed by nobody whom this box trusts", Refusal(other.Make(File3, "0.3.0"))!, StringComparison.Ordinal);

        // The signed words of one, the program of another.
        _maker.Make(File3, "0.3.0");
        var mine = File.ReadAllBytes(File3);
        var theirs = File.ReadAllBytes(other.Make(_folder.At("theirs"), "0.3.0", new Dictionary<string, string>
        {
            ["./zhuhui-edge"] = "#!/bin/sh\necho 0.3.1\n",
            ["./lib/data"] = "data",
        }));
        var program = mine.AsSpan().IndexOf("program.tar.gz"u8);
        File.WriteAllBytes(File3, [.. mine[..program], .. theirs[theirs.AsSpan().IndexOf("program.tar.gz"u8)..]]);
        Assert.Contains("not the one that was signed", Refusal(File3)!, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("hello")]
    [InlineData("{\"version\": \"0.3.0\"}")]
    public void What_is_no_bundle_is_called_so(string text)
    {
        File.WriteAllText(File3, text);
        Assert.NotNull(Refusal(File3));
        Assert.Contains("cannot be read", Refusal(_folder.At("nowhere"))!, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_a_key_nothing_is_taken_and_what_is_no_key_lets_nobody_in()
    {
        _maker.Make(File3, "0.3.0");
        File.Delete(Path.Combine(KeyFolder, "release.pem"));
        File.WriteAllText(Path.Combine(KeyFolder, "notes.pem"), "-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----\n");
        Assert.Contains("no release key is in", Refusal(File3)!, StringComparison.Ordinal);
        using var other = new BundleMaker();
        File.WriteAllBytes(Path.Combine(KeyFolder, "other.pem"), other.PublicKey);
        Assert.Contains("signed by nobody", Refusal(File3)!, StringComparison.Ordinal);
        File.WriteAllBytes(Path.Combine(KeyFolder, "release.pem"), _maker.PublicKey);
        Assert.Null(Refusal(File3));
    }

    [Theory]
    [InlineData("product", "\"zhuhui-hub\"", "it is a release of 'zhuhui-hub', not of zhuhui-edge")]
    [InlineData("platform", "\"linux-riscv64\"", "it is for linux-riscv64; this machine is ")]
    [InlineData("version", "\"0.2.9\"", "version 0.2.9 is older than 0.3.0-alpha.0.5, which runs; a box goes forward only")]
    [InlineData("version", "\"0.3.0-alpha.0.5\"", "version 0.3.0-alpha.0.5 runs already")]
    [InlineData("reads", "0", "this one has form 1: it was left by a newer version")]
    [InlineData("writes", "2", "there would be no way back")]
    [InlineData("format", "2", "is of a format that this version does not know")]
    [InlineData("extra", "1", "is of a format that this version does not know")]
    [InlineData("version", "\"three\"", "is of a format that this version does not know")]
    public void A_bundle_for_another_box_or_another_time_is_refused_with_its_reason(string key, string value, string reason)
    {
        _maker.Make(File3, "0.3.0", change: manifest => manifest[key] = JsonNode.Parse(value));
        Assert.Contains(reason, Refusal(File3)!, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("../evil")]
    [InlineData("/tmp/evil")]
    [InlineData("lib/../../evil")]
    public void No_file_is_unpacked_outside_its_place_even_if_it_is_signed(string name)
    {
        var bundle = Open(_maker.Make(File3, "0.3.0", new Dictionary<string, string> { ["./zhuhui-edge"] = "x", [name] = "evil" }));
        Assert.Throws<ReleaseException>(() => new Slots(_folder.At("programs")).Stage(bundle, "technician-1"));
        Assert.False(File.Exists("/tmp/evil"));
        Assert.False(File.Exists(_folder.At("evil")));
        Assert.False(Directory.Exists(_folder.At("programs", "a")));
    }

    [Theory]
    [InlineData("0.2.0", "0.10.0")]
    [InlineData("0.3.0-alpha.0.9", "0.3.0-alpha.0.10")]
    [InlineData("0.3.0-alpha.0.9", "0.3.0")]
    [InlineData("0.3.0-alpha", "0.3.0-alpha.1")]
    [InlineData("0.3.0-1", "0.3.0-alpha")]
    [InlineData("0.3.0-alpha", "0.3.0-beta")]
    public void Versions_stand_in_the_order_of_their_makers(string earlier, string later)
    {
        var (one, other) = (ReleaseVersion.Parse(earlier)!, ReleaseVersion.Parse(later)!);
        Assert.True(one.CompareTo(other) < 0);
        Assert.True(other.CompareTo(one) > 0);
        Assert.Equal(0, one.CompareTo(ReleaseVersion.Parse(earlier)));
    }

    [Fact]
    public void A_data_folder_that_a_newer_version_left_is_not_touched()
    {
        var data = _folder.At("data");
        Directory.CreateDirectory(data);
        Assert.Equal(1, DataForm.Of(data));
        DataForm.Take(data, "0.3.0");
        Assert.Equal(DataForm.Writes, DataForm.Of(data));
        File.WriteAllText(Path.Combine(data, "form"), $"{DataForm.Reads + 1}\n");
        Assert.Contains("left by a newer version; version 0.3.0 reads up to",
            Assert.Throws<StorageException>(() => DataForm.Take(data, "0.3.0"))
            .Message, StringComparison.Ordinal);
        File.WriteAllText(Path.Combine(data, "form"), "many");
        Assert.Throws<StorageException>(() => DataForm.Take(data, "0.3.0"));
    }

    private ReleaseBundle Open(string file) => ReleaseBundle.Open(file, ReleaseKeys.Read(KeyFolder));

    /// <returns>Null where it is taken.</returns>
    private string? Refusal(string file)
    {
        try
        {
            var bundle = Open(file);
            bundle.CheckProgram();
            return ReleaseRules.Refusal(bundle.Manifest, "0.3.0-alpha.0.5", 1)?.En;
        }
        catch (ReleaseException refused)
        {
            return refused.Words.En;
        }
    }

    private void AssertSameProgram(string file)
    {
        var copy = _folder.At($"{Guid.NewGuid():N}.tar.gz");
        Open(file).CopyProgram(copy);
        var other = _folder.At($"{Guid.NewGuid():N}.tar.gz");
        Open(File3).CopyProgram(other);
        Assert.Equal(File.ReadAllBytes(other), File.ReadAllBytes(copy));
    }
}
