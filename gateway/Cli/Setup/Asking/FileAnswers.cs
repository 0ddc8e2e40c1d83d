using Zhuhui.Edge.Gateway.Cli.Input;
using Zhuhui.Edge.Gateway.Texts;
using Zhuhui.Edge.Gateway.Texts.Messages;

namespace Zhuhui.Edge.Gateway.Cli.Setup.Asking;

/// <summary>A file has the answers, by the questions' keys; what it leaves out is as proposed.</summary>
internal sealed class FileAnswers(AnswerFile answers, TextWriter output) : IAnswering
{
    public bool IsFromFile => true;

    public Wording Welcome => SetupTexts.Welcome;

    public Language Language { get; set; }

    public void Say(Wording words) => output.WriteLine(words.In(Language));

    public string? Answer(Question question, string? proposed) => answers.Take(question.Key) ?? proposed
        ?? throw new UsageException(SetupTexts.NoAnswer(answers.File, question.Key, question.Words));

    public void Refuse(Question question, string? text, Wording wrong) =>
        throw new UsageException(SetupTexts.WrongAnswer(answers.File, question.Key, text ?? "", wrong));
}
