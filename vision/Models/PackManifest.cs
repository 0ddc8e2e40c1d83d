using System.Text.Json.Serialization;

namespace Zhuhui.Edge.Vision.Models;

/// <summary>pack.json as it is written.</summary>
internal sealed record PackManifest
{
    /// <summary>Names the pack; templates carry it, and templates of different packs are never compared.</summary>
    public required string Id { get; init; }

    public required string Name { get; init; }

    /// <summary>Numbers in a face template.</summary>
    public required int EmbeddingSize { get; init; }

    public required IReadOnlyList<PackFile> Files { get; init; }
}

/// <summary>One file of the pack: where it comes from, under which licence, and how it is fed.</summary>
internal sealed record PackFile
{
    public required ModelRole Role { get; init; }

    /// <summary>Its name beside pack.json.</summary>
    public required string File { get; init; }

    /// <summary>64 lower-case hexadecimal digits.</summary>
    public required string Sha256 { get; init; }

    public required string Licence { get; init; }

    public required string Source { get; init; }

    /// <summary>For people: what goes in and what comes out.</summary>
    public required string Input { get; init; }
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UseStringEnumConverter = true,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow, RespectNullableAnnotations = true)]
[JsonSerializable(typeof(PackManifest))]
internal sealed partial class PackManifestJson : JsonSerializerContext;
