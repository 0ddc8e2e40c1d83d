using System.CommandLine;
using System.CommandLine.Completions;
using System.CommandLine.Invocation;
using System.CommandLine.Parsing;

namespace Zhuhui.Edge.Hub.Cli;

/// <summary>What is wrong with a command line, in one line that names the word and the remedy. The parser's own errors are several lines
/// and end with the whole help.</summary>
internal static class ParseProblem
{
    /// <returns>Null where nothing is wrong.</returns>
    public static string? Find(ParseResult parsed)
    {
        if (parsed.Errors.Count == 0 && parsed.Action == parsed.CommandResult.Command.Action && !HasDashes(parsed.Tokens))
        {
            return null;
        }

        if (parsed.RootCommandResult.Command is RootCommand root
            && root.Directives.OfType<SuggestDirective>().Any(asked => parsed.GetResult(asked) is not null))
        {
            return null;
        }

        var command = parsed.CommandResult.Command;
        var given = parsed.CommandResult.Children.OfType<OptionResult>().Where(option => !option.Implicit).ToArray();
        var isHelp = parsed.Action is not ParseErrorAction && parsed.Action != command.Action;
        var lacking = isHelp ? null : given.FirstOrDefault(LacksValue)?.Option.Name;
        return (lacking is null ? null : $"the option {lacking} needs a value; {Help(parsed)}")
            ?? Unknown(parsed, command)
            ?? (isHelp ? null : Missing(parsed, command, given))
            ?? (isHelp ? null : parsed.Errors.Select(error => error.Message.Split('\n')[0].TrimEnd()).FirstOrDefault());
    }

    private static bool HasDashes(IReadOnlyList<Token> tokens)
    {
        for (var i = 0; i < tokens.Count; i++)
        {
            if (tokens[i].Type != TokenType.Option && tokens[i].Value.StartsWith("--", StringComparison.Ordinal))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>An option takes whatever stands behind it, be that the next option: <c>--by --door gate</c> would name an operator
    /// "--door".</summary>
    private static bool LacksValue(OptionResult option) => option.Option.Arity.MinimumNumberOfValues > 0
        && (option.Tokens.Count == 0 || option.Tokens.Any(token => token.Value.StartsWith("--", StringComparison.Ordinal)));

    private static string? Unknown(ParseResult parsed, Command command)
    {
        var word = parsed.Tokens.Any(token => token.Type == TokenType.DoubleDash) ? "--"
            : parsed.UnmatchedTokens.Count > 0 ? parsed.UnmatchedTokens[0]
            : null;
        if (command.Subcommands.Count > 0)
        {
            return command is RootCommand
                ? word is null
                    ? parsed.Action is ParseErrorAction ? $"a command is missing; {Help(parsed)}" : null
                    : $"unknown command '{word}'; {Help(parsed)} lists them"
                : word is null && parsed.Action is not ParseErrorAction ? null
                : $"{Path(parsed)} needs one of {string.Join(", ", command.Subcommands.Select(one => one.Name))}"
                    + $"{(word is null ? "" : $", not '{word}'")}; {Help(parsed)}";
        }

        return word is null ? null : $"the option {word} is not known here; {Help(parsed)}";
    }

    private static string? Missing(ParseResult parsed, Command command, OptionResult[] given) =>
        given.Where(option => option.Tokens.Count > option.Option.Arity.MaximumNumberOfValues)
            .Select(option => $"the option {option.Option.Name} comes twice; {Help(parsed)}").FirstOrDefault()
        ?? command.Options.Where(option => option.Required && given.All(one => one.Option != option || one.Tokens is [{ Value.Length: 0 }]))
            .Select(option => $"{option.Name} {option.HelpName} is missing; {Help(parsed)}").FirstOrDefault();

    private static string Help(ParseResult parsed) => $"zhuhui-hub {Path(parsed)} --help".Replace("  ", " ", StringComparison.Ordinal);

    /// <summary>The command's words, without the program's name.</summary>
    private static string Path(ParseResult parsed)
    {
        var words = new Stack<string>();
        for (var at = parsed.CommandResult; at.Command is not RootCommand; at = (CommandResult)at.Parent!)
        {
            words.Push(at.Command.Name);
        }

        return string.Join(' ', words);
    }
}
