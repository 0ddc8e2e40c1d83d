using System.Text;
using Zhuhui.Edge.Gateway.Admin;
using Zhuhui.Edge.Gateway.Site;
using Zhuhui.Edge.Gateway.Texts;
using Zhuhui.Edge.Gateway.Texts.Messages;

namespace Zhuhui.Edge.Gateway.Outside;

/// <summary>A message for people: a line a happening, what is urgent and what is new before the rest, and the rest counted.</summary>
internal sealed class MessageWriter(SiteFile site, EventFormatter text, Language language)
{
    /// <summary>What it is about, in a line.</summary>
    public string Subject(OutsideMessage message) => Say(message.Test ? OutsideTexts.TestSubject(Here)
        : message.Told is [var only] && message.More.Count == 0 && message.Old is null ? OutsideTexts.Subject(Here, only.Text)
        : OutsideTexts.SubjectOfMany(Here, Count(message)));

    /// <param name="mostBytes">Of UTF-8; what does not fit is counted.</param>
    public string Write(OutsideMessage message, int mostLines, int mostBytes)
    {
        if (message.Test)
        {
            return Say(OutsideTexts.Test(Here));
        }

        // The longest that is within the bounds: lines are few.
        for (var lines = Math.Min(mostLines, message.Told.Count); ; lines--)
        {
            var written = Write(message, lines);
            if (lines <= 0 || Encoding.UTF8.GetByteCount(written) <= mostBytes)
            {
                return Cut(written, mostBytes);
            }
        }
    }

    private string Here => $"{site.Compound}/{site.Gateway}";

    private static long Count(OutsideMessage message) =>
        message.Told.Count + message.More.Sum(one => one.Count) + (message.Old?.Count ?? 0);

    private string Write(OutsideMessage message, int lines)
    {
        var shown = message.Told.Select((one, i) => (one, i)).OrderByDescending(each => each.one.IsUrgent).ThenByDescending(each => each.i)
            .Take(lines).Select(each => each.i).ToHashSet();
        var counted = message.More.Concat(message.Told.Where((_, i) => !shown.Contains(i)).Select(one => new Counted(one.Kind, 1)))
            .GroupBy(one => one.Kind, StringComparer.Ordinal).Select(group => (Kind: group.Key, Count: group.Sum(one => one.Count)))
            .OrderByDescending(one => one.Count).ToArray();
        List<string> all = [Say(Count(message) == 1 ? OutsideTexts.Head(Here) : OutsideTexts.HeadOfMany(Here, Count(message)))];
        all.AddRange(message.Told.Where((_, i) => shown.Contains(i)).Select(one => $"{text.Clock(one.At)} {one.Text}"));
        if (counted.Length > 0)
        {
            all.Add(Say(OutsideTexts.More(counted.Sum(one => one.Count), Wording.Join(ListTexts.Comma,
                counted.Select(one => OutsideTexts.Times(one.Count, one.Kind))))));
        }

        if (message.Old is { } old)
        {
            all.Add(Say(OutsideTexts.Old(old.Count, text.Clock(old.From), text.Clock(old.To))));
        }

        return string.Join('\n', all);
    }

    private string Say(Wording words) => words.In(language);

    private static string Cut(string written, int mostBytes)
    {
        var bytes = Encoding.UTF8.GetBytes(written);
        if (bytes.Length <= mostBytes)
        {
            return written;
        }

        // At the beginning of a letter.
        var end = mostBytes - 3;
        while ((bytes[end] & 0xC0) == 0x80)
        {
            end--;
        }

        return Encoding.UTF8.GetString(bytes, 0, end) + "…";
    }
}
