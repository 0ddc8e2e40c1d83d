using Xunit;
using Zhuhui.Edge.Tests.Support;

namespace Zhuhui.Edge.Gateway.Tests.Documents;

public sealed class SizeTests
{
    [Theory]
    [InlineData(5_000, "README.md")]
    [InlineData(5_000, "README.zh-CN.md")]
    [InlineData(8_192, "ARCHITECTURE.md")]
    [InlineData(120_000, "docs", "duty-page.png")]
    [InlineData(120_000, "docs", "duty-page.zh-CN.png")]
    public void What_a_newcomer_meets_first_is_short(long most, params string[] path) =>
        Assert.InRange(new FileInfo(Repository.At(path)).Length, 1, most);
}
