using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Zhuhui.Edge.Gateway.Accounts;
using Zhuhui.Edge.Gateway.Api.Access;
using Zhuhui.Edge.Gateway.Console;
using Zhuhui.Edge.Gateway.Console.Assets;
using Zhuhui.Edge.Gateway.Console.Views;
using Zhuhui.Edge.Gateway.Site;
using Zhuhui.Edge.Gateway.Texts;

namespace Zhuhui.Edge.Gateway.Cli.Setup.Browser;

/// <summary>What the page that asks for the code has to say.</summary>
internal sealed record CodeModel(bool IsWrong);

/// <summary>The pages of a set-up, for the one browser in which its code was typed.</summary>
/// <param name="code">What the terminal shows.</param>
internal sealed class SetupPages(SetupDesk desk, string code, SiteFile site, TimeProvider time)
{
    public const int LongestAnswer = 400;

    private const string Cookie = "__Host-zhuhui-setup";

    /// <summary>After a wrong code; its 80 bits need no more.</summary>
    private static readonly TimeSpan _pause = TimeSpan.FromSeconds(1);

    private readonly byte[] _code = OneTimeCodes.Digest(code);
    private readonly string _session = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32));
    private readonly Lock _lock = new();
    private bool _isUsed;

    public void Map(WebApplication app)
    {
        app.UseAntiforgery();
        var pages = ConsolePages.Group(app);
        ConsoleAssets.Instance.Map(pages);
        pages.MapGet("/", Show).ForAll();
        pages.MapGet("/first", Show).ForAll();
        pages.MapPost("/code", EnterAsync).ForAll();
        pages.MapPost("/answer", Answer).ForAll();
        pages.MapPost("/language", (HttpContext context, [FromForm] string language) =>
        {
            if (IsLetIn(context) || !IsUsed)
            {
                desk.Language = language == "en" ? Language.En : Language.Zh;
            }

            return PageAnswers.Go("/");
        }).ForAll();
    }

    private RazorComponentResult<Shell> Show(HttpContext context, IAntiforgery forms) => IsLetIn(context)
        ? Page<SetupPage>(context, forms, desk.Sheet()) : Page<CodePage>(context, forms, new CodeModel(IsWrong: false));

    private async Task<IResult> EnterAsync([FromForm] string? code, HttpContext context, IAntiforgery forms,
        CancellationToken cancellationToken)
    {
        if (Use(code ?? ""))
        {
            context.Response.Cookies.Append(Cookie, _session, new CookieOptions
            {
                Path = "/",
                Secure = true,
                HttpOnly = true,
                SameSite = SameSiteMode.Strict,
                IsEssential = true,
            });
            return PageAnswers.Go("/");
        }

        await Task.Delay(_pause, time, cancellationToken);
        return Page<CodePage>(context, forms, new CodeModel(IsWrong: true), StatusCodes.Status422UnprocessableEntity);
    }

    private bool Use(string typed)
    {
        lock (_lock)
        {
            return !_isUsed && (_isUsed = CryptographicOperations.FixedTimeEquals(OneTimeCodes.Digest(typed), _code));
        }
    }

    private RedirectHttpResult Answer([FromForm] int number, [FromForm] string? answer, HttpContext context)
    {
        if (IsLetIn(context) && answer is not { Length: > LongestAnswer })
        {
            // Where that question was answered already the page shows the next.
            _ = desk.Give(number, answer ?? "");
        }

        return PageAnswers.Go("/");
    }

    private bool IsUsed
    {
        get
        {
            lock (_lock)
            {
                return _isUsed;
            }
        }
    }

    private bool IsLetIn(HttpContext context) => context.Request.Cookies[Cookie] is { } session
        && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(session), Encoding.UTF8.GetBytes(_session));

    private RazorComponentResult<Shell> Page<TPage>(HttpContext context, IAntiforgery forms, object model,
        int status = StatusCodes.Status200OK)
        where TPage : Page => PageAnswers.Draw<TPage>(context, forms, token => new View(desk.Language, null, site, "/", model, token),
            status);
}
