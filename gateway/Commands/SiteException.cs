using Zhuhui.Edge.Drivers;
using Zhuhui.Edge.Gateway.Ledger;
using Zhuhui.Edge.Gateway.Remote;
using Zhuhui.Edge.Gateway.Site;
using Zhuhui.Edge.Vision.Models;

namespace Zhuhui.Edge.Gateway.Commands;

/// <summary>A site file that is not right, with every problem in it.</summary>
internal sealed class SiteException(IReadOnlyList<string> problems) : Exception(string.Join(Environment.NewLine, problems))
{
    public IReadOnlyList<string> Problems => problems;
}
