using System.Diagnostics;
using Xunit;
using Zhuhui.Edge.Gateway.Releases;
using Zhuhui.Edge.Tests.Support;

namespace Zhuhui.Edge.Gateway.Tests.Releases;

/// <summary>Which program a start runs: the launcher itself, on real folders, with programs that say their version.</summary>
[Trait("needs", "process")]
public sealed class LauncherTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly BundleMaker _maker = new();
    private readonly Slots _slots;

    public LauncherTests()
    {
        Directory.CreateDirectory(_folder.At("keys"));
        File.WriteAllBytes(_folder.At("keys", "release.pem"), _maker.PublicKey);
        Directory.CreateDirectory(_folder.At("packaged"));
        Program(_folder.At("packaged", "zhuhui-edge"), "0.2.0");
        _slots = new Slots(_folder.At("programs"));
    }

    public void Dispose()
    {
        _maker.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void Without_a_release_the_packaged_program_runs() => Assert.Equal("0.2.0", Start());

    [Fact]
    public void A_release_is_tried_and_kept_once_it_says_so()
    {
        var trial = Try("0.3.0");
        Assert.Equal("0.3.0", Start());
        Assert.Equal("0.3.0", _slots.Trial!.Version);
        Say("kept", trial.Id);
        Assert.Equal("0.3.0", Start());
        Assert.Equal(("0.3.0", null, null), (_slots.Current, _slots.Trial, _slots.Ended));

        // The next one goes into the other place, and what runs stays.
        Try("0.4.0");
        Assert.Equal("0.3.0", _slots.Current);
        Assert.Equal("0.4.0", Start());
        Assert.Equal(["a", "b"], new[] { "current", "trial" }.Select(link => Path.GetFileName(File.ResolveLinkTarget(_folder.At("programs",
            link),
            false)!.FullName)).Order());
    }

    [Fact]
    public void One_that_gives_up_is_not_tried_again_and_its_reason_is_there_for_the_version_before()
    {
        var trial = Try("0.3.0");
        Start();
        Say("given-up", trial.Id + "\n{\"En\":\"camera gate\",\"Zh\":\"x\"}");
        Assert.Equal("0.2.0", Start());
        Assert.Equal(("0.3.0", trial.Id, "camera gate"), (_slots.Ended!.Version, _slots.Ended.Id, _slots.Ended.Because.En));
        Assert.Equal("0.2.0", Start());
    }

    [Fact]
    public void One_that_does_not_live_through_two_starts_is_given_up()
    {
        Try("0.3.0");
        Assert.Equal(["0.3.0", "0.3.0", "0.2.0", "0.2.0"], Enumerable.Range(0, 4).Select(_ => Start()));
        Assert.Equal("it did not live through two starts", _slots.Ended!.Because.En);
    }

    [Fact]
    public void What_an_earlier_trial_said_is_nothing_to_this_one()
    {
        var first = Try("0.3.0");
        Say("kept", first.Id);
        _slots.Drop();
        Try("0.3.0");
        Start();
        Start();
        Assert.Equal("0.2.0", Start());
    }

    [Fact]
    public void A_program_that_is_gone_is_not_run()
    {
        Try("0.3.0");
        File.Delete(_folder.At("programs", "a", "zhuhui-edge"));
        Assert.Equal("0.2.0", Start());
    }

    [Fact]
    public void Where_the_disk_takes_no_change_what_ran_last_runs_again()
    {
        Try("0.3.0");
        Assert.Equal("0.3.0", Start());
        Directory.CreateDirectory(_folder.At("programs", "starts.next", "in the way"));
        Directory.CreateDirectory(_folder.At("programs", "ended.next", "in the way"));
        Assert.Equal("0.3.0", Start());
    }

    [Fact]
    public async Task Killed_at_any_moment_it_leaves_one_whole_version_to_run()
    {
        var random = new Random(20261130);
        var last = "0.2.0";
        for (var turn = 0; turn < 60; turn++)
        {
            var version = $"0.3.{turn}";
            var trial = Try(version);
            var ends = random.Next(3);
            Start();
            switch (ends)
            {
                case 0:
                    Say("kept", trial.Id);
                    break;
                case 1:
                    Say("given-up", trial.Id + "\nx");
                    break;
                default:
                    Start();
                    break;
            }

            // The start at which the trial ends is cut off, two times.
            for (var cut = 0; cut < 2; cut++)
            {
                using var launcher = Launch();
                await Task.Delay(random.Next(12));
                launcher.Kill();
                await launcher.WaitForExitAsync();
                Assert.Contains(Running(), new[] { last, version });
            }

            last = ends == 0 ? version : last;
            Assert.Equal(last, Start());
            Assert.Null(_slots.Trial);
        }
    }

    private StagedRelease Try(string version)
    {
        var file = _maker.Make(_folder.At("release.bundle"), version);
        _slots.Try(_slots.Stage(ReleaseBundle.Open(file, ReleaseKeys.Read(_folder.At("keys"))), "technician-1"));
        return _slots.Trial!;
    }

    private void Say(string file, string text)
    {
        Directory.CreateDirectory(_folder.At("data", "release"));
        File.WriteAllText(_folder.At("data", "release", file), text + "\n");
    }

    /// <returns>What the program says that runs then.</returns>
    private string Start()
    {
        using var launcher = Launch();
        launcher.WaitForExit();
        Assert.Equal(0, launcher.ExitCode);
        return Running();
    }

    private Process Launch() => Process.Start(Repository.At("deploy", "launch"), [_folder.At("programs"), _folder.At("packaged"),
        _folder.At("data")]);

    private string Running()
    {
        using var program = Process.Start(new ProcessStartInfo(_folder.At("programs", "running",
            "zhuhui-edge"))
        { RedirectStandardOutput = true })!;
        return program.StandardOutput.ReadToEnd().Trim();
    }

    private static void Program(string file, string version)
    {
        File.WriteAllText(file, $"#!/bin/sh\necho {version}\n");
        File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserExecute);
    }
}
