using Zhuhui.Edge.Gateway.Cli.Input;
using Zhuhui.Edge.Gateway.Texts;
using Zhuhui.Edge.Gateway.Texts.Messages;

namespace Zhuhui.Edge.Gateway.Cli.Setup.Asking;

/// <summary>Somebody at the terminal: one question a line; an empty line takes what is proposed.</summary>
/// <param name="hidden">Reads a line that is not shown; null where it is typed as any other.</param>
internal sealed class TerminalAnswers(TextReader input, TextWriter output, Func<string, string>? hidden) : IAnswering
{
    private Question? _explained;

    public bool IsFromFile => false;

    public Wording Welcome => SetupTexts.Welcome;

    public Language Language { get; set; }

    public void Say(Wording words) => output.WriteLine(words.In(Language));

    public void Refuse(Question question, string? text, Wording wrong) => Say(wrong);

    public string? Answer(Question question, string? proposed)
    {
        var prompt = Prompt(question).In(Language);
        if (question.Kind == AnswerKind.Hidden && hidden is not null)
        {
            return Typed(hidden($"{prompt}: "));
        }

        output.Write(proposed is null ? $"{prompt}: " : $"{prompt} [{proposed}]: ");
        output.Flush();
        return Typed(input.ReadLine() ?? throw new UsageException(SetupTexts.NobodyThere)) ?? proposed;
    }

    /// <summary>What stands on the line; before it, once, what the choices mean.</summary>
    private Wording Prompt(Question question)
    {
        if (question.Kind == AnswerKind.Word)
        {
            return SetupTexts.OneOf(question.Words, Wording.Join(Wording.Same(", "), question.Offers.Select(offer => offer.Word)));
        }

        if (question.Kind != AnswerKind.Choice)
        {
            return question.Words;
        }

        if (question != _explained)
        {
            _explained = question;
            Say(question.Words);
            for (var i = 0; i < question.Offers.Count; i++)
            {
                Say(SetupTexts.Choice(i + 1, question.Offers[i].Word, question.Offers[i].Meaning));
            }
        }

        return SetupTexts.YourChoice;
    }

    private static string? Typed(string line) => line.Trim() is { Length: > 0 } typed ? typed : null;
}
