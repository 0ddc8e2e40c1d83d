using System.Security.Cryptography;
using Xunit;
using Zhuhui.Edge.Gateway.People;
using Zhuhui.Edge.Gateway.People.Registry;
using Zhuhui.Edge.Gateway.People.Registry.Sealing;
using Zhuhui.Edge.Gateway.Storage;
using Zhuhui.Edge.Tests.Support;

namespace Zhuhui.Edge.Gateway.Tests.People.Sealing;

/// <summary>The file format: what was sealed comes back bit for bit or not at all.</summary>
public sealed class SealedFormatTests : IDisposable
{
    private readonly RecoveryKey _recovery = RecoveryKey.Make();
    private readonly TemporaryFolder _folder = new();

    public void Dispose()
    {
        _recovery.Dispose();
        _folder.Dispose();
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(SealedBox.Piece - 1)]
    [InlineData(SealedBox.Piece)]
    [InlineData(SealedBox.Piece + 1)]
    [InlineData(3 * SealedBox.Piece)]
    [InlineData((3 * SealedBox.Piece) + 7)]
    public void Contents_of_every_length_come_back_and_no_file_is_believed_that_is_cut_off_or_goes_on(int length)
    {
        var contents = RandomNumberGenerator.GetBytes(length);
        var sealedBytes = Seal(contents);
        Assert.Equal(contents, Open(sealedBytes));
        var last = length == 0 ? 0 : ((length - 1) % SealedBox.Piece) + 1;
        int[] cuts = [1, SealedBox.TagBytes - 1, SealedBox.TagBytes, SealedBox.TagBytes + 1, last + SealedBox.TagBytes, sealedBytes.Length];
        Assert.All(cuts.Where(cut => cut <= sealedBytes.Length), cut => Assert.Null(Open(sealedBytes[..^cut])));
        Assert.Null(Open([.. sealedBytes, 0]));
        Assert.Null(Open([.. sealedBytes, .. sealedBytes[^(last + SealedBox.TagBytes)..]]));
    }

    [Fact]
    public void Pieces_that_changed_places_or_came_from_another_file_are_refused()
    {
        const int shown = 32;
        const int piece = SealedBox.Piece + SealedBox.TagBytes;
        var one = Seal(RandomNumberGenerator.GetBytes(3 * SealedBox.Piece));
        var other = Seal(RandomNumberGenerator.GetBytes(3 * SealedBox.Piece));
        byte[] swapped = [.. one[..shown], .. one[(shown + piece)..(shown + (2 * piece))], .. one[shown..(shown + piece)],
            .. one[(shown + (2 * piece))..]];
        Assert.Equal(one.Length, swapped.Length);
        Assert.Null(Open(swapped));
        Assert.Null(Open([.. one[..shown], .. other[shown..]]));
        Assert.Null(Open([.. one[..(shown + piece)], .. one[(shown + (2 * piece))..]]));
    }

    [Fact]
    public void Every_flipped_bit_of_a_whole_file_is_refused_and_so_is_every_length_that_it_is_cut_to()
    {
        var path = _folder.At("one.sealed");
        var sound = Whole(photoBytes: 40);
        File.WriteAllBytes(path, sound);
        Assert.Equal(3, SealedFile.Read(path, _recovery).Registry.Documents.Count);
        var altered = new byte[sound.Length];
        for (var bit = 0; bit < sound.Length * 8; bit++)
        {
            sound.CopyTo(altered, 0);
            altered[bit / 8] ^= (byte)(1 << (bit % 8));
            AssertRefused(altered, $"bit {bit}");
        }

        for (var length = 0; length < sound.Length; length++)
        {
            AssertRefused(sound[..length], $"cut to {length}");
        }
    }

    [Fact]
    public void No_random_damage_of_a_file_of_many_pieces_is_believed_and_no_photo_of_it_either_before_the_end()
    {
        var sound = Whole(photoBytes: 5 * SealedBox.Piece);
        var random = new Random(7);
        for (var i = 0; i < 300; i++)
        {
            byte[] altered = [.. sound];
            altered[random.Next(altered.Length)] ^= (byte)random.Next(1, 256);
            AssertRefused(altered, $"damage {i}");
        }
    }

    [Fact]
    public void Another_key_is_named_and_damage_is_told_from_it()
    {
        var path = _folder.Write("one.sealed", Whole(photoBytes: 1));
        using var other = RecoveryKey.Make();
        var wrong = Assert.Throws<StorageException>(() => SealedFile.Read(path, other)).Message;
        Assert.Contains($"for the recovery key {_recovery.Lock.Id}, and this is the recovery key {other.Lock.Id}", wrong,
            StringComparison.Ordinal);
        var bytes = File.ReadAllBytes(path);
        bytes[^1] ^= 1;
        File.WriteAllBytes(path, bytes);
        Assert.Contains("is damaged", Assert.Throws<StorageException>(() => SealedFile.Read(path, _recovery)).Message,
            StringComparison.Ordinal);
        Assert.Null(SealedFile.ReadHead(_folder.Write("no.sealed", "not one"u8)));
    }

    [Fact]
    public void Nothing_of_anybody_can_be_read_without_the_key_and_no_two_files_are_alike()
    {
        var (one, other) = (Whole(photoBytes: 1), Whole(photoBytes: 1));
        foreach (var secret in new[] { "Zhao Xiaoming"u8.ToArray(), "p-0001"u8.ToArray(), Key(1), Key(2),
            RecoveryText.Parse(_recovery.Spell()).Secret! })
        {
            Assert.True(one.AsSpan().IndexOf(secret) < 0);
        }

        Assert.False(one.AsSpan(^64..).SequenceEqual(other.AsSpan(^64..)));
    }

    private void AssertRefused(byte[] bytes, string what)
    {
        try
        {
            SealedContents.Read(new MemoryStream(bytes), _recovery);
        }
        catch (InvalidDataException)
        {
            return;
        }

        Assert.Fail($"{what} was believed");
    }

    private byte[] Whole(int photoBytes)
    {
        var resident = new Resident(new PersonId("p-0001"), "Zhao Xiaoming") { PinDigest = "5f" };
        var household = new RegistryKey(RegistryChange.Households, "h-1");
        Dictionary<RegistryKey, byte[]> documents = new()
        {
            [new(RegistryChange.Residents, "p-0001")] = LiteDB.BsonSerializer.Serialize(RegistryDocuments.ToDocument(resident, [], 0, 0)),
            [household] = LiteDB.BsonSerializer.Serialize(new LiteDB.BsonDocument { ["_id"] = "h-1" }),
            [CarriedUses.Key] = LiteDB.BsonSerializer.Serialize(CarriedUses.ToDocument(Guid.NewGuid(), new Dictionary<string, int>())),
        };
        var contents = new SealedContents(new SealedHead(_recovery.Lock.Id, "d/c/g", DateTimeOffset.UnixEpoch, "1", Guid.NewGuid(), 7,
            new SealedCounts(1, 0, 0, 0, 1, 1, 1, true)),
            new RegistryCopy.State(documents, RegistryMark.None with { Generation = 3 }, [], IsWhole: true),
            new Dictionary<string, byte[]> { ["pin.key"] = Key(1), ["pass.key"] = Key(2) }, new Dictionary<string, int> { ["a"] = 2 },
            "{}"u8.ToArray(), [new PersonId("p-0001")]);
        var file = new MemoryStream();
        SealedContents.Write(file, _recovery.Lock, contents, _ => new byte[photoBytes]);
        return file.ToArray();
    }

    private byte[] Seal(byte[] contents)
    {
        var file = new MemoryStream();
        using (var writer = SealedBox.Seal(file, "head"u8.ToArray(), _recovery.Lock))
        {
            for (var at = 0; at < contents.Length; at += 50_000)
            {
                writer.Write(contents.AsSpan(at, Math.Min(50_000, contents.Length - at)));
            }

            writer.Finish();
        }

        return file.ToArray();
    }

    private byte[]? Open(byte[] bytes)
    {
        try
        {
            using var reader = SealedBox.Open(new MemoryStream(bytes), "head"u8.ToArray(), _recovery);
            if (reader is null)
            {
                return null;
            }

            List<byte> all = [];
            var one = new byte[1];
            while (!reader.IsAtEnd)
            {
                reader.ReadExactly(one);
                all.Add(one[0]);
            }

            return [.. all];
        }
        catch (InvalidDataException)
        {
            return null;
        }
    }

    private static byte[] Key(byte of) => [.. Enumerable.Repeat(of, 31), 99];
}
