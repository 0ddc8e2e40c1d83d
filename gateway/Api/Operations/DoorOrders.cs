using Zhuhui.Edge.Gateway.Accounts;
using Zhuhui.Edge.Gateway.Admin;
using Zhuhui.Edge.Gateway.Doors.Commands;
using Zhuhui.Edge.Gateway.Events;
using Zhuhui.Edge.Gateway.Site;
using Zhuhui.Edge.Gateway.Storage;
using Zhuhui.Edge.Gateway.Texts;

namespace Zhuhui.Edge.Gateway.Api.Operations;

/// <param name="Refused">Why the order was not taken, with a code for programs; null where it is on record and handed to its doors.</param>
/// <param name="Status">Of HTTP: 200 where all doors have said what they made of it, 202 where one has not yet.</param>
/// <param name="Doors">What they made of it, each by its own word.</param>
/// <param name="Again">When to come again.</param>
internal sealed record DoorOrderResult(Refusal? Refused, int Status, IReadOnlyList<DoorWord> Doors, TimeSpan? Again = null);

/// <summary>Orders of somebody who is logged in to the doors: with a reason, and for what holds for a while with another code of the phone
/// where the account has one.</summary>
internal sealed class DoorOrders(OperatorCommands commands, FreshCodes codes, SiteFile site, TimeProvider time)
{
    public const int MostMinutes = 24 * 60;

    /// <param name="door">Null for all.</param>
    public async Task<DoorOrderResult> SubmitAsync(Caller caller, string? door, DoorOrder order, CancellationToken cancellationToken)
    {
        if (Problem(door, order) is { } problem)
        {
            return problem;
        }

        cancellationToken.ThrowIfCancellationRequested();
        if (((CommandKind)order.Order).NeedsEnd() && order.Minutes is not null && Prove(caller, order.Code) is { } unproven)
        {
            return unproven;
        }

        var request = new OrderRequest((CommandKind)order.Order, door, caller.Name, order.Minutes, null, order.Reason);
        var (refusal, words) = await CommandsEndpoint.OrderAsync(commands, request, time, cancellationToken);
        return refusal is not null ? new DoorOrderResult(refusal, StatusCodes.Status409Conflict, [])
            : new DoorOrderResult(null, words.Any(word => word.Outcome == DoorOutcome.NoAnswer) ? StatusCodes.Status202Accepted
                : StatusCodes.Status200OK, words);
    }

    private DoorOrderResult? Problem(string? door, DoorOrder order) => order switch
    {
        _ when door is not null && site.Doors.All(one => one.Id != door) => Refused(StatusCodes.Status404NotFound, "noSuchDoor",
            ApiTexts.NoSuchDoor(door)),
        { Minutes: < 1 or > MostMinutes } => Refused(StatusCodes.Status400BadRequest, "badMinutes", ApiTexts.Minutes(MostMinutes)),
        _ when !OrderRequest.IsReason(order.Reason) => Refused(StatusCodes.Status400BadRequest, "badReason",
            ApiTexts.BadReason(OrderRequest.LongestReason)),
        _ => null,
    };

    private DoorOrderResult? Prove(Caller caller, string? code)
    {
        try
        {
            var answer = codes.Take(caller, code);
            return answer.Result switch
            {
                LoginResult.Done => null,
                LoginResult.CodeNeeded => Refused(StatusCodes.Status403Forbidden, "totpNeeded", AccountTexts.TotpNeeded),
                LoginResult.Paused => Refused(StatusCodes.Status429TooManyRequests, "paused",
                    AccountTexts.Paused((int)Math.Ceiling(answer.Again!.Value.TotalSeconds))) with
                {
                    Again = answer.Again,
                },
                _ => Refused(StatusCodes.Status403Forbidden, "totpWrong", AccountTexts.TotpWrong),
            };
        }
        catch (StorageException unreadable)
        {
            return Refused(StatusCodes.Status503ServiceUnavailable, "disk", Wording.Same(unreadable.Message));
        }
    }

    private static DoorOrderResult Refused(int status, string code, Wording because) => new(new Refusal(code, because), status, []);
}
