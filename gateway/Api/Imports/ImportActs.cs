using System.Security.Cryptography;
using Microsoft.AspNetCore.Http.HttpResults;
using Zhuhui.Edge.Gateway.Admin;
using Zhuhui.Edge.Gateway.Admin.Office;
using Zhuhui.Edge.Gateway.Api.Access;
using Zhuhui.Edge.Gateway.Api.Office;
using Zhuhui.Edge.Gateway.Api.Problems;
using Zhuhui.Edge.Gateway.Api.Records;
using Zhuhui.Edge.Gateway.Events;
using Zhuhui.Edge.Gateway.Journals;
using Zhuhui.Edge.Gateway.People;
using Zhuhui.Edge.Gateway.People.Enrolments;
using Zhuhui.Edge.Gateway.People.Imports;
using Zhuhui.Edge.Gateway.People.Imports.Photos;
using Zhuhui.Edge.Gateway.People.Imports.Tables;
using Zhuhui.Edge.Gateway.Projections.Keys;
using Zhuhui.Edge.Gateway.Site;
using Zhuhui.Edge.Gateway.Texts;

namespace Zhuhui.Edge.Gateway.Api.Imports;

/// <summary>Imports over the API. The list is one act, answered when it is done. Its photos follow inside the gateway, as the command line
/// sends them one person after the other; whoever sends the same again, after a kill too, goes on behind those that are enrolled.</summary>
internal sealed class ImportActs(SiteFile site, Acts acts, UploadGate gate, PeopleImport import, ImportRuns runs,
    EnrolmentService enrolling, EventLedger ledger, OrdersDone done)
{
    private const string IdMark = "i-";
    private const int IdBytes = 16;

    public async Task<IResult> TakeUpAsync(HttpContext context, bool dryRun, bool endGone, CancellationToken cancellationToken)
    {
        if (!dryRun && InTheWay() is { } other)
        {
            return other;
        }

        // The list is read before its key can be told to be another's: what was asked is the list itself.
        var outcome = await gate.EnterAsync(site, async () => new ActOutcome.Answered(await ImportUpload.ReadAsync(context.Request,
            cancellationToken) is { } upload ? await TakeUpAsync(context, upload, dryRun, endGone)
            : ApiProblem.Of(StatusCodes.Status413PayloadTooLarge, "tooLarge", ImportTexts.PhotosTooBig(TableReader.MostBytes >> 20,
                PhotoLimits.MostArchiveBytes >> 20), site.Language)));
        return ((ActOutcome.Answered)outcome).Answer;
    }

    /// <summary>A list that was read already.</summary>
    public Task<IResult> TakeUpAsync(HttpContext context, ImportUpload upload, bool endGone) => InTheWay() is { } other
        ? Task.FromResult(other) : TakeUpAsync(context, upload, dryRun: false, endGone);

    public Task<IResult> TakeBackAsync(HttpContext context) => InTheWay() is { } other ? Task.FromResult(other)
        : acts.DoAsync(context, new Act("import-undo", null, null) { Answer = Again }, order => Task.FromResult(Outcome(import.Handle(
            new ImportRequest(order.Operator, null), order), isDryRun: false)));

    /// <summary>Whoever is shown whose photos could not be taken has that on record, each time that there are more of them.</summary>
    public IResult Show(HttpContext context, string id)
    {
        if (runs.Find(id) is { } run)
        {
            return TypedResults.Ok(Progress(context, run));
        }

        return id.StartsWith(IdMark, StringComparison.Ordinal) && done.Find(id[IdMark.Length..], ledger.Time.GetUtcNow()) is not null
            ? ApiProblem.Of(StatusCodes.Status409Conflict, "importInterrupted", ImportTexts.Interrupted, site.Language)
            : ApiProblem.Of(StatusCodes.Status404NotFound, "noSuchImport", ImportTexts.NoSuchImport(id), site.Language);
    }

    private async Task<IResult> TakeUpAsync(HttpContext context, ImportUpload upload, bool dryRun, bool endGone)
    {
        if (upload.Photos is not { } archive)
        {
            return await DoAsync(context, upload, Again, order => Outcome(import.Handle(new ImportRequest(order.Operator, upload.List,
                upload.Map, dryRun, endGone), order), dryRun));
        }

        PhotoSource source;
        try
        {
            source = PhotoSource.Of(archive);
        }
        catch (PhotoSourceException refused)
        {
            return ApiProblem.Of(StatusCodes.Status422UnprocessableEntity, "badPhotos", refused.Words, site.Language);
        }

        if (dryRun)
        {
            using (source)
            {
                return await DoAsync(context, upload, Again, order => Outcome(Named(import.Handle(new ImportRequest(order.Operator,
                    upload.List, upload.Map, IsDryRun: true, endGone, source.Files), order), source), isDryRun: true));
            }
        }

        var id = IdMark + (IdempotencyKey.Read(context.Request, context.Caller(), upload.Asked())?.Digest
            ?? Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(IdBytes)));
        if (runs.TryReserve(id, context.Caller().Name, ledger.Time.GetUtcNow()) is not { } run)
        {
            source.Dispose();
            return InTheWay() ?? ApiProblem.Of(StatusCodes.Status503ServiceUnavailable, "busy", ApiTexts.Busy, site.Language);
        }

        try
        {
            // What was taken up before goes on with its photos.
            return await DoAsync(context, upload, (_, _) => Begin(context, run, source, import.Handle(new ImportRequest(run.By, null,
                Photos: source.Files))), order => import.Handle(new ImportRequest(order.Operator, upload.List, upload.Map, false, endGone,
                    source.Files), order) is { Refused: null, Problems.Count: 0 } list
                ? new ActOutcome.Answered(Begin(context, run, source, list))
                : Outcome(import.Handle(new ImportRequest(order.Operator, upload.List, upload.Map, IsDryRun: true, endGone, source.Files),
                    order), isDryRun: false));
        }
        finally
        {
            if (!run.HasBegun)
            {
                runs.Leave(run);
                source.Dispose();
            }
        }
    }

    private Task<IResult> DoAsync(HttpContext context, ImportUpload upload, Func<string?, string?, IResult> again,
        Func<PeopleOrder, ActOutcome> take) => acts.DoAsync(context, new Act("import", null, upload.Asked()) { Answer = again },
            order => Task.FromResult(take(order)));

    private IResult Begin(HttpContext context, ImportRun run, PhotoSource source, ImportAnswer list)
    {
        runs.Begin(run, new PhotoRun(source, list.Photos!, (message, stop) => EnrolmentEndpoint.HandleAsync(
            enrolling, message, stop, new PeopleOrder(run.By, "import-face", message.Request.Person))!, words => words.In(site.Language)),
            source);
        return TypedResults.Accepted($"/api/v1/imports/{run.Id}", Progress(context, run));
    }

    private ImportProgress Progress(HttpContext context, ImportRun run)
    {
        var progress = run.Show(context.Caller().Name, out var news);
        if (news > 0)
        {
            ledger.Append(new PeopleLookedUp(context.Caller().Name, "import", news));
        }

        return progress;
    }

    /// <summary>With the photos that can't even be read.</summary>
    private ImportAnswer Named(ImportAnswer answer, PhotoSource source) => answer.Photos is not { } photos ? answer : answer with
    {
        Photos = photos with
        {
            Problems = [.. source.Problems.Select(one => new PhotoLine(one.File, one.Problem.In(site.Language))), .. photos.Problems],
        },
    };

    private IResult? InTheWay() => runs.Current is not { } run ? null
        : ApiProblem.Of(StatusCodes.Status409Conflict, "importUnderWay", ImportTexts.UnderWay(run.Id, run.By), site.Language,
            new Dictionary<string, object?> { ["import"] = run.Id });

    /// <summary>A dry run's problems are what it is for; a list that was to be taken up and has one is refused.</summary>
    private static ActOutcome Outcome(ImportAnswer answer, bool isDryRun) => answer.Refused is { } refused
        ? new ActOutcome.Refused([refused])
        : answer.Problems.Count == 0 || isDryRun ? new ActOutcome.Answered(TypedResults.Ok(answer))
        : new ActOutcome.Answered(ApiProblem.Of(StatusCodes.Status422UnprocessableEntity, "badList", answer.Said!,
            new Dictionary<string, object?> { ["report"] = answer }));

    /// <summary>It was taken up before: the counts stand in the journal.</summary>
    private static Ok<ImportAnswer> Again(string? said, string? subject) => TypedResults.Ok(
        new ImportAnswer([], [], 0, 0, 0, 0, [], 0, [], true, null, null));
}
