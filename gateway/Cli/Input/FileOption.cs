using System.CommandLine;
using System.CommandLine.Parsing;
using Zhuhui.Edge.Gateway.Texts;

namespace Zhuhui.Edge.Gateway.Cli.Input;

/// <summary>The file that a command is about: a word of its own, <c>people import residents.xlsx</c>, or behind the option's
/// name.</summary>
internal sealed class FileOption : Option<string>
{
    public FileOption(string name, string description)
        : base(name)
    {
        HelpName = "FILE";
        Description = description;
        Arity = ArgumentArity.ExactlyOne;
        Word = new Argument<string?>(HelpName) { Description = $"as {name}", Arity = ArgumentArity.ZeroOrOne };
    }

    public Argument<string?> Word { get; }

    /// <summary>Whether the command does nothing without one.</summary>
    public bool IsNeeded { get; init; }

    public bool IsGiven(SymbolResult result) => result.GetResult(this) is { Implicit: false } || IsWord(result);

    public string? Of(ParseResult parsed) => parsed.GetValue(this) ?? parsed.GetValue(Word);

    public string NeededOf(ParseResult parsed) => Of(parsed) ?? throw new InvalidOperationException(Name);

    /// <summary>The command, which has the option, takes the word too.</summary>
    public void AddWordTo(Command command)
    {
        command.Add(Word);
        command.Validators.Add(result =>
        {
            if (IsWord(result) && result.GetResult(this) is { Implicit: false })
            {
                result.AddError(CommandTexts.Contradict(Word.Name, Name).Say());
            }
            else if (IsNeeded && !IsGiven(result))
            {
                result.AddError(CommandTexts.OneOfTwo(Word.Name, Name).Say());
            }
        });
    }

    private bool IsWord(SymbolResult result) => result.GetResult(Word) is { Tokens.Count: > 0 };
}
