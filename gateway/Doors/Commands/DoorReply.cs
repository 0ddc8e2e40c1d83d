using Zhuhui.Edge.Gateway.Doors.Locking;
using Zhuhui.Edge.Gateway.Events;
using Zhuhui.Edge.Gateway.Texts;

namespace Zhuhui.Edge.Gateway.Doors.Commands;

/// <summary>How a door stands after an order, by its own word.</summary>
internal enum DoorOutcome
{
    /// <summary>The lock, or the arm, was seen to be released.</summary>
    Released,

    /// <summary>Seen to be shut and locked.</summary>
    Locked,

    /// <summary>Nothing releases it, and it stands open: it locks once it is shut.</summary>
    Open,

    /// <summary>It was to be released, and is not.</summary>
    NotReleased,

    /// <summary>The door has not said yet what came of it.</summary>
    NoAnswer,
}

/// <param name="Refused">Why it is not as was ordered, as far as that is known; null where it is.</param>
internal sealed record DoorWord(string Door, DoorOutcome Outcome, Refusal? Refused = null);

/// <summary>One door's word on one order, on its way to the operator who waits for it. The door's loop gives it, and waits for nobody; an
/// operator who has waited long enough is told nothing more.</summary>
internal sealed class DoorReply(string door)
{
    /// <summary>So long an operator looks at the door and waits.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    /// <summary>Where something is known to stand in the way, the door soon says whether it was overcome.</summary>
    public static readonly TimeSpan PatienceInTrouble = ReleaseCheck.Within + TimeSpan.FromMilliseconds(500);

    private readonly TaskCompletionSource<DoorWord> _word = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile string? _obstacle;
    private volatile bool _isGivenUp;

    /// <summary>The door's word, once it has one.</summary>
    public Task<DoorWord> Word => _word.Task;

    /// <summary>Nobody waits for it any more.</summary>
    public bool IsGivenUp => _isGivenUp;

    /// <summary>What stands in the way as long as there is no word; null while nothing is known to.</summary>
    public void Report(string? obstacle) => _obstacle = obstacle;

    public void Give(DoorOutcome outcome, Refusal? refused = null) => _word.TrySetResult(new DoorWord(door, outcome, refused));

    /// <summary>Gives the door's word, or that there was none in time: what it does then is among its events.</summary>
    public async Task<DoorWord> WaitAsync(TimeProvider time, CancellationToken cancellationToken)
    {
        try
        {
            return await WithinAsync(Patience, time, cancellationToken)
                ?? (_obstacle is null ? null : await WithinAsync(PatienceInTrouble - Patience, time, cancellationToken))
                ?? new DoorWord(door, DoorOutcome.NoAnswer, new Refusal("noAnswer", Detailed(RefusalTexts.NoAnswerYet, _obstacle)));
        }
        finally
        {
            _isGivenUp = true;
        }
    }

    /// <inheritdoc cref="WaitAsync"/>
    public static async Task<IReadOnlyList<DoorWord>> AllAsync(IEnumerable<DoorReply> replies, TimeProvider time,
        CancellationToken cancellationToken) => await Task.WhenAll(replies.Select(reply => reply.WaitAsync(time, cancellationToken)));

    /// <param name="obstacle">What stood in the way; null where it is not known.</param>
    public static Refusal NotReleased(string? obstacle) => new("notReleased", Detailed(RefusalTexts.NotReleased, obstacle));

    private static Wording Detailed(Wording words, string? detail) => detail is null ? words : RefusalTexts.WithDetail(words, detail);

    private async Task<DoorWord?> WithinAsync(TimeSpan patience, TimeProvider time, CancellationToken cancellationToken)
    {
        try
        {
            return await _word.Task.WaitAsync(patience, time, cancellationToken);
        }
        catch (TimeoutException)
        {
            return null;
        }
    }
}
