using Microsoft.AspNetCore.Components;
using Zhuhui.Edge.Gateway.Texts;

namespace Zhuhui.Edge.Gateway.Console.Views;

/// <summary>What pages and their parts have in common. The Razor compiler makes each a public type, so that what they are given is public
/// too, or comes with the <see cref="View"/>.</summary>
public abstract class Page : ComponentBase
{
    [CascadingParameter]
    internal View View { get; set; } = null!;

    internal string Say(Wording words) => View.Say(words);

    /// <summary>What the page is about.</summary>
    internal TModel Of<TModel>() => (TModel)View.Model!;
}
