using System.Diagnostics;
using Zhuhui.Edge.Vision.Tests.Models;

namespace Zhuhui.Edge.Vision.Tests.Faces;

/// <summary>Photos made by ffmpeg from the demo's resident, in a temporary folder that goes with the test run.</summary>
public sealed class Pictures : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("zhuhui-pictures-").FullName;
    private int _count;

    public string Resident { get; } = ModelFolder.Material("astronaut.png");

    public string Stranger { get; } = ModelFolder.Material("grace_hopper.jpg");

    /// <param name="filters">ffmpeg's filters on the resident's photo, or a whole graph.</param>
    public string Changed(string filters, string extension = "png") => Make(extension, "-i", Resident, "-filter_complex", filters);

    public string Make(string extension, params string[] arguments)
    {
        var path = Path.Combine(_folder, $"{_count++}.{extension}");
        using var process = Process.Start("ffmpeg", ["-v", "error", .. arguments.Contains("-frames:v") ? arguments : [.. arguments, "-frames:v", "1"], path]);
        process.WaitForExit(TimeSpan.FromSeconds(60));
        return process.ExitCode == 0 ? path : throw new InvalidOperationException($"ffmpeg could not make a picture with {string.Join(' ', arguments)}");
    }

    public string Write(string name, ReadOnlySpan<byte> content)
    {
        var path = Path.Combine(_folder, name);
        File.WriteAllBytes(path, content);
        return path;
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
