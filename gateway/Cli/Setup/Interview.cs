using Zhuhui.Edge.Gateway.Cli.Input;
using Zhuhui.Edge.Gateway.Texts;
using Zhuhui.Edge.Gateway.Texts.Messages;

namespace Zhuhui.Edge.Gateway.Cli.Setup;

/// <summary>A word to choose and what it means.</summary>
internal sealed record Choice<T>(string Word, T Value, Wording Meaning);

/// <summary>Asks a technician, one question a line; an empty line takes what is proposed. Or has the answers from a file, by the questions'
/// keys: then nobody is asked, and what the file leaves out is as proposed.</summary>
/// <param name="answers">Null where somebody sits at the terminal.</param>
/// <param name="hidden">Reads a line that is not shown.</param>
internal sealed class Interview(TextReader input, TextWriter output, AnswerFile? answers, Func<string, string>? hidden = null)
{
    /// <summary>What is typed where there is nothing of the kind.</summary>
    private const string Nothing = "-";

    /// <summary>What was typed last, by the questions' keys: proposed where a question comes once more.</summary>
    private readonly Dictionary<string, string> _typed = new(StringComparer.Ordinal);

    /// <summary>Nobody sits there who could answer otherwise.</summary>
    public bool IsFromFile => answers is not null;

    /// <summary>Of the questions.</summary>
    public Language Language { get; set; }

    public void Say(Wording words) => output.WriteLine(words.In(Language));

    public void Say(string line) => output.WriteLine(line);

    /// <param name="read">The value, or why the text is none.</param>
    /// <param name="proposed">What an empty line means; null where an answer is needed.</param>
    /// <exception cref="UsageException">The file has no answer or a wrong one, or nobody types any more.</exception>
    public T Ask<T>(string key, Wording question, Func<string, (T? Value, Wording? Wrong)> read, string? proposed)
        where T : notnull
    {
        while (true)
        {
            var text = Answer(key, question, proposed);
            var (value, wrong) = text is null ? (default, SetupTexts.NeedsAnswer) : read(text);
            if (wrong is null)
            {
                return value!;
            }

            if (answers is not null)
            {
                throw new UsageException(SetupTexts.WrongAnswer(answers.File, key, text ?? "", wrong));
            }

            Say(wrong);
        }
    }

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

    public bool AskYesNo(string key, Wording question, bool proposed) => AskChoice(key, question,
        [new Choice<bool>("y", true, Wording.Empty), new Choice<bool>("n", false, Wording.Empty)], proposed ? "y" : "n", isShort: true);

    /// <param name="proposed">A word of the choices.</param>
    /// <param name="isShort">The words need no explanation.</param>
    public T AskChoice<T>(string key, Wording question, IReadOnlyList<Choice<T>> choices, string? proposed, bool isShort = false)
        where T : notnull
    {
        var words = Wording.Join(Wording.Same(", "), choices.Select(choice => choice.Word));
        if (answers is null && !isShort)
        {
            Say(question);
            for (var i = 0; i < choices.Count; i++)
            {
                Say(SetupTexts.Choice(i + 1, choices[i].Word, choices[i].Meaning));
            }

            question = SetupTexts.YourChoice;
        }
        else if (isShort)
        {
            question = SetupTexts.OneOf(question, words);
        }

        return Ask<Choice<T>>(key, question, text => choices.Where((choice, i) => choice.Word.Equals(text,
            StringComparison.OrdinalIgnoreCase)
            || (!isShort && text == $"{i + 1}")).FirstOrDefault() is { } chosen ? (chosen, null) : (null, SetupTexts.OneOfThese(words)),
            proposed).Value;
    }

    /// <summary>A password, which is not shown while it is typed.</summary>
    public string AskHidden(string key, Wording question) => answers is not null || hidden is null
        ? AskText(key, question, null) : hidden($"{question.In(Language)}: ");

    /// <summary>What the file answers and nobody asked.</summary>
    public void RefuseUnasked()
    {
        if (answers?.Unasked is [var key, ..])
        {
            throw new UsageException(SetupTexts.NotAsked(answers.File, key));
        }
    }

    private string? Answer(string key, Wording question, string? proposed)
    {
        if (answers is not null)
        {
            return answers.Take(key) ?? proposed ?? throw new UsageException(SetupTexts.NoAnswer(answers.File, key, question));
        }

        proposed = _typed.GetValueOrDefault(key) ?? proposed;
        output.Write(proposed is null ? $"{question.In(Language)}: " : $"{question.In(Language)} [{proposed}]: ");
        output.Flush();
        var line = input.ReadLine() ?? throw new UsageException(SetupTexts.NobodyThere);
        return line.Trim() is { Length: > 0 } typed ? _typed[key] = typed : proposed;
    }

    private static (int Value, Wording? Wrong) Whole(string text, int least, int most) =>
        int.TryParse(text, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var number)
            && number >= least && number <= most ? (number, null) : (0, SetupTexts.Number(least, most));

    private sealed record Pin(int? Number);
}
