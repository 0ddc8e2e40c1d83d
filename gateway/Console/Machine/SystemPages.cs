using Microsoft.AspNetCore.Routing;
using Zhuhui.Edge.Gateway.Accounts;
using Zhuhui.Edge.Gateway.Api.Access;
using Zhuhui.Edge.Gateway.Console.Views;

namespace Zhuhui.Edge.Gateway.Console.Machine;

/// <summary>How the gateway is, for administrators.</summary>
internal static class SystemPages
{
    public static void MapSystem(this IEndpointRouteBuilder pages) => pages.MapGet("/system", (HttpContext context, SystemSource system,
        PageAnswers answers) => answers.Show<SystemPage>(context, system.Now(answers.LanguageOf(context), context.Caller().Role)))
        .For(Role.Administrator);
}
