using Microsoft.AspNetCore.Http.HttpResults;
using Zhuhui.Edge.Gateway.Api.Access;
using Zhuhui.Edge.Gateway.Api.Problems;
using Zhuhui.Edge.Gateway.People;
using Zhuhui.Edge.Gateway.People.Rights;
using Zhuhui.Edge.Gateway.Projections.Keys;
using Zhuhui.Edge.Gateway.Site;
using Zhuhui.Edge.Gateway.Storage;
using Zhuhui.Edge.Gateway.Texts;

namespace Zhuhui.Edge.Gateway.Api.Records;

/// <summary>Does what callers order of people: once for an idempotency key, and only to what the caller has seen. Whether the record still
/// is as it was seen is asked by <see cref="PeopleWriter"/> while nobody else changes anything; the key's digest lies with the change on
/// the disk and in the journal.</summary>
internal sealed class Acts(SiteFile site, RightsChanges rights, OrdersDone done, ActsUnderWay underWay, TimeProvider time)
{
    public Task<IResult> DoAsync(HttpContext context, Act act, RightsRequest request) => DoAsync(context, act, order =>
    {
        var answer = rights.Handle(request, order);
        return Task.FromResult<ActOutcome>(answer switch
        {
            { IsStale: true } => new ActOutcome.Stale(),
            { Said: { } said } => new ActOutcome.Done(said, answer.Subject ?? act.Subject),
            _ => new ActOutcome.Refused(answer.Reasons),
        });
    });

    public async Task<IResult> DoAsync(HttpContext context, Act act, Func<PeopleOrder, Task<ActOutcome>> change)
    {
        if (!IdempotencyKey.IsGiven(context.Request) || !HttpMethods.IsPost(context.Request.Method))
        {
            return await OnceAsync(context, act, null, change);
        }

        if (IdempotencyKey.Read(context.Request, context.Caller(), act.Body) is not { } key)
        {
            return ApiProblem.Of(StatusCodes.Status400BadRequest, "badKey", RecordTexts.BadKey(IdempotencyKey.LeastLetters,
                IdempotencyKey.MostLetters), site.Language);
        }

        if (!underWay.TryBegin(key.Digest))
        {
            return ApiProblem.Of(StatusCodes.Status409Conflict, "keyInUse", RecordTexts.KeyInUse, site.Language);
        }

        try
        {
            return done.Find(key.Digest, time.GetUtcNow()) is not { } before ? await OnceAsync(context, act, key, change)
                : before.Asked != key.Asked ? ApiProblem.Of(StatusCodes.Status422UnprocessableEntity, "keyUsed", RecordTexts.KeyUsed,
                    site.Language)
                : Again(context, act, before);
        }
        finally
        {
            underWay.End(key.Digest);
        }
    }

    private static IResult Again(HttpContext context, Act act, OrderDone before)
    {
        context.Response.Headers[IdempotencyKey.ReplayedHeader] = "true";
        return Answer(context, act, null, before.Subject);
    }

    private static IResult Answer(HttpContext context, Act act, string? said, string? subject)
    {
        if (subject is not null && act.After?.Invoke(subject) is { } state)
        {
            context.Response.Tell(state);
        }

        return act.Answer(said, subject);
    }

    private async Task<IResult> OnceAsync(HttpContext context, Act act, IdempotencyKey? key, Func<PeopleOrder, Task<ActOutcome>> change)
    {
        var seen = context.Request.Seen();
        if (act.Now is { } now && (now() is null ? Refusals.NotHere(site.Language) : seen.Count == 0 ? Preconditions.Unsaid(site.Language)
            : null) is { } refusal)
        {
            return refusal;
        }

        try
        {
            return await change(new PeopleOrder(context.Caller().Name, act.Word, act.Subject, act.Now is { } state
                ? () => seen.IsStill(state()) : null, key?.Digest, key?.Asked)) switch
            {
                ActOutcome.Done outcome => Answer(context, act, outcome.Said, outcome.Subject),
                ActOutcome.Refused refused => Refusals.Refused(refused.Reasons),
                ActOutcome.Answered answered => answered.Answer,
                _ => Stale(context, act, seen),
            };
        }
        catch (StorageException inTheWay)
        {
            return ApiProblem.Disk(inTheWay.Message);
        }
    }

    private ProblemHttpResult Stale(HttpContext context, Act act, IReadOnlyList<string> seen)
    {
        if (act.Now!() is not { } now)
        {
            return Refusals.NotHere(site.Language);
        }

        act.Look();
        return Preconditions.Stale(context, seen, now, site.Language);
    }
}
