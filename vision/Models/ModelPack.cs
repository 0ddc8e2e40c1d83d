using System.Security.Cryptography;
using System.Text.Json;

namespace Zhuhui.Edge.Vision.Models;

/// <summary>A set of models that belong together: pack.json and the files it names, in one folder. An open pack's files were all there,
/// each with the SHA-256 that pack.json states.</summary>
public sealed class ModelPack
{
    private const string Remedy = "run deploy/models.sh to bring the model pack";

    private readonly Dictionary<ModelRole, string> _paths;

    private ModelPack(PackManifest manifest, Dictionary<ModelRole, string> paths) =>
        (Id, Name, EmbeddingSize, _paths) = (manifest.Id, manifest.Name, manifest.EmbeddingSize, paths);

    /// <summary>Names the pack. Templates carry it; templates of different packs are never compared.</summary>
    public string Id { get; }

    public string Name { get; }

    /// <summary>Numbers in a face template.</summary>
    public int EmbeddingSize { get; }

    /// <summary>Reads pack.json and checks every file it names.</summary>
    /// <param name="folder">Where pack.json and its files lie.</param>
    /// <exception cref="ModelPackException">A file is missing, unreadable or has another hash, or a role has no file.</exception>
    public static ModelPack Open(string folder)
    {
        var manifest = ReadManifest(Path.Combine(folder, "pack.json"));
        var paths = new Dictionary<ModelRole, string>();
        foreach (var file in manifest.Files)
        {
            var path = Path.Combine(folder, file.File);
            if (!paths.TryAdd(file.Role, path))
            {
                throw new ModelPackException($"{Path.Combine(folder, "pack.json")} names two files for {file.Role}; {Remedy}");
            }

            CheckHash(path, file.Sha256);
        }

        foreach (var role in Enum.GetValues<ModelRole>())
        {
            if (!paths.ContainsKey(role))
            {
                throw new ModelPackException($"{Path.Combine(folder, "pack.json")} names no file for {role}; {Remedy}");
            }
        }

        return new ModelPack(manifest, paths);
    }

    /// <summary>The full path of the file with that role.</summary>
    public string PathOf(ModelRole role) => _paths[role];

    private static PackManifest ReadManifest(string path)
    {
        try
        {
            using var stream = File.OpenRead(path);
            return JsonSerializer.Deserialize(stream, PackManifestJson.Default.PackManifest)
                ?? throw new ModelPackException($"{path} is empty; {Remedy}");
        }
        catch (Exception missing) when (missing is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new ModelPackException($"{path} is missing; {Remedy}", missing);
        }
        catch (JsonException malformed)
        {
            throw new ModelPackException($"{path} is not a model pack: {malformed.Message}; {Remedy}", malformed);
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            throw new ModelPackException($"{path} cannot be read: {unreadable.Message}", unreadable);
        }
    }

    private static void CheckHash(string path, string expected)
    {
        string actual;
        try
        {
            using var stream = File.OpenRead(path);
            actual = Convert.ToHexStringLower(SHA256.HashData(stream));
        }
        catch (Exception missing) when (missing is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new ModelPackException($"{path} is missing; {Remedy}", missing);
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            throw new ModelPackException($"{path} cannot be read: {unreadable.Message}", unreadable);
        }

        if (!string.Equals(actual, expected, StringComparison.OrdinalIgnoreCase))
        {
            throw new ModelPackException($"{path} has SHA-256 {actual} where pack.json states {expected}; {Remedy}");
        }
    }
}
