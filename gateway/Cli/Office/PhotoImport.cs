using System.CommandLine;
using Zhuhui.Edge.Gateway.Admin;
using Zhuhui.Edge.Gateway.Cli.Commands;
using Zhuhui.Edge.Gateway.Cli.Input;
using Zhuhui.Edge.Gateway.People.Enrolments;
using Zhuhui.Edge.Gateway.People.Imports.Photos;
using Zhuhui.Edge.Gateway.Texts;

namespace Zhuhui.Edge.Gateway.Cli.Office;

/// <summary>Enrols the faces of a folder of photos, one person after the other, each a change of its own. Whoever is enrolled stays so
/// where it is cut off, and the same command goes on behind them: the gateway knows which photos it has taken.</summary>
/// <param name="enrol">Enrols one person's faces; null comes back where the gateway has gone.</param>
internal sealed class PhotoImport(ParseResult parsed, PhotoSource source, PhotoAnswer photos,
    Func<EnrolmentMessage, Task<EnrolmentAnswer?>> enrol)
{
    private readonly TextWriter _output = parsed.InvocationConfiguration.Output;

    /// <param name="isDryRun">Each photo is looked at, and nobody is enrolled.</param>
    public async Task<int> RunAsync(bool isDryRun)
    {
        (string? File, string Text)[] leftOut =
        [
            .. source.Problems.Select(one => ((string?)one.File, one.Problem.Say())),
            .. photos.Problems.Select(one => (one.File, one.Text)),
        ];
        foreach (var (file, text) in leftOut)
        {
            _output.WriteLine(file is null ? text : ImportTexts.PhotoOf(file, text).Say());
        }

        var (enrolled, there, refused, done) = (0, 0, 0, 0);
        using var progress = new PhotoProgress(_output, photos.Matches.Count);
        foreach (var match in photos.Matches)
        {
            EnrolmentAnswer? answer;
            try
            {
                answer = await AskAsync(match, isDryRun);
            }
            catch (GatewayAwayException gone)
            {
                return Stopped(progress, done, gone.Message);
            }

            if (answer is null or { IsStopped: true })
            {
                return Stopped(progress, done, answer?.Reasons[0] ?? ImportTexts.PhotoGatewayGone.Say());
            }

            done++;
            enrolled += answer.Reasons.Count == 0 && !answer.WasThere ? 1 : 0;
            there += answer.WasThere ? 1 : 0;
            refused += answer.Reasons.Count > 0 ? 1 : 0;
            progress.Clear();
            foreach (var reason in answer.Reasons)
            {
                _output.WriteLine(ImportTexts.PhotosOf(match.Who, reason).Say());
            }

            progress.Tell(done);
        }

        progress.Clear();
        parsed.Answer(isDryRun ? ImportTexts.PhotosWouldBe(enrolled, refused, leftOut.Length)
            : ImportTexts.PhotosDone(enrolled, there, refused, leftOut.Length));
        if (!isDryRun && enrolled > 0)
        {
            parsed.Answer(ImportTexts.PhotosStay);
        }

        return leftOut.Length + refused > 0 ? Exit.Refused : Exit.Done;
    }

    private int Stopped(PhotoProgress progress, int done, string because)
    {
        progress.Clear();
        parsed.Refuse(ImportTexts.PhotosStopped(done, photos.Matches.Count, because));
        return Exit.Failed;
    }

    /// <summary>A photo that can't be read keeps the person's others from nothing.</summary>
    private async Task<EnrolmentAnswer?> AskAsync(PhotoMatch match, bool isDryRun)
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
                unreadable.Add(ImportTexts.PhotoOf(file, problem!.Say()).Say());
            }
        }

        var answer = readable.Count == 0 ? new EnrolmentAnswer(null, null, 0, 0, []) : await enrol(new EnrolmentMessage(
            new EnrolmentRequest("", match.Person, false, [], [], [], null, null, IsOnRecord: true), readable, isDryRun));
        return answer is null || unreadable.Count == 0 ? answer : answer with { Reasons = [.. unreadable, .. answer.Reasons] };
    }
}
