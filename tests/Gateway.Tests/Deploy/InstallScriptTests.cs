using System.Diagnostics;
using Xunit;
using Zhuhui.Edge.Tests.Support;

namespace Zhuhui.Edge.Gateway.Tests.Deploy;

/// <summary>deploy/install.sh in a mount namespace of its own: what it writes to the system's folders is gone with it.</summary>
[Trait("needs", "process")]
public sealed class InstallScriptTests : IDisposable
{
    private const string NothingChanged = "nothing was changed";
    private const string Systemd = "mkdir -p /run/systemd/system";

    /// <summary>In place of systemd, which runs in no namespace: it says that it is there, and that the gateway runs once it is
    /// enabled.</summary>
    private const string Systemctl = """
        cat >/usr/local/bin/systemctl <<'END'
        #!/bin/sh
        echo "$*" >>/run/systemctl.log
        case $1 in
        enable) touch /run/enabled ;;
        is-active) test -e /run/enabled ;;
        esac
        END
        chmod 755 /usr/local/bin/systemctl; hash -r
        """;

    private static readonly bool _isRoot = Environment.UserName == "root";

    private readonly TemporaryFolder _published = new();

    public InstallScriptTests() => File.CreateSymbolicLink(_published.At("zhuhui-edge"), Path.Combine(AppContext.BaseDirectory,
        "zhuhui-edge"));

    private static string Script => Repository.At("deploy", "install.sh");

    private string Install => $"'{Script}' '{_published.Path}'";

    public void Dispose() => _published.Dispose();

    [Fact]
    public async Task Without_systemd_running_it_says_so_before_it_changes_anything()
    {
        var (code, said, changed) = await RunAsync(Install);
        Assert.Equal((1, ""), (code, changed));
        Assert.Equal("install: systemd does not run here; deploy/zhuhui-edge.service says what another service manager has to do; "
            + NothingChanged, said);
    }

    [Fact]
    public async Task A_systemd_that_does_not_answer_is_found_before_anything_is_changed()
    {
        var (code, said, changed) = await RunAsync($"{Systemd}; {Install}");
        Assert.Equal((1, ""), (code, changed));
        Assert.Equal($"install: systemd does not answer; {NothingChanged}", said);
    }

    [Theory]
    [InlineData("mount -o remount,ro /opt", "/opt can't be written to")]
    [InlineData("mount -o remount,size=64k /opt", "the disk of /opt has no room for the program")]
    [InlineData("rm /usr/bin/install", "the program install is missing")]
    public async Task What_is_in_the_way_is_found_before_anything_is_changed(string obstacle, string sentence)
    {
        var (code, said, changed) = await RunAsync($"{Systemd}; {Systemctl}\n{obstacle}; {Install}");
        Assert.Equal((1, ""), (code, changed));
        Assert.Equal($"install: {sentence}; {NothingChanged}", said);
    }

    [Fact]
    public async Task A_program_that_does_not_run_on_this_machine_is_found_before_anything_is_changed()
    {
        File.Delete(_published.At("zhuhui-edge"));
        File.WriteAllText(_published.At("zhuhui-edge"), "\u007fELF of another machine");
        File.SetUnixFileMode(_published.At("zhuhui-edge"), UnixFileMode.UserRead | UnixFileMode.UserExecute);
        var (code, said, changed) = await RunAsync($"{Systemd}; {Systemctl}\n{Install}");
        Assert.Equal((1, ""), (code, changed));
        Assert.Contains("does not run here: was it published for this machine", said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_dry_run_names_what_is_in_the_way_and_goes_on_without_changing_anything()
    {
        var (code, said, changed) = await RunAsync($"{Install} --dry-run");
        Assert.Equal((0, ""), (code, changed));
        Assert.Contains("it would end here and change nothing: systemd does not run here", said, StringComparison.Ordinal);
        Assert.Contains("would run: mv /opt/zhuhui-edge.new /opt/zhuhui-edge", said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_upgrade_whose_program_refuses_the_site_file_in_use_leaves_the_running_one_in_place()
    {
        if (!_isRoot)
        {
            Assert.Skip("only root may make the user zhuhui-edge, in a mount namespace too");
        }

        var (code, said, changed) = await RunAsync($$"""
            {{Systemd}}; {{Systemctl}}
            {{Install}} || exit 9
            test -x /opt/zhuhui-edge/zhuhui-edge && grep -q WatchdogSec /etc/systemd/system/zhuhui-edge.service || exit 8
            test "$(readlink /etc/zhuhui-edge/site.jsonc)" = site/site.jsonc || exit 5
            stat -c %U /etc/zhuhui-edge/site /etc/zhuhui-edge/site/site.jsonc /etc/zhuhui-edge | tr '\n' ' ' |
                grep -qx 'zhuhui-edge zhuhui-edge root ' || exit 4
            # As an earlier version left it.
            echo '// as it was' >>/etc/zhuhui-edge/site.jsonc
            mv /etc/zhuhui-edge/site/site.jsonc /run/plain; rm /etc/zhuhui-edge/site.jsonc /run/enabled
            cp /run/plain /etc/zhuhui-edge/site.jsonc
            {{Install}} || exit 3
            test -L /etc/zhuhui-edge/site.jsonc && cmp /etc/zhuhui-edge/site/site.jsonc /run/plain || exit 2
            touch /run/enabled
            ls -i /opt >/run/before; : >/run/systemctl.log
            echo '{ "doors": 5 }' >/etc/zhuhui-edge/site.jsonc
            {{Install}}; code=$?
            ls -i /opt | cmp - /run/before || exit 7
            ! grep -q restart /run/systemctl.log || exit 6
            exit $code
            """);
        Assert.True(code == 1, $"{code}: {said}");
        Assert.Contains("the new program does not take /etc/zhuhui-edge/site.jsonc", said, StringComparison.Ordinal);
        Assert.EndsWith(NothingChanged, said, StringComparison.Ordinal);
        Assert.Contains("/opt/zhuhui-edge", changed, StringComparison.Ordinal);
    }

    /// <returns>The exit code, what was said on both outputs, and which of the system's files are others than before.</returns>
    private static async Task<(int Code, string Said, string Changed)> RunAsync(string commands)
    {
        const string Set = """
            set -e
            mount -t tmpfs tmpfs /mnt
            for place in /etc /usr /var/lib; do
                mkdir -p /mnt/up$place /mnt/work$place
                mount -t overlay overlay -o lowerdir=$place,upperdir=/mnt/up$place,workdir=/mnt/work$place $place
            done
            mount -t tmpfs tmpfs /opt
            mount -t tmpfs tmpfs /run
            set +e
            """;
        const string Changed = """
            find /opt /mnt/up \( -type f -o -type l \) ! -name systemctl
            """;
        using var process = Process.Start(new ProcessStartInfo("/usr/bin/unshare",
            [_isRoot ? "-m" : "-rm", "bash", "-c", $"{Set}\necho ready\n( {commands}\n) 2>&1\ncode=$?\necho ---\n{Changed}\nexit $code"])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var error = process.StandardError.ReadToEndAsync(Eventually.Token);
        var output = await process.StandardOutput.ReadToEndAsync(Eventually.Token);
        await process.WaitForExitAsync(Eventually.Token);
        if (!output.StartsWith("ready\n", StringComparison.Ordinal))
        {
            Assert.Skip($"no file system can be mounted over the system's folders here: {await error}");
        }

        var parts = output["ready\n".Length..].Split("---\n");
        return (process.ExitCode, parts[0].Trim(), parts[^1].Trim());
    }
}
