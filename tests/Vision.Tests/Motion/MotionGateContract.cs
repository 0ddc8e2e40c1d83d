using Microsoft.Extensions.Time.Testing;
using Xunit;
using Zhuhui.Edge.Vision.Frames;
using Zhuhui.Edge.Vision.Motion;

namespace Zhuhui.Edge.Vision.Tests.Motion;

/// <summary>What every motion gate must do; each gate's test class runs all of it.</summary>
public abstract class MotionGateContract : IDisposable
{
    private const int Width = 320;
    private const int Height = 192;

    private static readonly TimeSpan _tick = TimeSpan.FromMilliseconds(125);

    private readonly FakeTimeProvider _time = new();
    private readonly Scene _scene = new(Width, Height);
    private readonly MotionGate _gate;

    private protected MotionGateContract() => _gate = Create(_time);

    public void Dispose()
    {
        _gate.Dispose();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public void The_first_frame_counts_as_motion()
    {
        Assert.Equal(new MotionResult(1, new Box(0, 0, Width, Height)), Look());
    }

    [Fact]
    public void A_still_scene_with_noise_does_not_move()
    {
        Settle();

        Assert.All(Looks(40), seen => Assert.False(seen.Any));
    }

    [Fact]
    public void A_thing_that_comes_in_moves_where_it_is()
    {
        Settle();
        _scene.Thing = new Box(96, 64, 128, 144);

        var seen = Look();

        Assert.True(seen.Any);
        Assert.InRange(seen.Fraction, 0.01f, 0.12f);
        Assert.InRange(seen.Region.Left, 72, 104);
        Assert.InRange(seen.Region.Top, 40, 72);
        Assert.InRange(seen.Region.Right, 120, 152);
        Assert.InRange(seen.Region.Bottom, 136, 168);
    }

    [Fact]
    public void A_thing_that_walks_keeps_moving()
    {
        Settle();
        for (var x = 0; x < 280; x += 6)
        {
            _scene.Thing = new Box(x, 64, x + 24, 144);
            Assert.True(Look().Any, $"the thing at {x} was not seen");
        }
    }

    [Fact]
    public void Light_that_changes_slowly_does_not_move()
    {
        Settle();
        for (var i = 0; i < 160; i++)
        {
            _scene.Light += 0.25;
            Assert.False(Look().Any, $"light {_scene.Light} counted as motion");
        }
    }

    [Fact]
    public void A_camera_that_changes_its_picture_size_is_learnt_anew()
    {
        Settle();
        var other = new Scene(Width / 2, Height / 2);
        using var frame = other.Next(_time.GetTimestamp());

        Assert.Equal(MotionResult.Everywhere(frame), _gate.Evaluate(frame));
    }

    private protected abstract MotionGate Create(TimeProvider time);

    private void Settle() => Assert.Equal(60, Looks(60).Count());

    private IEnumerable<MotionResult> Looks(int count) => Enumerable.Range(0, count).Select(_ => Look());

    private MotionResult Look()
    {
        _time.Advance(_tick);
        using var frame = _scene.Next(_time.GetTimestamp());
        return _gate.Evaluate(frame);
    }
}
