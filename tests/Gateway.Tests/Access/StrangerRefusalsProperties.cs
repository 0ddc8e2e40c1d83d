using CsCheck;
using Xunit;
using Zhuhui.Edge.Gateway.Access;
using Zhuhui.Edge.Gateway.Events;
using Zhuhui.Edge.Gateway.Site;
using Zhuhui.Edge.Gateway.Tests.Events;
using Zhuhui.Edge.Tests.Support;

namespace Zhuhui.Edge.Gateway.Tests.Access;

/// <summary>Random floods of cards, codes, keys and faces.</summary>
public sealed class StrangerRefusalsProperties
{
    private const int AtOnce = 20;
    private const int FacesAtOnce = 60;

    [Fact]
    public void Whatever_strangers_show_and_however_fast_each_refusal_is_on_record_once_and_the_records_are_few() =>
        Gen.Select(Gen.Int[0, 3], Gen.Double[0, 40], Gen.Int[1, 30]).Array[1, 60].Sample(moves =>
        {
            List<GatewayEvent> happened = [];
            var time = new SteppedClock(new DateTimeOffset(2026, 11, 23, 2, 0, 0, TimeSpan.Zero));
            var refusals = new StrangerRefusals("gate", time, happened.Add);
            var (start, shown, things) = (time.GetUtcNow(), 0, 0);
            foreach (var (what, seconds, times) in moves)
            {
                for (var i = 0; i < times; i++)
                {
                    refusals.Record(Refused(what, shown++));
                    things += what == 3 ? 0 : 1;
                }

                time.Advance(TimeSpan.FromSeconds(seconds));
                refusals.Look();
                AssertBounded(happened, (time.GetUtcNow() - start).TotalMinutes);
            }

            refusals.Flush();
            Assert.Equal(shown, happened.Sum(e => e is DenialsCounted c ? c.Count : e is PassageDenied ? 1 : 0));
            Assert.All(happened.OfType<AlarmEvent>().Chunk(2), pair => Assert.Equal(
                new[] { EventTypes.Guessing, EventTypes.GuessingOver }.Take(pair.Length), pair.Select(a => a.Type)));
            time.Advance(TimeSpan.FromMinutes(25));
            refusals.Look();
            var (begun, over) = (happened.OfType<GuessingBegan>().Count(), happened.OfType<GuessingOver>().ToList());
            Assert.Equal(begun, over.Count);
            Assert.Equal(things - happened.OfType<PassageDenied>().Count(d => d.Method != PassageMethod.Face), over.Sum(o => o.Count));
        }, iter: FastTests.Cases(400));

    private static void AssertBounded(List<GatewayEvent> happened, double minutes)
    {
        var strangers = happened.OfType<PassageDenied>().ToList();
        Assert.InRange(strangers.Count(d => d.Method != PassageMethod.Face), 0, AtOnce + minutes);
        Assert.InRange(strangers.Count(d => d.Method == PassageMethod.Face), 0, FacesAtOnce + (4 * minutes));
        Assert.All(happened.OfType<DenialsCounted>().CountBy(c => (c.Method, c.Reason)), kind =>
            Assert.InRange(kind.Value, 0, (2 * minutes) + 1));
    }

    private static PassageDenied Refused(int what, int number) => new("gate", DoorSide.Entry,
        what switch { 0 => PassageMethod.Card, 1 => PassageMethod.QrCode, 2 => PassageMethod.Pin, _ => PassageMethod.Face },
        what switch
        {
            0 => DenialReason.UnknownCard,
            1 => DenialReason.UnknownQrCode,
            2 => DenialReason.MethodNotAccepted,
            _ => DenialReason.FaceNotRecognised,
        }, null, what == 0 ? $"{number}" : null, "2-ab", [], EveryKind.Because, EveryKind.Facts, null, what == 3 ? "cam" : "gate/in");
}
