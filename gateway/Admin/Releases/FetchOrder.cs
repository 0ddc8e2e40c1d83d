using System.Text.Json;
using Zhuhui.Edge.Gateway.Storage;

namespace Zhuhui.Edge.Gateway.Admin.Releases;

/// <summary>A release that was ordered and is not on trial yet, as it lies on the disk.</summary>
/// <param name="By">Who ordered it.</param>
/// <param name="Since">When.</param>
internal sealed record FetchOrder(string Version, string By, DateTimeOffset Since)
{
    /// <summary>So many bytes of the bundle are surely on the disk.</summary>
    public long Have { get; init; }

    /// <summary>The server's word for what those are a part of.</summary>
    public string? Tag { get; init; }

    /// <summary>How often a whole bundle was not what was signed.</summary>
    public int Spoilt { get; init; }

    /// <summary>What was told last, in English.</summary>
    public string? Told { get; init; }

    /// <summary>Of the handing over to root; null before it.</summary>
    public string? Handed { get; init; }

    private const string Name = "ordered.json";

    /// <returns>Null where nothing is ordered, or the file is torn: then it must be ordered again.</returns>
    public static FetchOrder? Read(string folder)
    {
        try
        {
            return JsonSerializer.Deserialize<FetchOrder>(File.ReadAllBytes(Path.Combine(folder, Name)));
        }
        catch (Exception none) when (none is IOException or UnauthorizedAccessException or JsonException)
        {
            return null;
        }
    }

    /// <exception cref="IOException">The disk refuses it.</exception>
    public void Write(string folder)
    {
        FolderSync.Make(folder);
        AtomicFile.Write(Path.Combine(folder, Name), JsonSerializer.SerializeToUtf8Bytes(this));
    }

    public static void Clear(string folder) => File.Delete(Path.Combine(folder, Name));
}
