using Xunit;
using Zhuhui.Edge.Gateway.People;
using Zhuhui.Edge.Gateway.People.Imports.Photos;
using Zhuhui.Edge.Gateway.People.Profiles;

namespace Zhuhui.Edge.Gateway.Tests.People.Importing;

/// <summary>Whom a photo's file name means: a wrong guess would let another person in.</summary>
public sealed class PhotoMatchingTests
{
    private static readonly Household _home501 = new(new HouseholdId("h-501"), new Home("3", "2", "501"));
    private static readonly Household _home601 = new(new HouseholdId("h-601"), new Home("3", "2", "601"));

    private readonly ResidentDirectory _residents = new();

    public PhotoMatchingTests() => _residents.Replace([
        Someone("p-aaaaaaaaaaaa", "王芳", _home501, "13800000001", 1234567),
        Someone("p-bbbbbbbbbbbb", "王伟", _home501, "13800000002"),
        Someone("p-cccccccccccc", "王伟", _home601, "13800000002", (188UL << 16) | 27678),
        Someone("p-dddddddddddd", "Li Na", _home601, null),
        Someone("p-eeeeeeeeeeee", "赵六2", _home601, null),
    ], [_home501, _home601]);

    [Theory]
    [InlineData("王芳.jpg", "p-aaaaaaaaaaaa")]
    [InlineData("王 芳.JPG", "p-aaaaaaaaaaaa")]
    [InlineData("王芳_2.jpg", "p-aaaaaaaaaaaa")]
    [InlineData("王芳2.jpg", "p-aaaaaaaaaaaa")]
    [InlineData("王芳（2）.png", "p-aaaaaaaaaaaa")]
    [InlineData("赵六2.jpg", "p-eeeeeeeeeeee")]
    [InlineData("3-2-501 王芳.jpg", "p-aaaaaaaaaaaa")]
    [InlineData("3-2-501王芳_3.jpg", "p-aaaaaaaaaaaa")]
    [InlineData("3-2-501-王伟.jpg", "p-bbbbbbbbbbbb")]
    [InlineData("3栋2单元601室 王伟.jpg", "p-cccccccccccc")]
    [InlineData("王伟 3-2-601 (2).jpg", "p-cccccccccccc")]
    [InlineData("3-2-601/王伟.jpg", "p-cccccccccccc")]
    [InlineData("照片/3栋/2单元/501室/王伟.jpg", "p-bbbbbbbbbbbb")]
    [InlineData("3-2/501/王伟.jpg", "p-bbbbbbbbbbbb")]
    [InlineData("3-2-601/Li Na 2.jpeg", "p-dddddddddddd")]
    [InlineData("王芳/IMG_20260101.jpg", "p-aaaaaaaaaaaa")]
    [InlineData("p-cccccccccccc.jpg", "p-cccccccccccc")]
    [InlineData("p-cccccccccccc_2.jpg", "p-cccccccccccc")]
    [InlineData("13800000001.jpg", "p-aaaaaaaaaaaa")]
    [InlineData("王芳 13800000001.jpg", "p-aaaaaaaaaaaa")]
    [InlineData("0001234567.jpg", "p-aaaaaaaaaaaa")]
    [InlineData("188,27678.jpg", "p-cccccccccccc")]
    [InlineData("18827678-2.jpg", "p-cccccccccccc")]
    [InlineData("BC6C1E.jpg", "p-cccccccccccc")]
    [InlineData("1E6CBC.jpg", "p-cccccccccccc")]
    public void A_photo_is_whose_its_name_says(string path, string person)
    {
        var (found, problem) = new PhotoMatching(_residents, new Dictionary<string, int>()).Match(path);
        Assert.True(found?.Id.Value == person, $"{found?.Id.Value} {problem?.En}");
    }

    [Theory]
    [InlineData("王伟.jpg", "may be of 2 people")]
    [InlineData("13800000002.jpg", "may be of 2 people")]
    [InlineData("3-2-501.jpg", "names nobody")]
    [InlineData("9-9-999 王芳.jpg", "names nobody")]
    [InlineData("9-9-999/王芳.jpg", "nobody of this name lives in 9-9-999")]
    [InlineData("3-2-601/王芳.jpg", "nobody of this name lives in 3-2-601")]
    [InlineData("3-2-601 王芳.jpg", "names nobody")]
    [InlineData("王芳芳.jpg", "names nobody")]
    [InlineData("IMG_20260101.jpg", "names nobody")]
    [InlineData("1.jpg", "names nobody")]
    [InlineData("孙七.jpg", "line 7 of the list")]
    [InlineData("王芳 13800000002.jpg", "names nobody")]
    public void A_photo_that_may_be_another_s_is_nobody_s(string path, string problem)
    {
        var (found, words) = new PhotoMatching(_residents, new Dictionary<string, int> { ["孙七"] = 7 }).Match(path);
        Assert.Null(found);
        Assert.Contains(problem, words!.En, StringComparison.Ordinal);
    }

    private static Resident Someone(string id, string name, Household home, string? phone, params ulong[] cards) => new(
        new PersonId(id), name)
    {
        Household = home.Id,
        Cards = [.. cards.Select(card => new HeldCard(card))],
        Details = PersonDetails.None with { Phone = phone },
    };
}
