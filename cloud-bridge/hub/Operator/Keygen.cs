using System.CommandLine;
using Zhuhui.Edge.Hub.Messages;
using Zhuhui.Edge.Hub.Settings;

namespace Zhuhui.Edge.Hub.Operator;

/// <summary><c>keygen</c>: a new signing key, and what to write into the site file.</summary>
internal static class Keygen
{
    private const int LongestId = 32;

    public static Command Create(Func<string, string?> environment)
    {
        var file = CliOptions.Needed("--key", "FILE", "the key's file; it must not be there yet");
        var id = CliOptions.Needed("--id", "ID", "the key's name in the gateways' site files");
        var command = new Command("keygen", "make a signing key, and print its public half for the gateways' site files") { file, id };
        foreach (var unused in new BrokerArguments(environment).All)
        {
            unused.Hidden = true;
            command.Add(unused);
        }

        command.SetOrder(parsed => Task.FromResult(
            Run(parsed.GetRequiredValue(file), parsed.GetRequiredValue(id), parsed.InvocationConfiguration.Output)));
        return command;
    }

    private static int Run(string file, string id, TextWriter output)
    {
        if (!EventTopic.IsId(id) || id.Length > LongestId || id[0] == '-')
        {
            throw new UsageException($"--id {id} must be made of a-z, 0-9 and -, {LongestId} at most");
        }

        using var key = SigningKey.Make(file, id);
        output.WriteLine($$"""{ "id": "{{id}}", "publicKey": "{{key.PublicKey}}", "may": [] }""");
        return OperatorCommand.Done;
    }
}
