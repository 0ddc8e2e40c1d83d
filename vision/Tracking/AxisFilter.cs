namespace Zhuhui.Edge.Vision.Tracking;

/// <summary>A Kalman filter of one number that changes at a nearly constant rate: its value, its rate a second, and how sure both are. SORT
/// and ByteTrack filter a box's centre, aspect and height in one state of eight; none of their matrices couples two of the four, so four of
/// these are the same filter.</summary>
internal struct AxisFilter
{
    public AxisFilter(float value, float deviation, float rateDeviation) =>
        (Value, Variance, RateVariance) = (value, deviation * deviation, rateDeviation * rateDeviation);

    public float Value { get; private set; }

    /// <summary>A second.</summary>
    public float Rate { get; private set; }

    public float Variance { get; private set; }

    public float RateVariance { get; private set; }

    public float Covariance { get; private set; }

    /// <summary>Goes on by a time of any length, however uneven the frames: the rate's random changes are white noise in continuous
    /// time.</summary>
    /// <param name="restlessness">By how much the rate strays in a second, as a standard deviation.</param>
    public void Predict(float seconds, float restlessness)
    {
        var density = restlessness * restlessness;
        Value += Rate * seconds;
        Variance += (seconds * ((2 * Covariance) + (seconds * RateVariance))) + (density * seconds * seconds * seconds / 3);
        Covariance += (seconds * RateVariance) + (density * seconds * seconds / 2);
        RateVariance += density * seconds;
    }

    /// <param name="deviation">How far a measurement is usually off.</param>
    public void Update(float measured, float deviation)
    {
        var noise = deviation * deviation;
        var total = Variance + noise;
        var (gain, rateGain) = (Variance / total, Covariance / total);
        var surprise = measured - Value;
        Value += gain * surprise;
        Rate += rateGain * surprise;
        RateVariance = MathF.Max(RateVariance - (rateGain * Covariance), 0);
        Covariance *= noise / total;
        Variance *= noise / total;
    }

    /// <summary>Takes it that the value has stopped changing.</summary>
    public void Rest() => Rate = 0;
}
