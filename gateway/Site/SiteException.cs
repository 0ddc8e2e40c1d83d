
namespace Zhuhui.Edge.Gateway.Site;

/// <summary>A site file that is not right, with every problem in it.</summary>
internal sealed class SiteException(IReadOnlyList<string> problems) : Exception(string.Join(Environment.NewLine, problems))
{
    public IReadOnlyList<string> Problems => problems;
}
