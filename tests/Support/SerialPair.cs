namespace Zhuhui.Edge.Tests.Support;

/// <summary>Two pseudo-terminals, one wire: socat between them.</summary>
public sealed class SerialPair : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private OtherProgram? _socat;

    public SerialPair() => Plug();

    public string Near => _folder.At("near");

    public string Far => _folder.At("far");

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
        _folder.Dispose();
    }
}
