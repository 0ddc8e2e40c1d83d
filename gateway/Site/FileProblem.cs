using Zhuhui.Edge.Gateway.Texts;
using Zhuhui.Edge.Gateway.Texts.Rules;

namespace Zhuhui.Edge.Gateway.Site;

/// <summary>What is wrong with a site file, or with another file as strict; said in the language of whoever asks.</summary>
/// <param name="Path">Of the option, for example <c>Site.Doors[2].Relay</c>; the file where it can't be read at all; empty for advice about
/// the whole.</param>
/// <param name="Words">What stands behind the path, with the mark between the two.</param>
/// <param name="Slip">Where the syntax breaks off; null for all else.</param>
internal sealed record FileProblem(string Path, Wording Words, SyntaxSlip? Slip = null)
{
    /// <summary>The whole line, path and all.</summary>
    public Wording Line => Wording.Same(Path) + (Slip is { } at ? ReadingTexts.LineAndColumn(at.Line, at.Column) : Wording.Empty) + Words;

    /// <summary>The same for programs, and for the district, which is told in English.</summary>
    public string English => Line.En;
}

/// <summary>A place in a text, counted from 1; the column in characters.</summary>
internal sealed record SyntaxSlip(int Line, int Column);

/// <summary>A site file that is not right, with every problem in it.</summary>
internal sealed class SiteException(IReadOnlyList<FileProblem> problems)
    : Exception(string.Join(Environment.NewLine, problems.Select(problem => problem.English)))
{
    public IReadOnlyList<FileProblem> Problems => problems;
}
