using System.Security.Cryptography;
using System.Text.Json;

namespace Zhuhui.Edge.Vision.Models;

/// <summary>A set of models that belong together: pack.json and the files it names, in one folder. An open pack's files were all there,
/// each with the SHA-256 that pack.json states.</summary>
public sealed class ModelPack
{
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
                throw new ModelPackException(ModelPackProblem.TwoFiles, Path.Combine(folder, "pack.json"), [$"{file.Role}"]);
            }

            CheckHash(path, file.Sha256);
        }

        foreach (var role in Enum.GetValues<ModelRole>())
        {
            if (!paths.ContainsKey(role))
            {
                throw new ModelPackException(ModelPackProblem.NoFileFor, Path.Combine(folder, "pack.json"), [$"{role}"]);
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
                ?? throw new ModelPackException(ModelPackProblem.Empty, path, []);
        }
        catch (Exception missing) when (missing is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new ModelPackException(ModelPackProblem.Missing, path, [], missing);
        }
        catch (JsonException malformed)
        {
            throw new ModelPackException(ModelPackProblem.NoPack, path, [malformed.Message], malformed);
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            throw new ModelPackException(ModelPackProblem.Unreadable, path, [unreadable.Message], unreadable);
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
            throw new ModelPackException(ModelPackProblem.Missing, path, [], missing);
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            throw new ModelPackException(ModelPackProblem.Unreadable, path, [unreadable.Message], unreadable);
        }

        if (!string.Equals(actual, expected, StringComparison.OrdinalIgnoreCase))
        {
            throw new ModelPackException(ModelPackProblem.OtherHash, path, [actual, expected]);
        }
    }
}
