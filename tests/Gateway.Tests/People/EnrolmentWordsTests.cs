using Xunit;
using Zhuhui.Edge.Gateway.People.Enrolments;
using Zhuhui.Edge.Gateway.Texts;
using Zhuhui.Edge.Vision.Faces;

namespace Zhuhui.Edge.Gateway.Tests.People;

public sealed class EnrolmentWordsTests
{
    [Fact]
    public void Each_flaw_of_a_photo_and_each_news_of_a_camera_has_words_of_its_own_in_both_languages()
    {
        Wording[] words =
        [
            .. Enum.GetValues<EnrolmentRefusal>().Select(reason => EnrolmentFormatter.Format(new Enrolment.Refused(reason, Width: 40,
                NeededWidth: 60))),
            EnrolmentFormatter.Format(new EnrolmentNews.NoPicture()),
            EnrolmentFormatter.Format(new EnrolmentNews.OtherPerson()),
            EnrolmentFormatter.Format(new EnrolmentNews.SameLook(1)),
            EnrolmentFormatter.Format(new EnrolmentNews.Taken(1)),
        ];
        Assert.Equal(words.Length, words.Select(w => w.En).Distinct().Count());
        Assert.Equal(words.Length, words.Select(w => w.Zh).Distinct().Count());
        Assert.Contains(new Wording("the face is only 40 pixels wide where 60 are needed; take the photo from nearer.",
            EnrolmentTexts.FaceTooSmall(40, 60).Zh), words);
    }

    [Fact]
    public void What_kept_a_picture_from_being_read_is_said_as_it_came() =>
        Assert.Equal(Wording.Same("ffmpeg is not installed"), EnrolmentFormatter.Format(new Enrolment.Refused(EnrolmentRefusal.Unreadable,
            "ffmpeg is not installed")));
}
