using Zhuhui.Edge.Vision.Models;

namespace Zhuhui.Edge.Benchmarks;

/// <summary>What deploy/models.sh and deploy/demo/material.sh bring, where they put it.</summary>
internal static class Brought
{
    private static readonly string Cache = Path.Combine(
        Environment.GetEnvironmentVariable("XDG_CACHE_HOME") is { Length: > 0 } cache ? cache : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".cache"),
        "zhuhui-edge");

    public static string ModelFolder { get; } = Environment.GetEnvironmentVariable("ZHUHUI_MODELS") is { Length: > 0 } folder ? folder : Path.Combine(Cache, "models");

    public static ModelPack Models() => ModelPack.Open(ModelFolder);

    /// <summary>Where a file of the demo's material is.</summary>
    public static string Material(string file) => Path.Combine(Cache, "demo", file);
}
