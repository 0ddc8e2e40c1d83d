using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;

namespace Zhuhui.Edge.Hub.Settings;

/// <summary>The kinds of options that commands have.</summary>
internal static class CliOptions
{
    public static Option<string> Needed(string name, string value, string description)
    {
        var option = Text(name, value, description);
        option.Required = true;
        return option;
    }

    public static Option<string> Text(string name, string value, string description) =>
        new(name) { HelpName = value, Description = description, Arity = ArgumentArity.ExactlyOne };

    public static Option<long?> Number(string name, string value, string description, long least, long most) => new(name)
    {
        HelpName = value,
        Description = description,
        Arity = ArgumentArity.ExactlyOne,
        CustomParser = result => Whole(result, name, least, most),
    };

    /// <summary>Takes no value: a bool's own arity would take the next word where that is <c>true</c> or <c>false</c>.</summary>
    public static Option<bool> Switch(string name, string description)
    {
        var option = new Option<bool>(name) { Description = description, Arity = ArgumentArity.Zero };
        option.Validators.Add(result =>
        {
            if (result.IdentifierTokenCount > 1)
            {
                result.AddError($"the option {name} comes twice");
            }
        });
        return option;
    }

    /// <summary>May come again, and the last one holds: so that a line can be corrected by adding to it.</summary>
    public static void TakesTheLast(Option option)
    {
        option.Arity = option.ValueType == typeof(bool) ? ArgumentArity.Zero : ArgumentArity.OneOrMore;
        option.Validators.Clear();
        if (option is Option<string> text)
        {
            text.CustomParser = static result => result.Tokens is [.., var last] ? last.Value : null;
        }
    }

    public static bool IsGiven(this SymbolResult result, Option option) => result.GetResult(option) is { Implicit: false };

    private static long? Whole(ArgumentResult result, string name, long least, long most)
    {
        var text = result.Tokens is [.., var last] ? last.Value : "";
        if (long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most)
        {
            return number;
        }

        result.AddError($"{name} {text} must be a whole number from {least} to {most}");
        return null;
    }
}
