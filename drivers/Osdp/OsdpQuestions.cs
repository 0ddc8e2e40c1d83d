using Zhuhui.Edge.Drivers.Osdp.Frames;

namespace Zhuhui.Edge.Drivers.Osdp;

/// <summary>
/// What a reader in service is asked about itself: what it can do, how it is, who it is. None of it decides whether its cards count: what
/// it does not answer after some tries is taken to be as usual, and told once. The bus's loop alone calls it.
/// </summary>
/// <param name="note">Hears once what a reader gives no usable answer to.</param>
internal sealed class OsdpQuestions(OsdpTimings timings, Action<string> note, TimeProvider time)
{
    /// <summary>An answer that cannot be used, or none however often it was asked, counts so much; three are the reader's word.</summary>
    private const int Refusal = 4;

    /// <summary>A session that ends may be the line's doing, and counts so much.</summary>
    private const int Loss = 1;

    private const int Most = 12;

    private readonly Question[] _questions =
    [
        new(OsdpCommand.Capabilities, "what it can do (62)"),
        new(OsdpCommand.LocalStatus, "how it is, so tampering and its supply are not seen (64)"),
        new(OsdpCommand.Identify, "who it is (61)"),
    ];

    /// <summary>What the reader can show is not known yet and will be soon.</summary>
    public bool IsAboutLights => _questions[0].DueAt < long.MaxValue;

    /// <summary>The reader is new, or may be another one.</summary>
    public void AskAll()
    {
        foreach (var question in _questions)
        {
            (question.DueAt, question.Failures, question.IsTold) = (time.GetTimestamp(), 0, false);
        }
    }

    public OsdpCommand? Next(long now) => Array.Find(_questions, question => question.DueAt <= now)?.Command;

    public void Answered(OsdpCommandCode asked)
    {
        if (Find(asked) is { } question)
        {
            (question.Failures, question.IsTold) = (0, false);
            question.DueAt = asked == OsdpCommandCode.LocalStatus ? After(timings.Status) : long.MaxValue;
        }
    }

    /// <summary>The answer cannot be used, or there is none.</summary>
    public void Refused(OsdpCommandCode asked) => Failed(asked, Refusal);

    /// <summary>The session ended in its place.</summary>
    public void Lost(OsdpCommandCode asked) => Failed(asked, Loss);

    private void Failed(OsdpCommandCode asked, int weight)
    {
        if (Find(asked) is not { } question)
        {
            return;
        }

        question.Failures += weight;
        if (question.Failures < Most)
        {
            question.DueAt = After(timings.Question);
            return;
        }

        question.DueAt = asked == OsdpCommandCode.LocalStatus ? After(timings.QuestionAgain) : long.MaxValue;
        if (!question.IsTold)
        {
            question.IsTold = true;
            note($"its answers cannot be used: it does not say {question.About}; its cards count all the same");
        }
    }

    private Question? Find(OsdpCommandCode asked) => Array.Find(_questions, question => question.Command.Code == asked);

    private long After(TimeSpan wait) => time.GetTimestamp() + (long)(wait.TotalSeconds * time.TimestampFrequency);

    private sealed class Question(OsdpCommand command, string about)
    {
        public OsdpCommand Command { get; } = command;

        public string About { get; } = about;

        /// <summary>Greatest for not at all.</summary>
        public long DueAt { get; set; } = long.MaxValue;

        public int Failures { get; set; }

        public bool IsTold { get; set; }
    }
}
