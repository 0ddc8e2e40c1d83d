using Zhuhui.Edge.Gateway.Api.Records;

namespace Zhuhui.Edge.Gateway.Api.Office;

/// <summary>What the office's endpoints answer, for the document.</summary>
internal static class OfficeAnswers
{
    public static RouteHandlerBuilder Shows<T>(this RouteHandlerBuilder endpoint) => endpoint.Produces<T>()
        .Produces(StatusCodes.Status304NotModified).ProducesProblem(StatusCodes.Status404NotFound);

    /// <summary>Changes a record that the caller has seen.</summary>
    public static RouteHandlerBuilder Changes(this RouteHandlerBuilder endpoint) => endpoint.Produces<ActAnswer>()
        .ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status412PreconditionFailed)
        .ProducesProblem(StatusCodes.Status428PreconditionRequired).Makes();

    public static RouteHandlerBuilder Makes(this RouteHandlerBuilder endpoint) => endpoint
        .ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status409Conflict)
        .ProducesProblem(StatusCodes.Status422UnprocessableEntity).ProducesProblem(StatusCodes.Status503ServiceUnavailable);
}
