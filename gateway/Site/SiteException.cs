using Zhuhui.Edge.Gateway.Texts;

namespace Zhuhui.Edge.Gateway.Site;

/// <summary>A site file that is not right, with every problem in it.</summary>
internal sealed class SiteException(IReadOnlyList<FileProblem> problems)
    : Exception(string.Join(Environment.NewLine, problems.Select(problem => problem.Line.In(Language.En))))
{
    public IReadOnlyList<FileProblem> Problems => problems;
}
