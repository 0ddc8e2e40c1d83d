using System.Globalization;
using System.Text;
using static Zhuhui.Edge.Gateway.Console.StatusPage;

namespace Zhuhui.Edge.Gateway.Console;

/// <summary>The page's part about faces: what each door asks of one and what that rests on, who looks like whom, and who has to be enrolled again.</summary>
internal static class FacePart
{
    private const int MostPairs = 20;
    private const int MostNames = 50;

    public static void Append(StringBuilder page, FaceStatus? status, FaceRenewalStatus? renewing, Func<string, string> nameOf, Func<string, string> doorName, bool zh)
    {
        string Say(string english, string chinese) => zh ? chinese : english;
        string Named(string person) => $"{Html(nameOf(person))} <small>{Html(person)}</small>";
        if (status is { Doors.Count: > 0 } faces)
        {
            var rate = string.Create(CultureInfo.InvariantCulture, $"{faces.WantedRate * 1000:0.###}");
            Table(page, Say($"Faces: {faces.People} enrolled; {rate} strangers in 1,000 may pass", $"人脸：{faces.People}人，陌生人误识上限{rate}‰"),
                [Say("Door", "门"), Say("Searches", "比对人数"), Say("Threshold", "阈值"), Say("It rests on", "依据")],
                faces.Doors.Select(d => new[] { Html(doorName(d.Door)), $"{d.People}", d.Threshold.ToString("0.000", CultureInfo.InvariantCulture), Basis(d.Assumed, Say) }));
            if (faces.LookAlikes.Count > 0)
            {
                Table(page, Say($"Look-alikes: {faces.LookAlikes.Count} pair(s), who should use a card", $"相似人员：{faces.LookAlikes.Count}对，建议刷卡"),
                    [Say("Person", "人员"), Say("looks like", "相似于"), Say("Similarity", "相似度")],
                    faces.LookAlikes.Take(MostPairs).Select(p => new[] { Named(p.Person), Named(p.Other), p.Score.ToString("0.00", CultureInfo.InvariantCulture) }));
            }
        }

        if (renewing is { Renewing: > 0 } renewal)
        {
            Table(page, Say("New model pack", "模型包已更换"), [Say($"templates of {renewal.Renewing} people are being made anew from kept photos", $"正在用留存照片为{renewal.Renewing}人重新生成人脸模板")], []);
        }

        if (renewing is { MustEnrolAgain: { Count: > 0 } again })
        {
            Table(page, Say($"Must be enrolled again: {again.Count}, by card until then", $"须重新登记人脸：{again.Count}人，在此之前请刷卡"), [Say("Person", "人员")],
                again.Take(MostNames).Select(person => new[] { Named(person) }));
        }
    }

    /// <param name="assumed">The part of the threshold that is assumed, 0 to 1; null where the site file fixes it.</param>
    private static string Basis(double? assumed, Func<string, string, string> say) => assumed switch
    {
        null => say("fixed in the site file", "站点文件固定"),
        >= 1 => say("assumed, too few people yet", "预设值（登记人数不足）"),
        > 0 and var part => say($"the people here, {part * 100:0} % assumed", $"本地人员，{part * 100:0}%预设"),
        _ => $"<span class=\"good\">{say("the people here", "本地人员")}</span>",
    };
}
