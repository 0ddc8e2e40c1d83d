using System.Buffers.Binary;
using System.Text;
using System.Text.Json;
using Zhuhui.Edge.Gateway.Events;
using Zhuhui.Edge.Gateway.Storage;

namespace Zhuhui.Edge.Gateway.People.Registry.Sealing;

/// <summary>What a sealed file brings back, but for the photos, which are many and stay in it until they are wanted.</summary>
/// <param name="Registry">The registry's documents and which state they are.</param>
/// <param name="Keys">By the names of <see cref="DataKey"/>, and the recovery key's public half.</param>
/// <param name="Uses">How often visitors' passes, and people who may pass so many times, had been let in.</param>
/// <param name="SiteText">The site file as the gateway had it; null where nobody knew it.</param>
/// <param name="Photos">Of whom there are photos.</param>
internal sealed record SealedContents(SealedHead Head, RegistryCopy.State Registry, IReadOnlyDictionary<string, byte[]> Keys,
    IReadOnlyDictionary<string, int> Uses, byte[]? SiteText, IReadOnlyList<PersonId> Photos)
{
    private const string RegistryName = "registry";
    private const string UsesName = "uses";
    private const string SiteName = "site";
    private const string KeyNames = "keys/";
    private const string PhotoNames = "photos/";
    private const int MostInMemory = 1 << 30;

    /// <summary>Writes a whole file.</summary>
    /// <param name="photos">Gives a person's photos as they lie on the disk, sealed.</param>
    public static void Write(Stream file, RecoveryLock recovery, SealedContents contents, Func<PersonId, byte[]> photos)
    {
        var head = contents.Head.ToBytes();
        file.Write(head);
        using var box = SealedBox.Seal(file, head, recovery);
        Put(box, RegistryName, RegistryCopy.ToBytes(contents.Registry));
        Put(box, UsesName, JsonSerializer.SerializeToUtf8Bytes(contents.Uses, EventJson.Options));
        foreach (var (name, key) in contents.Keys)
        {
            Put(box, KeyNames + name, key);
        }

        if (contents.SiteText is { } text)
        {
            Put(box, SiteName, text);
        }

        foreach (var person in contents.Photos)
        {
            Put(box, PhotoNames + person.Value, photos(person));
        }

        box.Finish();
    }

    /// <summary>Reads a whole file and believes nothing of it before its end was seen.</summary>
    /// <param name="photo">Is handed each person's photos, sealed as they lay; null to pass them by.</param>
    /// <exception cref="InvalidDataException">It is none, it was altered, or it is cut off; or its key is another.</exception>
    public static SealedContents Read(Stream file, RecoveryKey recovery, Action<PersonId, byte[]>? photo = null)
    {
        var (head, bytes) = SealedHead.Read(file) ?? throw new InvalidDataException("it is no sealed backup, or its beginning is damaged");
        using var box = SealedBox.Open(file, bytes, recovery) ?? throw new InvalidDataException("it is cut off");
        RegistryCopy.State? registry = null;
        Dictionary<string, byte[]> keys = new(StringComparer.Ordinal);
        Dictionary<string, int> uses = new(StringComparer.Ordinal);
        List<PersonId> photos = [];
        byte[]? site = null;
        while (!box.IsAtEnd)
        {
            var (name, content) = Take(box);
            switch (name)
            {
                case RegistryName:
                    registry = RegistryCopy.Read(new MemoryStream(content));
                    break;
                case UsesName:
                    uses = JsonSerializer.Deserialize<Dictionary<string, int>>(content, EventJson.Options) ?? uses;
                    break;
                case SiteName:
                    site = content;
                    break;
                case var _ when name.StartsWith(KeyNames, StringComparison.Ordinal):
                    keys[name[KeyNames.Length..]] = content;
                    break;
                case var _ when name.StartsWith(PhotoNames, StringComparison.Ordinal)
                    && Path.GetFileName(name) == name[PhotoNames.Length..]:
                    var person = new PersonId(name[PhotoNames.Length..]);
                    photos.Add(person);
                    photo?.Invoke(person, content);
                    break;
                default:
                    // What a later version keeps is passed by.
                    break;
            }
        }

        return registry is { IsWhole: true }
            ? new SealedContents(head, registry, keys, uses, site, photos)
            : throw new InvalidDataException("there is no whole registry in it");
    }

    private static void Put(SealedBox.Writer box, string name, ReadOnlySpan<byte> content)
    {
        var text = Encoding.UTF8.GetBytes(name);
        Span<byte> lengths = stackalloc byte[sizeof(ushort) + sizeof(int)];
        BinaryPrimitives.WriteUInt16LittleEndian(lengths, checked((ushort)text.Length));
        BinaryPrimitives.WriteInt32LittleEndian(lengths[sizeof(ushort)..], content.Length);
        box.Write(lengths);
        box.Write(text);
        box.Write(content);
    }

    private static (string Name, byte[] Content) Take(SealedBox.Reader box)
    {
        Span<byte> lengths = stackalloc byte[sizeof(ushort) + sizeof(int)];
        box.ReadExactly(lengths);
        var name = new byte[BinaryPrimitives.ReadUInt16LittleEndian(lengths)];
        box.ReadExactly(name);
        var length = BinaryPrimitives.ReadInt32LittleEndian(lengths[sizeof(ushort)..]);
        var content = new byte[length is >= 0 and <= MostInMemory ? length : throw new InvalidDataException("it was altered")];
        box.ReadExactly(content);
        return (Encoding.UTF8.GetString(name), content);
    }
}
