using Zhuhui.Edge.Gateway.People;

namespace Zhuhui.Edge.Gateway.Api.Records;

/// <summary>Something that is done once, to a record that was seen as it is.</summary>
/// <param name="Word">What, as <see cref="PeopleOrder.Order"/> has it.</param>
/// <param name="Subject">Whom or what it is about; null where that is made by it.</param>
/// <param name="Body">What was asked beside the address.</param>
internal sealed record Act(string Word, string? Subject, object? Body)
{
    /// <summary>The record as it is, null where there is none; null for an act on no record.</summary>
    public Func<RecordState?>? Now { get; init; }

    /// <summary>Has it on record that the caller is shown what another changed.</summary>
    public Action Look { get; init; } = static () => { };

    /// <summary>The record that is there after it, by the subject's id.</summary>
    public Func<string, RecordState?>? After { get; init; }

    /// <summary>The answer once it is done, and the same again to whoever asks a second time: by the subject's id. The words are those of
    /// the first time alone.</summary>
    public Func<string?, string?, IResult> Answer { get; init; } = static (said, subject) => TypedResults.Ok(new ActAnswer(subject, said));
}

/// <param name="Id">Of whom or what it was about, or made; null for a list of people.</param>
/// <param name="Said">What is now, in words for the clerk; null where the act had been done before and was not done again.</param>
internal sealed record ActAnswer(string? Id, string? Said);

/// <summary>What became of an act.</summary>
internal abstract record ActOutcome
{
    internal sealed record Done(string? Said, string? Subject) : ActOutcome;

    internal sealed record Refused(IReadOnlyList<string> Reasons) : ActOutcome;

    internal sealed record Stale : ActOutcome;

    /// <summary>It was done, or it was seen that there is nothing to do: what is answered says which.</summary>
    internal sealed record Answered(IResult Answer) : ActOutcome;
}
