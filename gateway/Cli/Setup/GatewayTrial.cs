using System.Diagnostics;
using System.Runtime.InteropServices;
using Zhuhui.Edge.Gateway.Admin;
using Zhuhui.Edge.Gateway.Site;
using Zhuhui.Edge.Gateway.Texts.Messages;

namespace Zhuhui.Edge.Gateway.Cli.Setup;

/// <summary>The gateway runs for the first time: as a service where a service manager runs and has it, else as a program of this
/// command's, for as long as this lives.</summary>
internal sealed partial class GatewayTrial : IAsyncDisposable
{
    private const string Unit = "zhuhui-edge.service";
    private const int Terminate = 15;

    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(60);
    private static readonly string[] _unitFolders = ["/etc/systemd/system", "/lib/systemd/system", "/usr/lib/systemd/system"];

    private readonly Process? _own;

    private GatewayTrial(Process? own) => _own = own;

    /// <summary>It goes on when this ends, and starts by itself after a power cut.</summary>
    public bool IsService => _own is null;

    /// <summary>What the gateway of this command's own has said; empty for a service, whose words the system keeps.</summary>
    public string Said { get; private set; } = "";

    /// <exception cref="GatewayAwayException">It does not answer within a minute; with what it said.</exception>
    public static async Task<GatewayTrial> StartAsync(SiteFile site, string siteFile, ServiceAccount account,
        IReadOnlyDictionary<string, string> secrets, TimeProvider time, CancellationToken cancellationToken)
    {
        var isService = account.User is not null && Directory.Exists("/run/systemd/system")
            && _unitFolders.Any(folder => File.Exists(Path.Combine(folder, Unit)));
        if (isService)
        {
            using var systemctl = Process.Start("systemctl", ["enable", "--now", "--quiet", Unit]);
            await systemctl.WaitForExitAsync(cancellationToken);
        }

        var trial = new GatewayTrial(isService ? null : account.Start(["run", "--site", siteFile], secrets));
        var listening = Task.WhenAll(trial.ListenAsync(own => own.StandardOutput), trial.ListenAsync(own => own.StandardError));
        var begun = time.GetTimestamp();
        while (time.GetElapsedTime(begun) < _patience && trial._own is not { HasExited: true })
        {
            if (await AnswersAsync(site, cancellationToken))
            {
                return trial;
            }

            await Task.Delay(TimeSpan.FromMilliseconds(300), time, cancellationToken);
        }

        if (trial._own is { HasExited: true })
        {
            await listening;
        }

        await trial.DisposeAsync();
        throw new GatewayAwayException(isService ? SetupTexts.ServiceDoesNotAnswer(Unit) : SetupTexts.DoesNotAnswer(trial.Said));
    }

    public async ValueTask DisposeAsync()
    {
        if (_own is null)
        {
            return;
        }

        if (!_own.HasExited)
        {
            // In order: doors at rest, the stop on record. A bare Debian has no program that sends a signal.
            _ = Signal(_own.Id, Terminate);
            await _own.WaitForExitAsync();
        }

        _own.Dispose();
    }

    private static async Task<bool> AnswersAsync(SiteFile site, CancellationToken cancellationToken)
    {
        try
        {
            return await SiteEndpoint.TryAskAsync(site.DataFolder, cancellationToken) is not null;
        }
        catch (GatewayAwayException)
        {
            return false;
        }
    }

    private async Task ListenAsync(Func<Process, StreamReader> to)
    {
        while (_own is not null && await to(_own).ReadLineAsync() is { } line)
        {
            Said = line.Trim();
        }
    }

    /// <summary>kill(2).</summary>
    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int Signal(int process, int signal);
}
