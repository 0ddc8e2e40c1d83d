using Zhuhui.Edge.Gateway.Admin;
using Zhuhui.Edge.Gateway.Texts;

namespace Zhuhui.Edge.Gateway.Cli.Input;

/// <summary>A gateway that runs by a site file, on another data folder than the file names by now. What was written to that other folder
/// would be a lost card that opens, and what was read there would be nobody's; so a command that meets one does nothing.</summary>
internal static class GatewayElsewhere
{
    /// <summary>Every socket of this machine that a program listens at, with its path.</summary>
    private const string BoundSockets = "/proc/net/unix";

    private const int FieldsBeforePath = 7;

    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(2);

    /// <exception cref="UsageException">There is one; both folders are named, and what helps.</exception>
    public static async Task RefuseAsync(string file, string named)
    {
        if (await FindAsync(file, named) is { } folder)
        {
            throw new UsageException(CommandTexts.DataElsewhere(Path.GetFullPath(file), named, folder));
        }
    }

    /// <param name="named">The data folder that the file names.</param>
    /// <returns>The folder of the gateway that was started with this file; null where none runs on another than the named one, and where it
    /// is another user's.</returns>
    public static async Task<string?> FindAsync(string file, string named)
    {
        foreach (var folder in DataFolders().Where(folder => folder != named))
        {
            // The same folder may have two names.
            if (await IsOfAsync(file, folder) && !await IsOfAsync(file, named))
            {
                return folder;
            }
        }

        return null;
    }

    private static async Task<bool> IsOfAsync(string file, string folder)
    {
        using var patience = new CancellationTokenSource(_patience);
        try
        {
            return await SiteEndpoint.TryAskAsync(folder, patience.Token) is { } source
                && Real(source.File) == Real(Path.GetFullPath(file));
        }
        catch (Exception silent) when (silent is GatewayAwayException or OperationCanceledException)
        {
            return false;
        }
    }

    private static IReadOnlyList<string> DataFolders()
    {
        if (!File.Exists(BoundSockets))
        {
            return [];
        }

        var name = Path.DirectorySeparatorChar + AdminSocket.PathIn("");
        return
        [
            .. File.ReadLines(BoundSockets)
                .Select(line => line.Split(' ', FieldsBeforePath + 1, StringSplitOptions.RemoveEmptyEntries))
                .Where(fields => fields.Length > FieldsBeforePath).Select(fields => fields[^1])
                .Where(path => path.StartsWith('/') && path.EndsWith(name, StringComparison.Ordinal))
                .Select(path => path[..^name.Length]).Distinct(StringComparer.Ordinal),
        ];
    }

    private static string Real(string file) => File.Exists(file) ? File.ResolveLinkTarget(file, returnFinalTarget: true)?.FullName ?? file
        : file;
}
