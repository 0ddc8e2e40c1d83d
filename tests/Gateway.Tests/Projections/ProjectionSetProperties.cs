using CsCheck;
using Xunit;
using Zhuhui.Edge.Gateway.Events;
using Zhuhui.Edge.Gateway.Projections;
using Zhuhui.Edge.Tests.Support;

namespace Zhuhui.Edge.Gateway.Tests.Projections;

public sealed class ProjectionSetProperties
{
    private static readonly RunClock _clock = new(TimeProvider.System);
    private static readonly SiteLayout _layout = SiteLayout.From(ProjectionBench.SiteIn(""));

    [Fact]
    public void A_snapshot_and_the_events_after_it_give_what_all_events_give() =>
        ProjectionBench.AnyEvent.Array[0, 120].Select(Gen.Int[0, 120]).Sample(
            (events, cut) =>
            {
                var all = new ProjectionSet(_layout, _clock);
                var split = new ProjectionSet(_layout, _clock);
                for (var i = 0; i < events.Length; i++)
                {
                    split = i == cut ? new ProjectionSet(_layout, _clock, Reread(split.Keep())) : split;
                    all.Fold(events[i], At(i));
                    split.Fold(events[i], At(i));
                }

                return ProjectionBench.Text(all.Keep()) == ProjectionBench.Text(split.Keep());
            },
            iter: FastTests.Cases(5000));

    [Fact]
    public void Occupancy_is_the_number_of_people_placed_there_whatever_happened() =>
        ProjectionBench.AnyEvent.Array[0, 120].Sample(
            events =>
            {
                var remembered = new ProjectionSet(_layout, _clock);
                Array.ForEach(events, e => remembered.Fold(e, At(0)));
                var positions = remembered.Keep().Whereabouts.Positions;
                return _layout.Areas.All(area => remembered.Whereabouts.CountIn(area) == positions.Count(p => p.Area == area));
            },
            iter: FastTests.Cases(5000));

    private static Moment At(int i) => _clock.Before(ProjectionBench.Morning.AddSeconds(i));
    private static Kept Reread(Kept kept) => System.Text.Json.JsonSerializer.Deserialize<Kept>(ProjectionBench.Text(kept),
        EventJson.Options)!;
}
