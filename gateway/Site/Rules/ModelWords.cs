using Zhuhui.Edge.Gateway.Texts;
using Zhuhui.Edge.Gateway.Texts.Rules;
using Zhuhui.Edge.Vision.Models;

namespace Zhuhui.Edge.Gateway.Site.Rules;

/// <summary>What is wrong with the camera models, in the words of the site.</summary>
internal static class ModelWords
{
    public static Wording Of(ModelPackException problem) => (problem.Problem, problem.Values) switch
    {
        (ModelPackProblem.TwoFiles, [var role]) => ModelRuleTexts.TwoFiles(problem.File, role),
        (ModelPackProblem.NoFileFor, [var role]) => ModelRuleTexts.NoFileFor(problem.File, role),
        (ModelPackProblem.Empty, _) => ModelRuleTexts.Empty(problem.File),
        (ModelPackProblem.Missing, _) => ModelRuleTexts.Missing(problem.File),
        (ModelPackProblem.NoPack, [var because]) => ModelRuleTexts.NoPack(problem.File, because),
        (ModelPackProblem.Unreadable, [var because]) => ModelRuleTexts.Unreadable(problem.File, because),
        (ModelPackProblem.OtherHash, [var actual, var expected]) => ModelRuleTexts.OtherHash(problem.File, actual, expected),
        (ModelPackProblem.NotLoaded, [var because]) => ModelRuleTexts.NotLoaded(problem.File, because),
        _ => Wording.Same(problem.Message),
    };
}
