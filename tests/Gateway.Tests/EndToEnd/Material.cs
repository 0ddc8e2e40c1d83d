namespace Zhuhui.Edge.Gateway.Tests.EndToEnd;

/// <summary>Models and clips that tests/run.sh brings. A test that misses one fails and says what brings it.</summary>
internal static class Material
{
    private static readonly string Cache = Path.Combine(
        Environment.GetEnvironmentVariable("XDG_CACHE_HOME") is { Length: > 0 } cache ? cache : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".cache"),
        "zhuhui-edge");

    public static string Models { get; } = Environment.GetEnvironmentVariable("ZHUHUI_MODELS") is { Length: > 0 } folder ? folder : Path.Combine(Cache, "models");

    public static string Resident => Find("astronaut.png");

    public static string Stranger => Find("grace_hopper.jpg");

    public static string GateClip => Find("gate.mp4");

    public static string PerimeterClip => Find("perimeter.mp4");

    private static string Find(string name) => Path.Combine(Cache, "demo", name) is var file && File.Exists(file)
        ? file
        : throw new FileNotFoundException($"{file} is missing; deploy/setup.sh brings it");
}
