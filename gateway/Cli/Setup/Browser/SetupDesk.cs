using Zhuhui.Edge.Gateway.Cli.Input;
using Zhuhui.Edge.Gateway.Cli.Setup.Asking;
using Zhuhui.Edge.Gateway.Texts;
using Zhuhui.Edge.Gateway.Texts.Messages;

namespace Zhuhui.Edge.Gateway.Cli.Setup.Browser;

/// <summary>What somebody answered: null for what a set-up said.</summary>
internal sealed record SaidLine(Wording Words, Wording? Answer = null);

/// <summary>The question that waits for an answer.</summary>
/// <param name="Number">Of this asking: an answer to another one is none.</param>
/// <param name="Problem">Why the answer before was none.</param>
internal sealed record Asked(int Number, Question Question, string? Proposed, Wording? Problem);

/// <summary>A set-up as a page shows it.</summary>
/// <param name="Asked">Null while the set-up is at work, and when it is over.</param>
/// <param name="IsOver">Nothing is asked any more.</param>
internal sealed record SetupSheet(IReadOnlyList<SaidLine> Said, Asked? Asked, bool IsOver);

/// <summary>Somebody in a browser answers: the set-up waits here, in the command's own thread, for what a page hands in. Thread
/// safe.</summary>
/// <param name="patience">Without an answer for so long nobody is there.</param>
internal sealed class SetupDesk(TimeSpan patience, TimeProvider time, CancellationToken cancellationToken) : IAnswering
{
    private readonly Lock _lock = new();
    private readonly List<SaidLine> _said = [];
    private readonly TaskCompletionSource _seenOver = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private TaskCompletionSource<string> _answer = new();
    private Asked? _asked;
    private Wording? _problem;
    private int _number;
    private bool _isOver;

    public bool IsFromFile => false;

    public Wording Welcome => SetupTexts.WelcomeHere;

    public Language Language { get; set; }

    /// <summary>Done once a page was drawn with the end on it.</summary>
    public Task SeenOver => _seenOver.Task;

    public void Say(Wording words)
    {
        lock (_lock)
        {
            _said.Add(new SaidLine(words));
        }
    }

    public string? Answer(Question question, string? proposed)
    {
        Task<string> answer;
        lock (_lock)
        {
            _answer = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
            _asked = new Asked(++_number, question, proposed, _problem);
            _problem = null;
            answer = _answer.Task;
        }

        try
        {
            var typed = answer.WaitAsync(patience, time, cancellationToken).GetAwaiter().GetResult().Trim();
            return typed.Length > 0 ? typed : proposed;
        }
        catch (TimeoutException)
        {
            throw new UsageException(SetupTexts.NobodyThere);
        }
    }

    public void Refuse(Question question, string? text, Wording wrong)
    {
        lock (_lock)
        {
            _problem = wrong;
            _said.RemoveAt(_said.Count - 1);
        }
    }

    /// <returns>false: that question does not wait for an answer any more.</returns>
    public bool Give(int number, string text)
    {
        lock (_lock)
        {
            if (_asked is not { } asked || asked.Number != number)
            {
                return false;
            }

            _said.Add(new SaidLine(asked.Question.Words, Shown(asked, text)));
            _asked = null;
            return _answer.TrySetResult(text);
        }
    }

    /// <summary>Nothing is asked any more.</summary>
    public void End()
    {
        lock (_lock)
        {
            _isOver = true;
        }
    }

    public SetupSheet Sheet()
    {
        lock (_lock)
        {
            if (_isOver)
            {
                _seenOver.TrySetResult();
            }

            return new SetupSheet([.. _said], _asked, _isOver);
        }
    }

    private static Wording Shown(Asked asked, string text) => asked.Question.Kind == AnswerKind.Hidden ? Wording.Same("••••")
        : asked.Question.Offers.FirstOrDefault(offer => offer.Word == text) is { Meaning: { En.Length: > 0 } meaning } ? meaning
        : Wording.Same(text.Trim().Length > 0 ? text.Trim() : asked.Proposed ?? "");
}
