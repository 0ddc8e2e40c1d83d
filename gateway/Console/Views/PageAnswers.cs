using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Http.HttpResults;
using Zhuhui.Edge.Gateway.Api.Access;
using Zhuhui.Edge.Gateway.Site;
using Zhuhui.Edge.Gateway.Texts;

namespace Zhuhui.Edge.Gateway.Console.Views;

/// <summary>Answers a request with a page.</summary>
internal sealed class PageAnswers(SiteFile site, IAntiforgery antiforgery, Remarks remarks)
{
    public const string LanguageCookie = "__Host-zhuhui-language";

    /// <param name="model">What the page is about; its type is the page's.</param>
    public RazorComponentResult<Shell> Show<TPage>(HttpContext context, object? model = null, int status = StatusCodes.Status200OK,
        Remark? said = null)
        where TPage : Page
    {
        var caller = context.User.ToCaller();
        return Draw<TPage>(context, antiforgery, token => new View(LanguageOf(context), caller, site,
            context.Request.Path + context.Request.QueryString, model, token, said ?? remarks.Of(context, caller)), status);
    }

    /// <summary>A page with forms of this browser's.</summary>
    /// <param name="view">Made with the token of the page's forms.</param>
    public static RazorComponentResult<Shell> Draw<TPage>(HttpContext context, IAntiforgery antiforgery, Func<FormToken, View> view,
        int status)
        where TPage : Page
    {
        // As the form's token wants it; it warns in the log where it has to write it itself.
        context.Response.Headers.CacheControl = "no-cache, no-store";
        var tokens = antiforgery.GetAndStoreTokens(context);
        return new RazorComponentResult<Shell>(new Dictionary<string, object?>
        {
            [nameof(Shell.Page)] = typeof(TPage),
            [nameof(Shell.Shown)] = view(new FormToken(tokens.FormFieldName, tokens.RequestToken!)),
        })
        {
            StatusCode = status,
        };
    }

    /// <summary>After something was done: the browser gets the page anew, so that going back or looking again does nothing twice.</summary>
    public static RedirectHttpResult Go(string path) => TypedResults.LocalRedirect($"~{path}");

    /// <inheritdoc cref="Go(string)"/>
    /// <param name="words">What became of it.</param>
    public RedirectHttpResult Go(string path, HttpContext context, Wording words, bool isBad = false) =>
        Go(remarks.On(path, context.User.ToCaller(), new Remark(words, isBad)));

    /// <summary>As the browser chose; else the site's.</summary>
    public Language LanguageOf(HttpContext context) => context.Request.Cookies[LanguageCookie] switch
    {
        "en" => Language.En,
        "zh" => Language.Zh,
        _ => site.Language,
    };
}
