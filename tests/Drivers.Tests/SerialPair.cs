namespace Zhuhui.Edge.Drivers.Tests;

/// <summary>Two pseudo-terminals, one wire: socat between them.</summary>
internal sealed class SerialPair : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("zh-").FullName;
    private OtherProgram? _socat;

    public SerialPair() => Plug();

    public string Near => Path.Combine(_folder, "near");

    public string Far => Path.Combine(_folder, "far");

    public void Plug()
    {
        _socat = new OtherProgram("/usr/bin/socat", $"pty,raw,echo=0,link={Near}", $"pty,raw,echo=0,link={Far}");
        Eventually.Is(() => File.Exists(Near) && File.Exists(Far), "socat makes no pseudo-terminals");
    }

    public void Unplug()
    {
        _socat?.Dispose();
        _socat = null;
        File.Delete(Near);
        File.Delete(Far);
    }

    public void Dispose()
    {
        Unplug();
        Directory.Delete(_folder, recursive: true);
    }
}
