using Microsoft.Extensions.Time.Testing;
using Xunit;
using Zhuhui.Edge.Vision.Frames;
using Zhuhui.Edge.Vision.Motion;

namespace Zhuhui.Edge.Vision.Tests.Motion;

public sealed class StillThingsTests
{
    private static readonly Box _bag = new(96, 64, 120, 88);

    private readonly FakeTimeProvider _time = new();
    private readonly Scene _scene = new(320, 192);
    private readonly StillThings _things;

    public StillThingsTests() => _things = new StillThings(_time);

    [Fact]
    public void A_bag_that_is_put_down_is_a_thing_as_long_as_it_lies_there_and_none_afterwards()
    {
        Look(60);
        Assert.Empty(_things.Things);
        var put = _time.GetTimestamp();
        _scene.Thing = _bag;
        Look(600);

        var thing = Assert.Single(_things.Things);
        Assert.True(thing.Box.Overlap(_bag) > 0.5f);
        Assert.InRange(_time.GetElapsedTime(put, thing.Since).TotalSeconds, 0, 5);
        _scene.Thing = null;
        Look(10);

        Assert.Empty(_things.Things);
    }

    [Fact]
    public void What_was_there_from_the_first_and_is_taken_away_is_no_thing()
    {
        _scene.Thing = _bag;
        Look(60);
        _scene.Thing = null;
        Look(60);

        Assert.Empty(_things.Things);
    }

    [Fact]
    public void A_person_who_stands_still_is_no_thing_and_neither_is_light()
    {
        Look(60);
        _scene.Thing = new Box(96, 64, 128, 144);
        Look(60, new Box(94, 60, 130, 146));
        Assert.Empty(_things.Things);

        _scene.Thing = null;
        _scene.Light = 20;
        Look(60);
        Assert.Empty(_things.Things);
    }

    [Fact]
    public void Something_that_creeps_along_never_grows_old_at_one_place()
    {
        Look(60);
        for (var x = 0; x < 280; x += 4)
        {
            _scene.Thing = new Box(x, 64, x + 24, 88);
            Look(1);
            Assert.All(_things.Things, thing => Assert.True(_time.GetElapsedTime(thing.Since).TotalSeconds < 12));
        }
    }

    private void Look(int seconds, params Box[] people)
    {
        for (var i = 0; i < seconds; i++)
        {
            _time.Advance(TimeSpan.FromSeconds(1));
            using var frame = _scene.Next(_time.GetTimestamp());
            Assert.True(_things.Evaluate(frame, people));
        }
    }
}
