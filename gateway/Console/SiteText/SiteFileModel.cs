
namespace Zhuhui.Edge.Gateway.Console.SiteText;

/// <summary>A line of the file that has a problem, with what stands in it.</summary>
/// <param name="Line">0 where it is about none.</param>
public sealed record LineProblem(int Line, string Text, string What, string Remedy);

/// <summary>A line of the comparison of the file and what was typed.</summary>
/// <param name="Numbers">In the old and in the new text.</param>
/// <param name="Mark">What became of it, for the eye: + or -; null between two groups.</param>
/// <param name="Word">The same in a word.</param>
public sealed record ComparedLine(string Numbers, string? Mark, string Word, string Text);

/// <summary>What applying would do.</summary>
/// <param name="Words">A sentence each.</param>
/// <param name="Restarts">The gateway starts anew for it.</param>
public sealed record ShownPlan(IReadOnlyList<string> Words, bool Restarts);

/// <param name="State">Of the file that was edited.</param>
/// <param name="Checked">Of the text that was checked, and that the comparison shows; empty where none was.</param>
/// <param name="Numbers">The file's lines, and whether each has a problem.</param>
/// <param name="CannotWrite">Why nothing can be applied here.</param>
/// <param name="Trial">What is on trial, or became of the last change; null where there was none.</param>
internal sealed record SiteFileModel(string Text, string State, string Checked, IReadOnlyList<(int Line, bool IsBad)> Numbers,
    IReadOnlyList<LineProblem> Problems, IReadOnlyList<ComparedLine> Compared, ShownPlan? Plan, string? CannotWrite, TrialModel? Trial,
    string? Problem = null, bool IsRight = false);

/// <summary>How the last change stands.</summary>
/// <param name="IsOn">It waits, or is watched.</param>
/// <param name="CanKeep">It may be kept before its time.</param>
internal sealed record TrialModel(string Outcome, string When, string Parts, string? Reason, string? Left, string? Waits, string? Missing,
    bool IsOn, bool CanKeep, bool IsBad, bool Restarts);
