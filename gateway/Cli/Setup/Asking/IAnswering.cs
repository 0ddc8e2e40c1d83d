using Zhuhui.Edge.Gateway.Cli.Input;
using Zhuhui.Edge.Gateway.Texts;

namespace Zhuhui.Edge.Gateway.Cli.Setup.Asking;

/// <summary>Whoever answers the questions of a set-up: somebody at a terminal or in a browser, or a file.</summary>
internal interface IAnswering
{
    /// <summary>Nobody sits there who could answer otherwise.</summary>
    bool IsFromFile { get; }

    /// <summary>How it is answered.</summary>
    Wording Welcome { get; }

    /// <summary>Of what is asked and said.</summary>
    Language Language { get; set; }

    /// <summary>Something to know; <see cref="Wording.Empty"/> begins another part.</summary>
    void Say(Wording words);

    /// <param name="proposed">What an empty answer means; null where one is needed.</param>
    /// <returns>Null: nothing was answered, and nothing is proposed.</returns>
    /// <exception cref="UsageException">The file has no answer, or nobody answers any more.</exception>
    string? Answer(Question question, string? proposed);

    /// <summary>What was answered is none. It is asked once more, where somebody can answer otherwise.</summary>
    /// <param name="text">Null where nothing was answered.</param>
    /// <exception cref="UsageException">The file's answer is wrong.</exception>
    void Refuse(Question question, string? text, Wording wrong);
}
