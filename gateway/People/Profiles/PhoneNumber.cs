using System.Text.RegularExpressions;

namespace Zhuhui.Edge.Gateway.People.Profiles;

/// <summary>Telephone numbers as a Chinese estate's lists have them.</summary>
internal static partial class PhoneNumber
{
    /// <summary>A mobile number of 11 digits, or a landline's with or without its area code; +86, 0086, spaces, dashes and brackets are
    /// taken off.</summary>
    /// <returns>Digits alone; null for anything else.</returns>
    public static string? Parse(string text)
    {
        var bare = Between().Replace(WrittenForms.Narrow(text), "");
        bare = Country().Replace(bare, "");
        return Mobile().IsMatch(bare) || Landline().IsMatch(bare) ? bare : null;
    }

    /// <summary>For whoever may not see it: <c>138****5678</c>.</summary>
    public static string Mask(string phone) => phone.Length < 7 ? new string('*', phone.Length)
        : $"{phone[..3]}{new string('*', phone.Length - 7)}{phone[^4..]}";

    [GeneratedRegex(@"[\s\-()]", RegexOptions.CultureInvariant)]
    private static partial Regex Between();

    [GeneratedRegex(@"^(?:\+86|0086|86(?=1\d{10}$))", RegexOptions.CultureInvariant)]
    private static partial Regex Country();

    [GeneratedRegex(@"^1[3-9]\d{9}$", RegexOptions.CultureInvariant)]
    private static partial Regex Mobile();

    [GeneratedRegex(@"^(?:0\d{2,3})?[2-9]\d{6,7}$", RegexOptions.CultureInvariant)]
    private static partial Regex Landline();
}
