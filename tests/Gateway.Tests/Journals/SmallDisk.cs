using System.Diagnostics;
using Xunit;
using Zhuhui.Edge.Tests.Support;

namespace Zhuhui.Edge.Gateway.Tests.Journals;

/// <summary>A real disk of a few hundred kilobytes: a tmpfs in the mount namespace of a process of its own, seen through /proc.</summary>
internal sealed class SmallDisk : IDisposable
{
    private readonly TemporaryFolder _mountPoint = new();
    private readonly Process _holder;

    /// <summary>Skips the test where the system lets nobody mount.</summary>
    public SmallDisk(string size)
    {
        _holder = Process.Start(new ProcessStartInfo("/usr/bin/unshare",
            ["-rm", "sh", "-c", $"mount -t tmpfs -o size={size} tmpfs '{_mountPoint.Path}' && echo ready && exec cat"])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        if (_holder.StandardOutput.ReadLineAsync().WaitAsync(Eventually.Patience).GetAwaiter().GetResult() != "ready")
        {
            Dispose();
            Assert.Skip("a small file system can't be mounted here (unshare -rm is refused), so no disk can be filled");
        }
    }

    public string Path => $"/proc/{_holder.Id}/root{_mountPoint.Path}";

    private string Filling => System.IO.Path.Combine(Path, "filling");

    /// <summary>Takes every byte there is.</summary>
    public void Fill()
    {
        using var filling = new FileStream(Filling, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0);
        try
        {
            while (true)
            {
                filling.Write(new byte[4096]);
            }
        }
        catch (IOException)
        {
            // It is full.
        }
    }

    public void Free() => File.Delete(Filling);

    public void Dispose()
    {
        _holder.StandardInput.Close();
        if (!_holder.WaitForExit(Eventually.Patience))
        {
            _holder.Kill(entireProcessTree: true);
            throw new TimeoutException("what holds the small disk does not end");
        }

        _holder.Dispose();
        _mountPoint.Dispose();
    }
}
