using Zhuhui.Edge.Hub.Messages;

namespace Zhuhui.Edge.Hub.Operator;

/// <summary><c>keygen</c>: a new signing key, and what to write into the site file.</summary>
internal static class KeygenOrder
{
    public static int Run(IReadOnlyList<string> words, Func<string, string?> environment, TextWriter output)
    {
        var arguments = new OrderWords(words, ["--key", "--id"], environment);
        var id = arguments.Needed("--id");
        if (!EventTopic.IsId(id) || id.Length > 32 || id[0] == '-')
        {
            throw new UsageException($"--id {id} must be made of a-z, 0-9 and -, 32 at most");
        }

        using var key = SigningKey.Make(arguments.Needed("--key"), id);
        output.WriteLine($$"""{ "id": "{{id}}", "publicKey": "{{key.PublicKey}}", "may": [] }""");
        return OrderProgram.Done;
    }
}
