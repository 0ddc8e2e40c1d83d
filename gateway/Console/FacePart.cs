using System.Globalization;
using System.Text;
using Zhuhui.Edge.Gateway.Admin.Health;
using Zhuhui.Edge.Gateway.Texts;
using static Zhuhui.Edge.Gateway.Console.StatusPage;

namespace Zhuhui.Edge.Gateway.Console;

/// <summary>The page's part about faces: what each door asks of one and what that rests on, who looks like whom, and who has to be enrolled
/// again.</summary>
internal static class FacePart
{
    private const int MostPairs = 20;
    private const int MostNames = 50;

    public static void Append(StringBuilder page, FaceStatus? status, FaceRenewalStatus? renewing, Func<string, string> nameOf,
        Func<string, string> doorName, Language language)
    {
        string Say(Wording words) => words.In(language);
        string Named(string person) => $"{Html(nameOf(person))} <small>{Html(person)}</small>";
        if (status is { Doors.Count: > 0 } faces)
        {
            var rate = string.Create(CultureInfo.InvariantCulture, $"{faces.WantedRate * 1000:0.###}");
            Table(page, Say(PageTexts.Faces(faces.People, rate)),
                [Say(PageTexts.Door), Say(PageTexts.Searches), Say(PageTexts.Threshold), Say(PageTexts.RestsOn)],
                faces.Doors.Select(d => new[] { Html(doorName(d.Door)), $"{d.People}", d.Threshold.ToString("0.000",
                    CultureInfo.InvariantCulture), Basis(d.Assumed, Say) }));
            if (faces.LookAlikes.Count > 0)
            {
                Table(page, Say(PageTexts.LookAlikes(faces.LookAlikes.Count)),
                    [Say(PageTexts.Person), Say(PageTexts.LooksLike), Say(PageTexts.Similarity)],
                    faces.LookAlikes.Take(MostPairs).Select(p => new[] { Named(p.Person), Named(p.Other), p.Score.ToString("0.00",
                        CultureInfo.InvariantCulture) }));
            }
        }

        if (renewing is { Renewing: > 0 } renewal)
        {
            Table(page, Say(PageTexts.NewPack), [Say(PageTexts.Renewing(renewal.Renewing))], []);
        }

        if (renewing is { MustEnrolAgain: { Count: > 0 } again })
        {
            Table(page, Say(PageTexts.EnrolAgain(again.Count)), [Say(PageTexts.Person)],
                again.Take(MostNames).Select(person => new[] { Named(person) }));
        }
    }

    /// <param name="assumed">The part of the threshold that is assumed, 0 to 1; null where the site file fixes it.</param>
    private static string Basis(double? assumed, Func<Wording, string> say) => assumed switch
    {
        null => say(PageTexts.FixedInSite),
        >= 1 => say(PageTexts.Assumed),
        > 0 and var part => say(PageTexts.PartAssumed((part * 100).ToString("0", CultureInfo.InvariantCulture))),
        _ => $"<span class=\"good\">{say(PageTexts.PeopleHere)}</span>",
    };
}
