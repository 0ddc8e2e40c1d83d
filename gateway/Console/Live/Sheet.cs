using Zhuhui.Edge.Gateway.Accounts;
using Zhuhui.Edge.Gateway.Texts;

namespace Zhuhui.Edge.Gateway.Console.Live;

/// <summary>A page that moves: its parts by name, each a component that draws the page's model, on the page as it is loaded and again
/// whenever something has changed.</summary>
/// <param name="Name">As in the address of its stream.</param>
/// <param name="Parts">The type of each part's component, by the part's name.</param>
internal sealed record Sheet(string Name, Role Roles, IReadOnlyDictionary<string, Type> Parts);

/// <summary>Knows what stands on a sheet at this moment.</summary>
internal interface ISheetSource
{
    Sheet Sheet { get; }

    /// <returns>The page's model; its type is the page's.</returns>
    object Now(Language language, Role role);
}
