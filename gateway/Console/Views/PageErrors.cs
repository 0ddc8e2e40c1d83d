using Microsoft.AspNetCore.Antiforgery;
using Zhuhui.Edge.Gateway.Api;
using Zhuhui.Edge.Gateway.Api.Listening;
using Zhuhui.Edge.Gateway.Api.Problems;
using Zhuhui.Edge.Gateway.Console.Entry;
using Zhuhui.Edge.Gateway.Texts;
using Zhuhui.Edge.Gateway.Texts.Pages;

namespace Zhuhui.Edge.Gateway.Console.Views;

internal sealed record ErrorModel(int Status, Wording Because);

/// <summary>What says no to a page is a page too, in words; whoever is not logged in is led to the login, and from there back. A script's
/// stream and the API get their plain status.</summary>
internal sealed class PageErrors(RequestDelegate next, PageAnswers answers, ILogger<PageErrors> logger)
{
    public async Task InvokeAsync(HttpContext context)
    {
        if (!ApiListener.IsOver(context) || context.Request.Path.StartsWithSegments("/api"))
        {
            await next(context);
            return;
        }

        var because = (Wording?)null;
        try
        {
            await next(context);
        }
        catch (BadHttpRequestException bad) when (!context.Response.HasStarted
            && bad.InnerException is AntiforgeryValidationException { InnerException: BadHttpRequestException unread })
        {
            // No token could be read: the body is larger than the page takes it, or was cut off.
            context.Response.StatusCode = unread.StatusCode;
        }
        catch (BadHttpRequestException bad) when (!context.Response.HasStarted)
        {
            context.Response.StatusCode = bad.StatusCode;
            because = bad is NotUtf8Exception text ? text.Words
                : bad.InnerException is AntiforgeryValidationException ? FrameTexts.FormOld
                : bad.StatusCode == StatusCodes.Status400BadRequest ? ApiTexts.BadRequest(bad.Message) : null;
        }
        catch (Exception bug) when (bug is not OperationCanceledException && !context.Response.HasStarted)
        {
            // A bug in a page is its reader's loss alone.
            var route = AccessLog.RouteOf(context);
            logger.Failed(bug, context.Request.Method, route);
            context.Response.StatusCode = StatusCodes.Status500InternalServerError;
        }

        var status = context.Response.StatusCode;
        if (status < StatusCodes.Status400BadRequest || context.Response.HasStarted || context.Response.ContentType is not null
            || context.Request.Path.StartsWithSegments("/live") || context.Request.Path.StartsWithSegments("/assets"))
        {
            return;
        }

        if (status == StatusCodes.Status401Unauthorized)
        {
            var from = HttpMethods.IsGet(context.Request.Method) ? EntryPages.BackTo(context.Request.Path + context.Request.QueryString)
                : "/";
            await answers.Go($"/login?back={Uri.EscapeDataString(from)}", context, EntryTexts.SessionOver, isBad: true)
                .ExecuteAsync(context);
            return;
        }

        await answers.Show<ErrorPage>(context, new ErrorModel(status, because ?? Explain(context, status)), status).ExecuteAsync(context);
    }

    private static Wording Explain(HttpContext context, int status) => ProblemAnswers.Detail(context, status);
}
