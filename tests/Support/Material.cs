namespace Zhuhui.Edge.Tests.Support;

/// <summary>What deploy/models.sh and deploy/demo/material.sh bring, where they put it. Who misses a file fails and is told what brings
/// it.</summary>
public static class Material
{
    private static readonly string _cache = Path.Combine(
        Environment.GetEnvironmentVariable("XDG_CACHE_HOME") is { Length: > 0 } cache
            ? cache
            : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".cache"),
        "zhuhui-edge");

    /// <summary>The folder of the model pack.</summary>
    public static string Models { get; } =
        Environment.GetEnvironmentVariable("ZHUHUI_MODELS") is { Length: > 0 } folder ? folder : Path.Combine(_cache, "models");

    public static string Resident => At("astronaut.png");

    public static string Stranger => At("grace_hopper.jpg");

    public static string GateClip => At("gate.mp4");

    public static string PerimeterClip => At("perimeter.mp4");

    public static string StreetClip => At("vtest.avi");

    /// <summary>A file of the demo's material.</summary>
    public static string At(string name) => Path.Combine(_cache, "demo", name) is var file && File.Exists(file)
        ? file
        : throw new FileNotFoundException($"{file} is missing; deploy/setup.sh brings it");
}
