using Zhuhui.Edge.Gateway.Texts;

namespace Zhuhui.Edge.Gateway.Cli.Setup.Asking;

/// <summary>A word to choose and what it means.</summary>
internal sealed record Choice<T>(string Word, T Value, Wording Meaning);

/// <summary>How a question is answered.</summary>
internal enum AnswerKind
{
    Line,

    /// <summary>One of the words offered, which are explained; or its number.</summary>
    Choice,

    /// <summary>One of the words offered, which need no explanation.</summary>
    Word,

    /// <summary>A line that is not shown.</summary>
    Hidden,
}

/// <summary>A word that may be answered.</summary>
internal sealed record Offer(string Word, Wording Meaning);

/// <summary>One question, for whoever answers it.</summary>
/// <param name="Key">As files with answers call it.</param>
/// <param name="Offers">Empty where any line may be an answer.</param>
internal sealed record Question(string Key, Wording Words, AnswerKind Kind, IReadOnlyList<Offer> Offers);
