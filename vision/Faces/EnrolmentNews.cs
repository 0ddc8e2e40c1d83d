namespace Zhuhui.Edge.Vision.Faces;

/// <summary>How an enrolment from a camera goes on, for the person before it.</summary>
public abstract record EnrolmentNews
{
    private EnrolmentNews()
    {
    }

    /// <summary>The camera gives no picture.</summary>
    public sealed record NoPicture : EnrolmentNews;

    public sealed record NotGoodEnough(Enrolment.Refused Why) : EnrolmentNews;

    public sealed record OtherPerson : EnrolmentNews;

    /// <summary>Nothing is taken of a frame like one before.</summary>
    /// <param name="Count">So many frames are taken so far.</param>
    public sealed record SameLook(int Count) : EnrolmentNews;

    /// <param name="Count">So many frames are taken now.</param>
    public sealed record Taken(int Count) : EnrolmentNews;
}
