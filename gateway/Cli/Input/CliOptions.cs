using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using Zhuhui.Edge.Gateway.Texts;

namespace Zhuhui.Edge.Gateway.Cli.Input;

/// <summary>The kinds of options that commands have, and how options go together. Whether a word is an option, a value or too much is the
/// parser's business; <see cref="ParseProblem"/> says it in one line.</summary>
internal static class CliOptions
{
    private const int NoLimit = int.MaxValue;

    public static Option<string> Operator() => Needed("--operator", "NAME", "who orders it; it goes on record");

    public static Option<string> Person(string description) => Needed("--person", "WHO",
        $"{description}: an id, a name that one person has, or a name and the home ('Wang 3-2-501')");

    public static Option<string> Needed(string name, string value, string description)
    {
        var option = Text(name, value, description);
        option.Required = true;
        return option;
    }

    public static Option<string> Text(string name, string value, string description) =>
        new(name) { HelpName = value, Description = description, Arity = ArgumentArity.ExactlyOne };

    /// <summary>May come again and again, each time with one value.</summary>
    public static Option<string[]> Texts(string name, string value, string description) =>
        new(name) { HelpName = value, Description = description, Arity = ArgumentArity.OneOrMore };

    /// <summary>Takes no value: a bool's own arity would take the next word where that is <c>true</c> or <c>false</c>.</summary>
    public static Option<bool> Switch(string name, string description) =>
        new(name) { Description = description, Arity = ArgumentArity.Zero };

    public static Option<int?> Number(string name, string description, int least = 1, int most = NoLimit) => new(name)
    {
        HelpName = "N",
        Description = description,
        Arity = ArgumentArity.ExactlyOne,
        CustomParser = result => Whole(result, name, least, most),
    };

    /// <summary>One of an enum's words, written small and with dashes.</summary>
    public static Option<T?> Word<T>(string name, string description)
        where T : struct, Enum
    {
        string[] words = [.. Enum.GetNames<T>().Select(System.Text.Json.JsonNamingPolicy.KebabCaseLower.ConvertName)];
        var option = new Option<T?>(name)
        {
            HelpName = string.Join('|', words),
            Description = description,
            Arity = ArgumentArity.ExactlyOne,
            CustomParser = result =>
            {
                var text = result.Tokens is [var token] ? token.Value : "";
                if (Array.IndexOf(words, text) is >= 0 and var at)
                {
                    return Enum.GetValues<T>()[at];
                }

                result.AddError(CommandTexts.OneOf(name, text, Wording.Join(ListTexts.Comma, words)).Say());
                return null;
            },
        };
        option.CompletionSources.Add(words);
        return option;
    }

    public static Option<int?> NeededNumber(string name, string description, int least = 1, int most = NoLimit)
    {
        var option = Number(name, description, least, most);
        option.Required = true;
        return option;
    }

    /// <summary>Exactly one of two options.</summary>
    public static void NeedsOneOf(this Command command, Option one, Option other) => command.Validators.Add(result =>
    {
        if (IsGiven(result, one) == IsGiven(result, other))
        {
            result.AddError(CommandTexts.OneOfTwo(one.Name, other.Name).Say());
        }
    });

    /// <summary>One option alone, or one of the others or both.</summary>
    public static void NeedsOneOf(this Command command, Option alone, Option one, Option other) => command.Validators.Add(result =>
    {
        if (!IsGiven(result, alone) && !IsGiven(result, one) && !IsGiven(result, other))
        {
            result.AddError(CommandTexts.OneOfThree(one.Name, other.Name, alone.Name).Say());
        }
    });

    public static void Needs(this Command command, Option one, Option other) => command.Validators.Add(result =>
    {
        if (IsGiven(result, one) && !IsGiven(result, other))
        {
            result.AddError(CommandTexts.NeedsOther(one.Name, other.Name).Say());
        }
    });

    public static void KeepsApart(this Command command, Option one, Option other) => command.Validators.Add(result =>
    {
        if (IsGiven(result, one) && IsGiven(result, other))
        {
            result.AddError(CommandTexts.Contradict(one.Name, other.Name).Say());
        }
    });

    public static bool IsGiven(this SymbolResult result, Option option) => option is FileOption file ? file.IsGiven(result)
        : result.GetResult(option) is { Implicit: false };

    private static int? Whole(ArgumentResult result, string name, int least, int most)
    {
        var text = result.Tokens is [var token] ? token.Value : "";
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most)
        {
            return number;
        }

        result.AddError((most == NoLimit ? CommandTexts.WholeNumberFrom(name, text, least) : CommandTexts.WholeNumber(name, text, least,
            most)).Say());
        return null;
    }
}
