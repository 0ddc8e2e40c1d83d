using Xunit;
using Zhuhui.Edge.Gateway.Accounts;
using Zhuhui.Edge.Gateway.Texts;

namespace Zhuhui.Edge.Gateway.Tests.Accounts;

public sealed class PasswordRulesTests
{
    [Theory]
    [InlineData("short1!A")]
    [InlineData("123456789")]
    [InlineData("1234567890")]
    [InlineData("9876543210")]
    [InlineData("abcdefghijkl")]
    [InlineData("aaaaaaaaaaaa")]
    [InlineData("1212121212")]
    [InlineData("abcabcabcabca")]
    [InlineData("8888888888")]
    [InlineData("Password123")]
    [InlineData("WOAINI1314520")]
    [InlineData("zhuhui-edge")]
    [InlineData("zhangmin2026")]
    [InlineData("my ZHANGMIN pass")]
    [InlineData("\ufffd\ufffd\ufffd\ufffd\u03bc\ufffd\ufffd\ufffd\ufffd\u03c0\ufffd")]
    public void What_is_tried_first_is_refused(string password) => Assert.NotNull(PasswordRules.Problem("zhangmin", password));

    /// <summary>No mixture of kinds of letters is asked for.</summary>
    [Theory]
    [InlineData("plum river lantern")]
    [InlineData("梅花河灯笼春风夜雨归人")]
    [InlineData("wvxqpzkrmt")]
    [InlineData("2026113020261")]
    public void A_long_one_will_do(string password) => Assert.Null(PasswordRules.Problem("zhangmin", password));

    [Fact]
    public void The_longest_is_128_and_a_short_name_may_be_in_it()
    {
        Assert.NotNull(PasswordRules.Problem("zhangmin", new string('a', 64) + new string('b', 65)));
        Assert.Null(PasswordRules.Problem("zhangmin", new string('a', 64) + new string('b', 64)));
        Assert.Null(PasswordRules.Problem("li", "plum river lilac"));
        Assert.NotEqual(PasswordRules.Problem("li", "short")!.In(Language.En), PasswordRules.Problem("li", "aaaaaaaaaa")!.In(Language.En));
    }
}
