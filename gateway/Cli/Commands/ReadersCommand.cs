using System.Globalization;
using Zhuhui.Edge.Gateway.Admin;
using Zhuhui.Edge.Gateway.Cli.Input;
using Zhuhui.Edge.Gateway.Storage;

namespace Zhuhui.Edge.Gateway.Cli.Commands;

/// <summary>Lets the running gateway give new OSDP readers their keys for a few minutes.</summary>
internal static class ReadersCommand
{
    public static async Task<int> RunAsync(IReadOnlyList<string> words, TextWriter output)
    {
        if (words is not ["install-keys", ..])
        {
            throw new UsageException("readers needs install-keys");
        }

        var arguments = new Arguments([.. words.Skip(1)], ["--site", "--minutes", "--operator"], []);
        var site = CommandLine.Site(arguments);
        var request = new InstallKeysRequest(Minutes(arguments.Needed("--minutes")), arguments.Needed("--operator"));
        var answer = await ReadersEndpoint.TryAskAsync(site.DataFolder, request, CancellationToken.None)
            ?? throw new StorageException($"no gateway runs on {site.DataFolder}; only a running gateway can reach the readers");
        output.WriteLine(answer.Readers.Count == 0
            ? "the site file names no reader with a key"
            : $"for {request.Minutes} min, readers fresh from their box are given their keys: {string.Join(", ", answer.Readers)}; whoever listens on the wire meanwhile learns them");
        return Exit.Done;
    }

    private static int Minutes(string text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var minutes) && minutes is >= 1 and <= ReadersEndpoint.MostMinutes
        ? minutes
        : throw new UsageException($"--minutes {text}: a whole number from 1 to {ReadersEndpoint.MostMinutes} is needed");
}
