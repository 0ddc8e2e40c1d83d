using System.Diagnostics;

namespace Zhuhui.Edge.Vision.Ffmpeg;

/// <summary>What this machine's ffmpeg and its device nodes offer for decoding. That it is offered does not say that it works: the first
/// try tells.</summary>
/// <param name="Accelerations">As <c>ffmpeg -hwaccels</c> lists them.</param>
/// <param name="Decoders">As <c>ffmpeg -decoders</c> names them.</param>
/// <param name="RenderNode">The first graphics device that can be computed on, for example /dev/dri/renderD128.</param>
/// <param name="CardNode">The first graphics device, for example /dev/dri/card0.</param>
/// <param name="HasVideoNodes">There are /dev/video* devices; a decoder of the system on chip is one.</param>
internal sealed record Hardware(IReadOnlySet<string> Accelerations, IReadOnlySet<string> Decoders, string? RenderNode, string? CardNode,
    bool HasVideoNodes)
{
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(10);

    /// <summary>Nothing.</summary>
    public static Hardware None { get; } = new(new HashSet<string>(), new HashSet<string>(), null, null, false);

    /// <summary>Asks ffmpeg twice and looks into /dev; takes some 0.1 s.</summary>
    /// <param name="ffmpegFolder">Where ffmpeg is; empty where the search path tells.</param>
    public static Hardware Probe(string ffmpegFolder = "")
    {
        var ffmpeg = Path.Combine(ffmpegFolder, "ffmpeg");
        return new Hardware(AccelerationsIn(Said(ffmpeg, "-hwaccels")), DecodersIn(Said(ffmpeg, "-decoders")),
            FirstNode("/dev/dri", "renderD*"), FirstNode("/dev/dri", "card*"), FirstNode("/dev", "video*") is not null);
    }

    /// <param name="said">What <c>ffmpeg -hwaccels</c> says: a heading, then one name a line.</param>
    public static IReadOnlySet<string> AccelerationsIn(string said) => Lines(said).Skip(1).ToHashSet(StringComparer.Ordinal);

    /// <param name="said">What <c>ffmpeg -decoders</c> says: six flags, a name and a description a line.</param>
    public static IReadOnlySet<string> DecodersIn(string said) => Lines(said)
        .Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        .Where(words => words.Length > 1 && words[0].Length == 6 && words[0][0] == 'V' && words[1] != "=")
        .Select(words => words[1])
        .ToHashSet(StringComparer.Ordinal);

    private static string[] Lines(string said) => said.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    private static string? FirstNode(string folder, string pattern) =>
        Directory.Exists(folder) ? Directory.EnumerateFileSystemEntries(folder, pattern).Order(StringComparer.Ordinal).FirstOrDefault()
            : null;

    private static string Said(string ffmpeg, string question)
    {
        var start = new ProcessStartInfo(ffmpeg, ["-hide_banner", "-v", "error", question])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true
        };
        try
        {
            using var process = Process.Start(start)!;
            process.ErrorDataReceived += static (_, _) => { };
            process.BeginErrorReadLine();
            var said = process.StandardOutput.ReadToEndAsync();
            if (said.Wait(_patience))
            {
                return said.Result;
            }

            process.Kill();
            return "";
        }
        catch (System.ComponentModel.Win32Exception)
        {
            // No ffmpeg: every stream says so itself.
            return "";
        }
    }
}
