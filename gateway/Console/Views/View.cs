using Zhuhui.Edge.Gateway.Accounts;
using Zhuhui.Edge.Gateway.Site;
using Zhuhui.Edge.Gateway.Texts;

namespace Zhuhui.Edge.Gateway.Console.Views;

/// <summary>To whom a page is shown, where, and what is on it. Its parts draw what they are given and ask nobody.</summary>
/// <param name="Caller">Null where nobody is logged in.</param>
/// <param name="Path">The page's own address, without a host.</param>
/// <param name="Model">What the page is about; its type is the page's.</param>
/// <param name="FormToken">Stands in every form of the page; null in what is sent to a page that is open.</param>
/// <param name="Said">What became of the act that led here; null where none did.</param>
internal sealed record View(Language Language, Caller? Caller, SiteFile Site, string Path, object? Model, FormToken? FormToken = null,
    Remark? Said = null)
{
    /// <summary>In the language of whoever looks.</summary>
    public string Say(Wording words) => words.In(Language);

    /// <summary>Day and minute by the site's clocks.</summary>
    public string Say(DateTimeOffset at) => Site.Written(at);

    public bool Is(Role roles) => Caller is { } caller && (roles & caller.Role) != Role.None;
}

/// <summary>Shows that a form is of a page of this gateway that this browser was given.</summary>
internal sealed record FormToken(string Field, string Value);
