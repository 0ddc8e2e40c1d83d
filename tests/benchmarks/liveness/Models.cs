using Zhuhui.Edge.Vision.Models;

namespace Zhuhui.Edge.Benchmarks.Liveness;

/// <summary>The model pack that deploy/models.sh brings.</summary>
internal static class Models
{
    public static string Folder { get; } = Environment.GetEnvironmentVariable("ZHUHUI_MODELS") is { Length: > 0 } folder ? folder : Path.Combine(
        Environment.GetEnvironmentVariable("XDG_CACHE_HOME") is { Length: > 0 } cache ? cache : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".cache"),
        "zhuhui-edge", "models");

    public static ModelPack Open() => ModelPack.Open(Folder);
}
