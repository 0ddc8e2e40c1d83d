using System.Diagnostics;

namespace Zhuhui.Edge.Gateway.Cli.Setup;

/// <summary>As whom this program runs as a service: the user that the package made, where root sets it up; else whoever types.</summary>
/// <param name="User">Null for whoever types.</param>
/// <param name="Program">This program.</param>
internal sealed record ServiceAccount(string? User, string Program)
{
    private const string Name = "zhuhui-edge";

    public static ServiceAccount Find() => new(Environment.IsPrivilegedProcess && File.Exists("/etc/passwd")
        && File.ReadLines("/etc/passwd").Any(line => line.StartsWith($"{Name}:", StringComparison.Ordinal)) ? Name : null,
        Environment.ProcessPath!);

    /// <summary>Starts this program as that user.</summary>
    /// <param name="secrets">By their names; the service has them from its manager.</param>
    public Process Start(IReadOnlyList<string> words, IReadOnlyDictionary<string, string> secrets)
    {
        // setpriv becomes the program; runuser would stand before it, and end it two seconds after a signal.
        var start = User is null ? new ProcessStartInfo(Program, words)
            : new ProcessStartInfo("setpriv", ["--reuid", User, "--regid", User, "--init-groups", "--", Program, .. words]);
        (start.RedirectStandardInput, start.RedirectStandardOutput, start.RedirectStandardError) = (true, true, true);
        foreach (var (name, secret) in secrets)
        {
            start.Environment[Site.Secrets.VariableFor(name)] = secret;
        }

        return Process.Start(start)!;
    }
}
