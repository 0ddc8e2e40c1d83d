using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;
using Xunit;
using Zhuhui.Edge.Gateway.People.Imports.Photos;
using Zhuhui.Edge.Gateway.People.Imports.Tables;
using Zhuhui.Edge.Tests.Support;

namespace Zhuhui.Edge.Gateway.Tests.People.Importing;

/// <summary>Photos as an office hands them in: folders, and archives of other makers.</summary>
public sealed class PhotoSourceTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("GB18030, unmarked")]
    [InlineData("UTF-8, unmarked")]
    [InlineData("UTF-8")]
    public void Names_in_an_archive_are_read_as_they_were_written(string made)
    {
        // The first is good UTF-8 in GB18030 too, and would be read wrongly alone.
        string[] names = ["卢伟.jpg", "3-2-501/王芳.jpg", "é.jpg"];
        Assert.True(CanBeUtf8(TableText.Gb18030.GetBytes("卢伟.jpg")), "the first name does not try anything");
        using (var zip = ZipFile.Open(_folder.At("a.zip"), ZipArchiveMode.Create, made.StartsWith("GB", StringComparison.Ordinal)
            ? TableText.Gb18030 : Encoding.UTF8))
        {
            foreach (var name in names)
            {
                Put(zip, name, [1, 2, 3]);
            }
        }

        if (made == "UTF-8, unmarked")
        {
            Mark(_folder.At("a.zip"), flags => (ushort)(flags & ~0x800));
        }

        using var source = PhotoSource.Open(_folder.At("a.zip"));
        Assert.Equal(names, source.Files.Select(file => file.Path));
        Assert.All(names, name => Assert.Equal([1, 2, 3], source.Read(name).Content));
        Assert.Empty(source.Problems);
    }

    [Fact]
    public void An_archive_s_entries_that_can_t_be_photos_are_named_and_nothing_is_unpacked()
    {
        using (var zip = ZipFile.Open(_folder.At("a.zip"), ZipArchiveMode.Create))
        {
            Put(zip, "good.jpg", [1]);
            Put(zip, "../out.jpg", [1]);
            Put(zip, "/etc/out.jpg", [1]);
            Put(zip, @"sub\..\..\out.jpg", [1]);
            Put(zip, "bomb.jpg", new byte[5_000_000]);
            Put(zip, "good.jpg", [2]);
            Put(zip, "__MACOSX/._good.jpg", [1]);
            Put(zip, "Thumbs.db", [1]);
            zip.CreateEntry("empty/");
        }

        using var source = PhotoSource.Open(_folder.At("a.zip"));
        Assert.Equal("good.jpg", Assert.Single(source.Files).Path);
        Assert.Equal(
        [
            ("../out.jpg", "names a place outside"), ("/etc/out.jpg", "names a place outside"),
            ("sub/../../out.jpg", "names a place outside"), ("bomb.jpg", "is not a picture"), ("good.jpg", "stands twice"),
        ], source.Problems.Select(one => (one.File, one.Problem.En[..Math.Min(one.Problem.En.Length, one.File == "good.jpg" ? 12
            : one.File == "bomb.jpg" ? 16 : 21)])));
        Assert.Single(Directory.EnumerateFileSystemEntries(_folder.Path));
    }

    [Fact]
    public void An_encrypted_or_damaged_entry_is_named_and_the_others_are_read()
    {
        using (var zip = ZipFile.Open(_folder.At("a.zip"), ZipArchiveMode.Create))
        {
            Put(zip, "secret.jpg", [.. Enumerable.Range(0, 1000).Select(i => (byte)(i * 37 % 251))]);
        }

        Mark(_folder.At("a.zip"), flags => (ushort)(flags | 1));
        using (var source = PhotoSource.Open(_folder.At("a.zip")))
        {
            Assert.Contains("is encrypted", Assert.Single(source.Problems).Problem.En, StringComparison.Ordinal);
        }

        var bytes = File.ReadAllBytes(_folder.At("a.zip"));
        File.WriteAllBytes(_folder.At("b.zip"), bytes[..^30]);
        Assert.Throws<PhotoSourceException>(() => PhotoSource.Open(_folder.At("b.zip")));
        Assert.Throws<PhotoSourceException>(() => PhotoSource.Open(_folder.At("nowhere")));
    }

    [Fact]
    public void A_claimed_size_is_not_believed()
    {
        using (var zip = ZipFile.Open(_folder.At("a.zip"), ZipArchiveMode.Create))
        {
            Put(zip, "large.jpg", [.. Enumerable.Range(0, 11 << 20).Select(i => (byte)(i * i >> 7))]);
        }

        // As large as it says it is, and as small as a good photo by what the directory claims.
        var bytes = File.ReadAllBytes(_folder.At("a.zip"));
        var directory = bytes.AsSpan().LastIndexOf("PK\u0001\u0002"u8);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(directory + 24), 1000);
        File.WriteAllBytes(_folder.At("a.zip"), bytes);
        using var source = PhotoSource.Open(_folder.At("a.zip"));
        var (content, problem) = source.Read("large.jpg");
        Assert.True(problem is not null || content!.Length <= 1000, $"{content?.Length} bytes were read");
    }

    [Fact]
    public void A_folder_is_read_through_and_links_are_not_followed()
    {
        Directory.CreateDirectory(_folder.At("photos/3-2-501"));
        File.WriteAllBytes(_folder.At("photos/3-2-501/王芳.jpg"), [1]);
        File.WriteAllBytes(_folder.At("photos/.DS_Store"), [1]);
        File.WriteAllText(_folder.At("secret.jpg"), "secret");
        File.CreateSymbolicLink(_folder.At("photos/link.jpg"), _folder.At("secret.jpg"));
        Directory.CreateSymbolicLink(_folder.At("photos/up"), _folder.Path);
        using var source = PhotoSource.Open(_folder.At("photos"));
        Assert.Equal("3-2-501/王芳.jpg", Assert.Single(source.Files).Path);
        Assert.Equal(["link.jpg", "up"], source.Problems.Select(one => one.File).Order(StringComparer.Ordinal));
    }

    private static void Put(ZipArchive zip, string name, byte[] content)
    {
        using var entry = zip.CreateEntry(name).Open();
        entry.Write(content);
    }

    /// <summary>Changes the flags of every entry, where it lies and in the directory.</summary>
    private static void Mark(string path, Func<ushort, ushort> change)
    {
        var bytes = File.ReadAllBytes(path);
        for (var at = 0; at < bytes.Length - 4; at++)
        {
            var place = bytes.AsSpan(at, 4) switch
            {
                [(byte)'P', (byte)'K', 3, 4] => at + 6,
                [(byte)'P', (byte)'K', 1, 2] => at + 8,
                _ => -1,
            };
            if (place >= 0)
            {
                BinaryPrimitives.WriteUInt16LittleEndian(bytes.AsSpan(place), change(BinaryPrimitives.ReadUInt16LittleEndian(bytes.AsSpan(
                    place))));
            }
        }

        File.WriteAllBytes(path, bytes);
    }

    private static bool CanBeUtf8(byte[] bytes) => !Encoding.UTF8.GetString(bytes).Contains('\uFFFD', StringComparison.Ordinal);
}
