using Zhuhui.Edge.Gateway.Events;
using Zhuhui.Edge.Gateway.Journals;
using Zhuhui.Edge.Gateway.Site.Outside;
using Zhuhui.Edge.Gateway.Texts;
using Zhuhui.Edge.Gateway.Texts.Messages;

namespace Zhuhui.Edge.Gateway.Outside;

/// <param name="Siren">Null where the site has none.</param>
internal sealed record OutsideStatus(IReadOnlyList<TargetStatus> Targets, SirenStatus? Siren);

/// <param name="Target">A target, or <c>siren</c>.</param>
internal sealed record OutsideTestRequest(string Target, string Operator);

/// <param name="Code">For programs; null where it was tried.</param>
/// <param name="Why">Why it was refused, or did not arrive.</param>
internal sealed record OutsideTestAnswer(string? Code, bool Delivered, Wording? Why);

/// <summary>How what goes outside fares, and trying it out, for whoever asks. Each test is on record with who asked for it.</summary>
internal sealed class OutsideBoard(OutsideService service, SirenLoop siren, EventLedger ledger)
{
    public OutsideStatus Now => new([.. service.Loops.Select(loop => loop.Status)], siren.Status);

    /// <summary>Goes on to its end whoever asks goes away meanwhile: what was sent is on record.</summary>
    public async Task<OutsideTestAnswer> TestAsync(OutsideTestRequest request)
    {
        var loop = service.Loops.FirstOrDefault(one => one.Id == request.Target);
        var isSiren = request.Target == SirenOptions.Id && siren.Status is not null;
        if (loop is null && !isSiren)
        {
            return new OutsideTestAnswer("noSuchTarget", false, OutsideTexts.NoSuchTarget(request.Target, Wording.Join(ListTexts.Comma,
                service.Loops.Select(one => one.Id).Concat(siren.Status is null ? [] : [SirenOptions.Id]))));
        }

        if (await (loop is null ? TestSirenAsync() : loop.TestAsync(CancellationToken.None)) is not { } result)
        {
            return new OutsideTestAnswer("tooSoon", false, OutsideTexts.TooSoon);
        }

        var delivered = result.Outcome == SendOutcome.Delivered;
        ledger.Append(new OutsideTested(request.Target, request.Operator, delivered, result.Why?.In(service.Language)));
        return new OutsideTestAnswer(null, delivered, result.Why);
    }

    private async Task<SendResult?> TestSirenAsync() => await siren.TestAsync(CancellationToken.None);
}
