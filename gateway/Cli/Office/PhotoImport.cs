using System.CommandLine;
using Zhuhui.Edge.Gateway.Admin;
using Zhuhui.Edge.Gateway.Admin.Office;
using Zhuhui.Edge.Gateway.Cli.Commands;
using Zhuhui.Edge.Gateway.Cli.Input;
using Zhuhui.Edge.Gateway.People.Imports.Photos;
using Zhuhui.Edge.Gateway.Texts;

namespace Zhuhui.Edge.Gateway.Cli.Office;

/// <summary>A <see cref="PhotoRun"/> at the command line, with a line for each that can't be taken, and how far it is.</summary>
/// <param name="enrol">Enrols one person's faces; null comes back where the gateway has gone.</param>
internal sealed class PhotoImport(ParseResult parsed, PhotoSource source, PhotoAnswer photos,
    Func<EnrolmentMessage, Task<EnrolmentAnswer?>> enrol)
{
    private readonly TextWriter _output = parsed.InvocationConfiguration.Output;
    private readonly PhotoRun _run = new(source, photos, (message, _) => enrol(message), words => words.Say());

    /// <param name="isDryRun">Each photo is looked at, and nobody is enrolled.</param>
    public async Task<int> RunAsync(bool isDryRun)
    {
        foreach (var (file, text) in _run.LeftOut)
        {
            _output.WriteLine(file is null ? text : ImportTexts.PhotoOf(file, text).Say());
        }

        using var progress = new PhotoProgress(_output, _run.People);
        var stopped = await _run.RunAsync(isDryRun, (match, answer) =>
        {
            progress.Clear();
            foreach (var reason in answer.Reasons)
            {
                _output.WriteLine(ImportTexts.PhotosOf(match.Who, reason).Say());
            }

            progress.Tell(_run.PeopleDone);
        }, CancellationToken.None);
        progress.Clear();
        if (stopped is not null)
        {
            parsed.Refuse(ImportTexts.PhotosStopped(_run.PeopleDone, _run.People, stopped));
            return Exit.Failed;
        }

        parsed.Answer(isDryRun ? ImportTexts.PhotosWouldBe(_run.Enrolled, _run.Refused, _run.LeftOut.Count)
            : ImportTexts.PhotosDone(_run.Enrolled, _run.WereThere, _run.Refused, _run.LeftOut.Count));
        if (!isDryRun && _run.Enrolled > 0)
        {
            parsed.Answer(ImportTexts.PhotosStay);
        }

        return _run.LeftOut.Count + _run.Refused > 0 ? Exit.Refused : Exit.Done;
    }
}
