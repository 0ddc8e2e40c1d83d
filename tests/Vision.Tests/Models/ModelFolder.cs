using Xunit;
using Zhuhui.Edge.Vision.Models;

namespace Zhuhui.Edge.Vision.Tests.Models;

/// <summary>Where deploy/models.sh and deploy/demo/material.sh put what they bring.</summary>
internal static class ModelFolder
{
    private static readonly string Cache = Path.Combine(
        Environment.GetEnvironmentVariable("XDG_CACHE_HOME") is { Length: > 0 } cache
            ? cache
            : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".cache"), "zhuhui-edge");

    public static string Folder => Environment.GetEnvironmentVariable("ZHUHUI_MODELS") is { Length: > 0 } folder ? folder : Path.Combine(Cache, "models");

    public static ModelPack Open() => ModelPack.Open(Folder);

    /// <summary>A file of the demo's material.</summary>
    public static string Material(string file)
    {
        var path = Path.Combine(Cache, "demo", file);
        Assert.True(File.Exists(path), $"{path} is missing; run deploy/demo/material.sh");
        return path;
    }
}
