using Zhuhui.Edge.Gateway.Site.Binding;
using Zhuhui.Edge.Gateway.Texts;

namespace Zhuhui.Edge.Gateway.Accounts;

/// <summary>What a password must be: long, and none of those that are tried first. No mixture of kinds of letters and no end after so many
/// days (NIST SP 800-63B, 5.1.1.2). Pure.</summary>
internal static class PasswordRules
{
    public const int Least = 10;
    public const int Most = 128;

    /// <summary>So short a name may be in a password by chance.</summary>
    private const int LeastName = 3;

    private const int LongestPattern = 4;

    /// <summary>The commonest of the published lists that are long enough, and the product's own words.</summary>
    private static readonly string[] _common =
    [
        "qwertyuiop", "qwerty1234", "qwerty12345", "qwertyuiop123", "1qaz2wsx3edc", "1q2w3e4r5t", "1q2w3e4r5t6y", "zaq12wsxcde3",
        "asdfghjkl123", "asdfghjkl;", "password01", "password12", "password123", "password1234", "passw0rd123", "p@ssw0rd123",
        "iloveyou123", "iloveyou1314", "woaini1314520", "woaini520520", "5201314520", "520131452013", "a123456789", "a1234567890",
        "aa123456789", "abc123456789", "qq123456789", "123456789a", "123456789abc", "1234567890a", "12345678910", "123456789123",
        "1123581321", "3141592653", "administrator", "administrator1", "admin12345", "admin123456", "adminadmin", "root123456",
        "guanliyuan", "guanliyuan123", "changeme123", "letmein123", "welcome123", "welcome1234", "zhuhuiedge", "zhuhui-edge", "zhuhui1234",
        "zhuhui12345", "zhuhui123456", "xiaoqu1234", "xiaoqu123456", "wuye123456", "menjin123456",
    ];

    /// <returns>Null where it will do.</returns>
    public static Wording? Problem(string name, string password) =>
        password.Length < Least ? AccountTexts.PasswordShort(Least)
        : StrictText.HasLost(password) ? AccountTexts.PasswordLost
        : password.Length > Most ? AccountTexts.PasswordLong(Most)
        : name.Length >= LeastName && password.Contains(name, StringComparison.OrdinalIgnoreCase) ? AccountTexts.PasswordIsName
        : _common.Contains(password, StringComparer.OrdinalIgnoreCase) || IsRow(password) || IsPattern(password)
            ? AccountTexts.PasswordCommon
        : null;

    /// <summary>One letter after the other, up or down.</summary>
    private static bool IsRow(string password)
    {
        var steps = password.Zip(password.Skip(1), (one, next) => next - one).ToArray();
        return steps.All(step => step is 1 or -9) || steps.All(step => step is -1 or 9);
    }

    /// <summary>The same few letters again and again.</summary>
    private static bool IsPattern(string password) => Enumerable.Range(1, LongestPattern)
        .Any(length => password.Select((letter, at) => letter == password[at % length]).All(same => same));
}
