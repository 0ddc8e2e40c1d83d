namespace Zhuhui.Edge.Gateway.Cli.Input;

/// <summary>The words after a command: options with a value, repeatable, and switches. Anything else is an error that is named.</summary>
internal sealed class Arguments
{
    private readonly Dictionary<string, List<string>> _values = new(StringComparer.Ordinal);

    public Arguments(IReadOnlyList<string> words, IReadOnlyCollection<string> options, IReadOnlyCollection<string> switches)
    {
        for (var i = 0; i < words.Count; i++)
        {
            if (switches.Contains(words[i]))
            {
                _values[words[i]] = [];
            }
            else if (!options.Contains(words[i]))
            {
                throw new UsageException($"unknown option '{words[i]}'; known here: {string.Join(", ", options.Concat(switches))}");
            }
            else if (i + 1 == words.Count || words[i + 1].StartsWith("--", StringComparison.Ordinal))
            {
                throw new UsageException($"{words[i]} needs a value");
            }
            else
            {
                if (!_values.TryGetValue(words[i], out var values))
                {
                    _values[words[i]] = values = [];
                }

                values.Add(words[++i]);
            }
        }
    }

    public bool Has(string name) => _values.ContainsKey(name);

    public IReadOnlyList<string> All(string name) => _values.TryGetValue(name, out var values) ? values : [];

    public string? One(string name) => All(name) switch
    {
        [] => null,
        [var value] => value,
        _ => throw new UsageException($"{name} may be given once"),
    };

    public string Needed(string name) => One(name) ?? throw new UsageException($"{name} is missing");
}

/// <summary>The command line is not right; the message is one line for the person who typed it.</summary>
internal sealed class UsageException(string message) : Exception(message);
