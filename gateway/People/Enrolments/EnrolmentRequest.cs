using Zhuhui.Edge.Gateway.Texts;

namespace Zhuhui.Edge.Gateway.People.Enrolments;

/// <summary>A photo to take a face from. It stays in memory.</summary>
/// <param name="Name">Its file's, for messages.</param>
/// <param name="Content">The whole file, of any format that ffmpeg reads.</param>
internal sealed record EnrolmentPhoto(string Name, byte[] Content);

/// <summary>What is to be enrolled.</summary>
/// <param name="Name">The person's name.</param>
/// <param name="Person">The id of the person meant, where several have the name; null otherwise.</param>
/// <param name="IsNew">true: another person of a name that is already there.</param>
/// <param name="Cards">Cards to add; their numbers and formats count.</param>
/// <param name="Photos">Photos to take faces from; dropped after that unless <paramref name="KeepPhotosWitness"/> says otherwise.</param>
/// <param name="ConsentWitness">Who witnessed the consent to face recognition; needed with a photo or a camera.</param>
/// <param name="Camera">A camera that looks at the person now, to take faces from; null for none.</param>
/// <param name="Seconds">For how long it may look.</param>
/// <param name="LookAlikeOk">true: the clerk has seen that the person and the look-alike are two.</param>
/// <param name="KeepPhotosWitness">Who witnessed that the person agreed in writing to have the photos kept; null: they are dropped.</param>
/// <param name="Born">The person's birth date; null where nobody said, or it is known.</param>
/// <param name="Guardian">Who agrees for a child under fourteen.</param>
/// <param name="IsOnRecord">true: for a person's face by the consent that is on record, and stays as it is; photos that were taken
/// before are not taken again.</param>
/// <param name="Days">The right ends after so many days; null for a resident's, which has no end.</param>
internal sealed record EnrolmentRequest(string Name, string? Person, bool IsNew, IReadOnlyList<HeldCard> Cards,
    IReadOnlyList<string> QrCodes,
    IReadOnlyList<EnrolmentPhoto> Photos, string? ConsentWitness, int? Days, string? Camera = null, int Seconds = 30, bool LookAlikeOk =
    false, string? KeepPhotosWitness = null, DateOnly? Born = null, string? Guardian = null,
    bool IsOnRecord = false);

/// <summary>What came of it.</summary>
internal abstract record EnrolmentOutcome
{
    /// <param name="Photos">How many photos are kept of the person.</param>
    /// <param name="WasThere">Nothing was changed: the templates of these photos were there.</param>
    internal sealed record Enrolled(Resident Resident, int Templates, int Photos = 0, bool WasThere = false) : EnrolmentOutcome;

    /// <summary>The photos would do. Nothing was changed, and the templates are dropped.</summary>
    internal sealed record Fit : EnrolmentOutcome;

    /// <summary>The person is not as whoever ordered it had seen them.</summary>
    internal sealed record Stale : EnrolmentOutcome;

    /// <param name="Words">One line a reason, for the clerk at the desk.</param>
    /// <param name="Language">The site's.</param>
    internal sealed record Refused(IReadOnlyList<Wording> Words, Language Language) : EnrolmentOutcome
    {
        /// <summary>In the site's language.</summary>
        public IReadOnlyList<string> Reasons => [.. Words.Select(words => words.In(Language))];
    }
}
