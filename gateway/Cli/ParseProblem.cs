using System.CommandLine;
using System.CommandLine.Completions;
using System.CommandLine.Invocation;
using System.CommandLine.Parsing;
using Zhuhui.Edge.Gateway.Texts;

namespace Zhuhui.Edge.Gateway.Cli;

/// <summary>What is wrong with a command line, in one line that names the word and the remedy. The parser's own errors are several lines
/// and end with the whole help.</summary>
internal static class ParseProblem
{
    /// <returns>Null where nothing is wrong.</returns>
    public static Wording? Find(ParseResult parsed)
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
        return (isHelp ? null : given.Where(LacksValue).Select(option => CommandTexts.NeedsValue(option.Option.Name, Help(parsed)))
            .FirstOrDefault())
            ?? Unknown(parsed, command)
            ?? (isHelp ? null : Missing(parsed, command, given))
            ?? (isHelp ? null : parsed.Errors.Select(error => Wording.Same(error.Message.Split('\n')[0].TrimEnd())).FirstOrDefault());
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

    /// <summary>An option takes whatever stands behind it, be that the next option: <c>--name --card 5</c> would name somebody
    /// "--card".</summary>
    private static bool LacksValue(OptionResult option) => option.Option.Arity.MinimumNumberOfValues > 0
        && (option.Tokens.Count == 0 || option.Tokens.Any(token => token.Value.StartsWith("--", StringComparison.Ordinal)));

    private static Wording? Unknown(ParseResult parsed, Command command)
    {
        var word = parsed.Tokens.Any(token => token.Type == TokenType.DoubleDash) ? "--"
            : parsed.UnmatchedTokens.Count > 0 ? parsed.UnmatchedTokens[0]
            : MistakenOption(parsed);
        if (command.Subcommands.Count > 0)
        {
            return command is RootCommand
                ? word is null ? null : CommandTexts.UnknownCommand(string.Join(' ', parsed.Tokens.Select(token => token.Value)),
                    Help(parsed))
                : word is null && parsed.Action is not ParseErrorAction ? null
                : word is null ? CommandTexts.NeedsOneOf(Path(parsed), Choice(command), Help(parsed))
                : CommandTexts.NeedsOtherThan(Path(parsed), Choice(command), word, Help(parsed));
        }

        return word is null ? null
            : CommandTexts.UnknownOption(word, command.Options.Where(option => !option.Hidden).Select(option => option.Name)
                .ToArray() is { Length: > 0 } known
                ? Wording.Join(ListTexts.Comma, known)
                : ListTexts.None);
    }

    /// <summary>A word that a command takes may be any, an option that there is not too.</summary>
    private static string? MistakenOption(ParseResult parsed) => parsed.CommandResult.Children.OfType<ArgumentResult>()
        .SelectMany(word => word.Tokens).Select(token => token.Value).FirstOrDefault(value => value.StartsWith("--",
            StringComparison.Ordinal));

    private static Wording? Missing(ParseResult parsed, Command command, OptionResult[] given) =>
        given.Where(option => option.Tokens.Count > option.Option.Arity.MaximumNumberOfValues)
            .Select(option => CommandTexts.GivenOnce(option.Option.Name, Help(parsed))).FirstOrDefault()
        ?? command.Options.Where(option => option.Required && given.All(one => one.Option != option))
            .Select(option => CommandTexts.Missing(option.Name, Help(parsed))).FirstOrDefault();

    private static string Help(ParseResult parsed) => $"zhuhui-edge {Path(parsed)} --help".Replace("  ", " ", StringComparison.Ordinal);

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

    private static Wording Choice(Command command)
    {
        string[] names = [.. command.Subcommands.Where(one => !one.Hidden).Select(one => one.Name)];
        return names.Length == 1 ? Wording.Same(names[0]) : CommandTexts.OrLast(Wording.Join(ListTexts.Comma, names[..^1]), names[^1]);
    }
}
