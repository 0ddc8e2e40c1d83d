using System.Diagnostics;
using Zhuhui.Edge.Tests.Support;

namespace Zhuhui.Edge.Vision.Tests.Faces;

/// <summary>Photos made by ffmpeg from the demo's resident, in a temporary folder that goes with the test run.</summary>
public sealed class Pictures : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private int _count;

    public string Resident { get; } = Material.Resident;

    public string Stranger { get; } = Material.Stranger;

    /// <param name="filters">ffmpeg's filters on the resident's photo, or a whole graph.</param>
    public string Changed(string filters, string extension = "png") => Make(extension, "-i", Resident, "-filter_complex", filters);

    public string Make(string extension, params string[] arguments)
    {
        var path = _folder.At($"{_count++}.{extension}");
        using var process = Process.Start("ffmpeg", ["-v", "error", .. arguments.Contains("-frames:v") ? arguments
            : [.. arguments, "-frames:v", "1"], path]);
        process.WaitForExit(TimeSpan.FromSeconds(60));
        return process.ExitCode == 0 ? path : throw new InvalidOperationException($"ffmpeg could not make a picture with "
            + $"{string.Join(' ', arguments)}");
    }

    public string Write(string name, ReadOnlySpan<byte> content) => _folder.Write(name, content);

    public void Dispose() => _folder.Dispose();
}
