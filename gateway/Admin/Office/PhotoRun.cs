using Zhuhui.Edge.Gateway.People.Enrolments;
using Zhuhui.Edge.Gateway.People.Imports.Photos;
using Zhuhui.Edge.Gateway.Texts;

namespace Zhuhui.Edge.Gateway.Admin.Office;

/// <summary>Enrols the faces of many photos, one person after the other, each a change of its own. Whoever is enrolled stays so where it is
/// cut off, and the same again goes on behind them: the gateway knows which photos it has taken.</summary>
/// <param name="enrol">Enrols one person's faces; null comes back where the gateway has gone.</param>
/// <param name="say">In whose language.</param>
internal sealed class PhotoRun(PhotoSource source, PhotoAnswer photos,
    Func<EnrolmentMessage, CancellationToken, Task<EnrolmentAnswer?>> enrol, Func<Wording, string> say)
{
    public int People => photos.Matches.Count;

    public int Files => photos.Matches.Sum(match => match.Files.Count);

    /// <summary>Photos of which no face is taken, with what to do.</summary>
    public IReadOnlyList<PhotoLine> LeftOut { get; } =
        [.. source.Problems.Select(one => new PhotoLine(one.File, say(one.Problem))), .. photos.Problems];

    public int PeopleDone { get; private set; }

    public int FilesDone { get; private set; }

    public int Enrolled { get; private set; }

    public int WereThere { get; private set; }

    public int Refused { get; private set; }

    /// <param name="isDryRun">Each photo is looked at, and nobody is enrolled.</param>
    /// <param name="tell">Hears of each person, with why they were refused.</param>
    /// <returns>Why it stopped before all were done; null where they are.</returns>
    public async Task<string?> RunAsync(bool isDryRun, Action<PhotoMatch, EnrolmentAnswer> tell,
        CancellationToken cancellationToken)
    {
        foreach (var match in photos.Matches)
        {
            EnrolmentAnswer? answer;
            try
            {
                answer = await AskAsync(match, isDryRun, cancellationToken);
            }
            catch (GatewayAwayException gone)
            {
                return gone.Message;
            }

            if (answer is null or { IsStopped: true })
            {
                return answer?.Reasons[0] ?? say(ImportTexts.PhotoGatewayGone);
            }

            PeopleDone++;
            FilesDone += match.Files.Count;
            Enrolled += answer.Reasons.Count == 0 && !answer.WasThere ? 1 : 0;
            WereThere += answer.WasThere ? 1 : 0;
            Refused += answer.Reasons.Count > 0 ? 1 : 0;
            tell(match, answer);
        }

        return null;
    }

    /// <summary>A photo that can't be read keeps the person's others from nothing.</summary>
    private async Task<EnrolmentAnswer?> AskAsync(PhotoMatch match, bool isDryRun, CancellationToken cancellationToken)
    {
        List<EnrolmentPhoto> readable = [];
        List<string> unreadable = [];
        foreach (var file in match.Files)
        {
            var (content, problem) = source.Read(file);
            if (content is not null)
            {
                readable.Add(new EnrolmentPhoto(file, content));
            }
            else
            {
                unreadable.Add(say(ImportTexts.PhotoOf(file, say(problem!))));
            }
        }

        var answer = readable.Count == 0 ? new EnrolmentAnswer(null, null, 0, 0, []) : await enrol(new EnrolmentMessage(
            new EnrolmentRequest("", match.Person, false, [], [], [], null, null, IsOnRecord: true), readable, isDryRun),
            cancellationToken);
        return answer is null || unreadable.Count == 0 ? answer : answer with { Reasons = [.. unreadable, .. answer.Reasons] };
    }
}
