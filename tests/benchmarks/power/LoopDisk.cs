using System.Diagnostics;
using System.Globalization;

namespace Zhuhui.Edge.Benchmarks.Power;

/// <summary>ext4 in a file, mounted on a loop device, which counts what is written to it.</summary>
internal sealed class LoopDisk : IDisposable
{
    private readonly string _device;

    private LoopDisk(string device, string place) => (_device, Place) = (device, place);

    public string Place { get; }

    /// <summary>Bytes that came to the device so far.</summary>
    public long Written => long.Parse(File.ReadAllText($"/sys/block/{Path.GetFileName(_device)}/stat").Split(' ',
        StringSplitOptions.RemoveEmptyEntries)[6], CultureInfo.InvariantCulture) * 512;

    /// <returns>Null where this machine has no loop device for it.</returns>
    public static LoopDisk? TryMake(string image, string place, int megabytes)
    {
        try
        {
            using (var file = File.Create(image))
            {
                file.SetLength((long)megabytes << 20);
            }

            Say("mkfs.ext4", "-q", "-F", "-E", "lazy_itable_init=0,lazy_journal_init=0", image);
            var device = Say("losetup", "--find", "--show", image).Trim();
            Say("mount", device, place);
            return new LoopDisk(device, place);
        }
        catch (InvalidOperationException refused)
        {
            Console.Error.WriteLine($"wear: {refused.Message}");
            return null;
        }
    }

    public void Sync() => Say("sync", "--file-system", Place);

    public void Dispose()
    {
        Say("umount", Place);
        Say("losetup", "--detach", _device);
    }

    private static string Say(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true })!;
        var said = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0 ? said
            : throw new InvalidOperationException($"{program} {string.Join(' ', arguments)} ended with {process.ExitCode}");
    }
}
