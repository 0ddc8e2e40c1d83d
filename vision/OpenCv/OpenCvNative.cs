using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Microsoft.Extensions.Logging;
using Zhuhui.Edge.Vision.Options;

namespace Zhuhui.Edge.Vision.OpenCv;

/// <summary>Whether OpenCV can be used here. No type of OpenCvSharp may be touched before this has said yes: without the native library
/// their initialisers throw.</summary>
public static class OpenCvNative
{
    private const string Library = "OpenCvSharpExtern";

    private static readonly Lazy<string?> _absence = new(WhyAbsent);

    /// <summary>Whether the native library and all that it needs can be loaded on this machine.</summary>
    public static bool IsPresent => _absence.Value is null;

    /// <summary>Tries to load the native library; logs one line when OpenCV stays off.</summary>
    /// <param name="options">Whether it is wanted.</param>
    internal static bool Probe(VisionOptions options, ILogger logger)
    {
        if (!Probe(options, logger, () => _absence.Value))
        {
            return false;
        }

        RestThreads();
        return true;
    }

    /// <param name="whyAbsent">Says why the library cannot be loaded; null when it can.</param>
    internal static bool Probe(VisionOptions options, ILogger logger, Func<string?> whyAbsent)
    {
        var reason = options.OpenCv ? whyAbsent() : "it is switched off (Vision.OpenCv)";
        if (reason is null)
        {
            return true;
        }

        logger.OpenCvUnused(reason);
        return false;
    }

    private static string? WhyAbsent()
    {
        try
        {
            NativeLibrary.Load(Library, typeof(OpenCvSharp.Mat).Assembly, searchPath: null);
            return null;
        }
        catch (DllNotFoundException missing)
        {
            return ReasonIn(missing.Message);
        }
        catch (BadImageFormatException)
        {
            return $"lib{Library}.so is not for this kind of machine; deploy/raspberry-pi.md tells how to get it";
        }
    }

    /// <summary>Pictures are small and cameras many: one thread each is plenty, and the models need the others.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void RestThreads() => OpenCvSharp.Cv2.SetNumThreads(1);

    /// <summary>The loader's message lists every place it looked in; what matters is whether another library is missing.</summary>
    internal static string ReasonIn(string message)
    {
        foreach (var line in message.Split('\n'))
        {
            if (line.Split(": cannot open shared object file") is [var library, _] && !library.Contains(Library, StringComparison.Ordinal))
            {
                return $"lib{Library}.so needs {library.Trim()}, which is missing; apt-get install libgtk-3-0 "
                    + "libatomic1 libdrm2 libharfbuzz0b";
            }
        }

        return $"lib{Library}.so is missing; deploy/raspberry-pi.md tells how to get it";
    }
}
