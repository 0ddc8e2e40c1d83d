using Zhuhui.Edge.Drivers.Boards;
using Zhuhui.Edge.Gateway.Admin;
using Zhuhui.Edge.Gateway.Cli.Commands;
using Zhuhui.Edge.Gateway.Releases;
using Zhuhui.Edge.Gateway.Site;
using Zhuhui.Edge.Gateway.Site.Rules;
using Zhuhui.Edge.Gateway.Storage;
using Zhuhui.Edge.Gateway.Texts;
using Zhuhui.Edge.Vision.Models;

namespace Zhuhui.Edge.Gateway.Cli.Input;

/// <summary>What is in the way of a command, for whoever gave it.</summary>
/// <param name="Code">The exit code.</param>
internal sealed record CommandProblem(IReadOnlyList<Wording> Lines, int Code)
{
    /// <returns>Null for a bug.</returns>
    public static CommandProblem? Of(Exception inTheWay) => inTheWay switch
    {
        SiteException wrong => new([.. wrong.Problems.Select(problem => problem.Line)], Exit.BadInput),
        UsageException wrong => new([wrong.Words], Exit.BadInput),
        ReleaseException refused => new([refused.Words], Exit.Refused),
        GatewayAwayException away => new([away.Words], Exit.Failed),
        ModelPackException missing => new([ModelWords.Of(missing)], Exit.Failed),
        BoardException or StorageException => new([Wording.Same(inTheWay.Message)], Exit.Failed),
        _ => null,
    };
}
