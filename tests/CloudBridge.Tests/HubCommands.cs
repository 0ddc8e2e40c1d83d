using Zhuhui.Edge.Hub.Cli;
using Zhuhui.Edge.Hub.Settings;

namespace Zhuhui.Edge.CloudBridge.Tests;

/// <summary>The hub's command line without a process: what it answers, and what it would have received with.</summary>
internal static class HubCommands
{
    public const string Password = "secret";

    public static Task<(int Code, string Output, string Error)> RunAsync(params string[] words) => RunAsync(words, _ => null,
        _ => Task.FromResult(0));

    /// <summary>What a receiver was told, by a command line that is right; the password is set.</summary>
    public static async Task<HubOptions> ReadAsync(params string[] words)
    {
        HubOptions? read = null;
        var (code, _, error) = await RunAsync(words, name => name == BrokerArguments.PasswordVariable ? Password : null, options =>
        {
            read = options;
            return Task.FromResult(0);
        });
        return code == 0 && read is not null ? read : throw new InvalidOperationException($"it ended with {code}: {error}");
    }

    private static async Task<(int Code, string Output, string Error)> RunAsync(string[] words, Func<string, string?> environment,
        Func<HubOptions, Task<int>> receive)
    {
        await using StringWriter output = new() { NewLine = "\n" }, errors = new() { NewLine = "\n" };
        var code = await HubCommandLine.RunAsync(words, environment, output, errors, receive);
        return (code, output.ToString(), errors.ToString());
    }
}
