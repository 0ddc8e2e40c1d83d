using System.Globalization;
using Zhuhui.Edge.Gateway.Cli.Input;
using Zhuhui.Edge.Gateway.Texts;
using Zhuhui.Edge.Gateway.Texts.Messages;

namespace Zhuhui.Edge.Gateway.Cli.Setup.Asking;

/// <summary>Asks a technician, one question after another, each until the answer is one.</summary>
internal sealed class Interview(IAnswering technician)
{
    /// <summary>What is answered where there is nothing of the kind.</summary>
    private const string Nothing = "-";

    private static readonly Choice<bool>[] _yesOrNo = [new("y", true, SetupTexts.Yes), new("n", false, SetupTexts.No)];

    /// <summary>What was answered last, by the questions' keys: proposed where a question comes once more.</summary>
    private readonly Dictionary<string, string> _answered = new(StringComparer.Ordinal);

    /// <inheritdoc cref="IAnswering.IsFromFile"/>
    public bool IsFromFile => technician.IsFromFile;

    /// <inheritdoc cref="IAnswering.Language"/>
    public Language Language
    {
        get => technician.Language;
        set => technician.Language = value;
    }

    /// <inheritdoc cref="IAnswering.Welcome"/>
    public void Welcome() => technician.Say(technician.Welcome);

    public void Say(Wording words) => technician.Say(words);

    /// <summary>What comes now is another part.</summary>
    public void Part() => technician.Say(Wording.Empty);

    /// <param name="read">The value, or why the text is none.</param>
    /// <param name="proposed">What an empty line means; null where an answer is needed.</param>
    /// <exception cref="UsageException">The file has no answer or a wrong one, or nobody answers any more.</exception>
    public T Ask<T>(string key, Wording question, Func<string, (T? Value, Wording? Wrong)> read, string? proposed)
        where T : notnull => Ask(new Question(key, question, AnswerKind.Line, []), read, proposed);

    public string AskText(string key, Wording question, string? proposed) =>
        Ask<string>(key, question, text => (text, null), proposed);

    /// <returns>Empty where there is none.</returns>
    public string AskOptional(string key, Wording question) =>
        Ask<string>(key, question, text => (text == Nothing ? "" : text, null), Nothing);

    public int AskNumber(string key, Wording question, int least, int most, int? proposed) =>
        Ask(key, question, text => Whole(text, least, most), proposed is { } number ? $"{number}" : null);

    /// <returns>Null where there is none.</returns>
    public int? AskPin(string key, Wording question, int most) => Ask<Pin>(key, question, text =>
        text == Nothing ? (new Pin(null), null) : Whole(text, 0, most) is (var number, null) ? (new Pin(number), null)
        : (null, SetupTexts.NumberOrNothing(0, most)), Nothing).Number;

    public bool AskYesNo(string key, Wording question, bool proposed) => AskChoice(key, question, _yesOrNo, proposed ? "y" : "n",
        isShort: true);

    /// <param name="proposed">A word of the choices.</param>
    /// <param name="isShort">The words need no explanation.</param>
    public T AskChoice<T>(string key, Wording question, IReadOnlyList<Choice<T>> choices, string? proposed, bool isShort = false)
        where T : notnull => Ask<Choice<T>>(new Question(key, question, isShort ? AnswerKind.Word : AnswerKind.Choice,
            [.. choices.Select(choice => new Offer(choice.Word, choice.Meaning))]), text => choices.Where((choice, i) =>
            choice.Word.Equals(text, StringComparison.OrdinalIgnoreCase) || (!isShort && text == $"{i + 1}"))
            .FirstOrDefault() is { } chosen ? (chosen, null)
            : (null, SetupTexts.OneOfThese(Wording.Join(Wording.Same(", "), choices.Select(choice => choice.Word)))), proposed).Value;

    /// <summary>A password, which is not shown while it is typed.</summary>
    public string AskHidden(string key, Wording question) => Ask<string>(new Question(key, question, AnswerKind.Hidden, []),
        text => (text, null), null);

    private T Ask<T>(Question question, Func<string, (T? Value, Wording? Wrong)> read, string? proposed)
        where T : notnull
    {
        while (true)
        {
            var text = technician.Answer(question, _answered.GetValueOrDefault(question.Key) ?? proposed);
            var (value, wrong) = text is null ? (default, SetupTexts.NeedsAnswer) : read(text);
            if (wrong is null)
            {
                if (question.Kind != AnswerKind.Hidden)
                {
                    _answered[question.Key] = text!;
                }

                return value!;
            }

            technician.Refuse(question, text, wrong);
        }
    }

    private static (int Value, Wording? Wrong) Whole(string text, int least, int most) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            && number >= least && number <= most ? (number, null) : (0, SetupTexts.Number(least, most));

    private sealed record Pin(int? Number);
}
