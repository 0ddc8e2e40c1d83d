using System.Security.Cryptography;
using Xunit;
using Zhuhui.Edge.Gateway.People.Registry.Sealing;

namespace Zhuhui.Edge.Gateway.Tests.People.Sealing;

/// <summary>A recovery key on paper, and how it comes back from there.</summary>
public sealed class RecoveryTextTests
{
    private const string Letters = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

    [Fact]
    public void It_comes_back_as_it_went_however_it_is_typed()
    {
        for (var i = 0; i < 500; i++)
        {
            var secret = RandomNumberGenerator.GetBytes(RecoveryText.Bytes);
            var text = RecoveryText.Format(secret);
            Assert.Matches("^([0-9A-HJKMNP-TV-Z]{5}-){7}[0-9A-HJKMNP-TV-Z]{5}$", text);
            foreach (var typed in new[] { text, text.ToLowerInvariant(), text.Replace("-", " ", StringComparison.Ordinal),
                text.Replace("-", "", StringComparison.Ordinal), text.Replace('1', 'I').Replace('0', 'O'), text.Replace('1', 'l') })
            {
                Assert.Equal(secret, RecoveryText.Parse($" {typed} ").Secret);
            }
        }
    }

    [Fact]
    public void Every_single_letter_that_is_another_and_every_two_that_changed_places_are_found_in_their_group()
    {
        for (var i = 0; i < 20; i++)
        {
            var groups = RecoveryText.Format(RandomNumberGenerator.GetBytes(RecoveryText.Bytes)).Split('-');
            for (var group = 0; group < groups.Length; group++)
            {
                for (var at = 0; at < RecoveryText.GroupLetters; at++)
                {
                    var was = groups[group];
                    foreach (var other in Letters.Where(letter => letter != was[at]))
                    {
                        AssertWrong(group + 1, With(groups, group, was[..at] + other + was[(at + 1)..]));
                    }

                    if (at > 0 && was[at] != was[at - 1])
                    {
                        AssertWrong(group + 1, With(groups, group, $"{was[..(at - 1)]}{was[at]}{was[at - 1]}{was[(at + 1)..]}"));
                    }
                }
            }
        }
    }

    [Fact]
    public void Two_groups_that_changed_places_are_found()
    {
        for (var i = 0; i < 50; i++)
        {
            var groups = RecoveryText.Format(RandomNumberGenerator.GetBytes(RecoveryText.Bytes)).Split('-');
            for (var one = 0; one < groups.Length; one++)
            {
                for (var other = one + 1; other < groups.Length; other++)
                {
                    var swapped = With(With(groups, one, groups[other]).Split('-'), other, groups[one]);
                    AssertWrong(one + 1, swapped);
                }
            }
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("VY3P7")]
    [InlineData("VY3P7-26Z9V-57VTT-04D00-48WBR-4P6Q6-N80SH-SGEG")]
    [InlineData("VY3P7-26Z9V-57VTT-04D00-48WBR-4P6Q6-N80SH-SGEG8-VY3P7")]
    public void Letters_too_few_or_too_many_are_said_so(string text) => Assert.Equal((null, 0), RecoveryText.Parse(text));

    [Theory]
    [InlineData(1, "VY3PU-26Z9V-57VTT-04D00-48WBR-4P6Q6-N80SH-SGEG8")]
    [InlineData(8, "VY3P7-26Z9V-57VTT-04D00-48WBR-4P6Q6-N80SH-S_EG8")]
    [InlineData(5, "VY3P7-26Z9V-57VTT-04D00-48W五R-4P6Q6-N80SH-SGEG8")]
    public void What_is_no_letter_of_it_is_found_in_its_group(int group, string text) => AssertWrong(group, text);

    [Fact]
    public void The_same_paper_is_the_same_key_for_ever()
    {
        using var key = RecoveryKey.Parse("VY3P7-26Z9V-57VTT-04D00-48WBR-4P6Q6-N80SH-SGEG8").Key!;
        Assert.Equal("d2434db7", key.Lock.Id);
    }

    private static string With(string[] groups, int at, string group) => string.Join('-', groups.Select((one, i) => i == at ? group : one));

    private static void AssertWrong(int group, string text) => Assert.Equal((null, group), RecoveryText.Parse(text));
}
