using Zhuhui.Edge.Vision.Frames;

namespace Zhuhui.Edge.Vision.Tracking;

/// <summary>Where a box is and where it is going: constant velocity of centre, aspect and height (Bewley et al. 2016; Zhang et al. 2022),
/// every uncertainty in parts of the height, for time steps of any length.</summary>
internal struct BoxFilter
{
    private const float MeasuredPart = 0.05f;
    private const float MeasuredAspect = 0.1f;

    /// <summary>Heights a second: a person walks at 0.8 and runs at 3; a face, measured in faces, moves faster but is seen
    /// oftener.</summary>
    private const float FirstSpeed = 1.5f;
    private const float Restlessness = 1;
    private const float SizeRestlessness = 0.3f;
    private const float AspectRestlessness = 0.1f;
    private const float LeastHeight = 1;

    private AxisFilter _x;
    private AxisFilter _y;
    private AxisFilter _aspect;
    private AxisFilter _height;

    public BoxFilter(in Box box)
    {
        var height = MathF.Max(box.Height, LeastHeight);
        _x = new AxisFilter(box.CentreX, MeasuredPart * height, FirstSpeed * height);
        _y = new AxisFilter(box.CentreY, MeasuredPart * height, FirstSpeed * height);
        _aspect = new AxisFilter(box.Width / height, MeasuredAspect, AspectRestlessness);
        _height = new AxisFilter(height, MeasuredPart * height, SizeRestlessness * height);
    }

    /// <summary>The best estimate, in pixels.</summary>
    public readonly Box Box
    {
        get
        {
            var height = MathF.Max(_height.Value, LeastHeight);
            var (across, down) = (MathF.Max(_aspect.Value, 0.05f) * height / 2, height / 2);
            return new Box(_x.Value - across, _y.Value - down, _x.Value + across, _y.Value + down);
        }
    }

    public readonly AxisFilter X => _x;

    public readonly AxisFilter Height => _height;

    public void Predict(float seconds)
    {
        var height = MathF.Max(_height.Value, LeastHeight);
        _x.Predict(seconds, Restlessness * height);
        _y.Predict(seconds, Restlessness * height);
        _aspect.Predict(seconds, AspectRestlessness);
        _height.Predict(seconds, SizeRestlessness * height);
    }

    public void Update(in Box box)
    {
        var height = MathF.Max(box.Height, LeastHeight);
        _x.Update(box.CentreX, MeasuredPart * height);
        _y.Update(box.CentreY, MeasuredPart * height);
        _aspect.Update(box.Width / height, MeasuredAspect);
        _height.Update(height, MeasuredPart * height);
    }

    /// <summary>What is not seen goes on, but no longer grows or shrinks.</summary>
    public void Unseen()
    {
        _aspect.Rest();
        _height.Rest();
    }
}
