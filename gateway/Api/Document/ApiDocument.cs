using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using Zhuhui.Edge.Gateway.Accounts;
using Zhuhui.Edge.Gateway.Api.Access;
using Zhuhui.Edge.Gateway.Api.Problems;

namespace Zhuhui.Edge.Gateway.Api.Document;

/// <summary>What the API's OpenAPI document says beside what its endpoints do: how to log in, whom each endpoint serves
/// (<c>x-roles</c>), and the problems that it may answer with. docs/api/openapi.json is a copy, which a test compares.</summary>
internal static class ApiDocument
{
    public const string Name = "v1";
    public const string RolesExtension = "x-roles";

    private const string Problem = "Problem";
    private const string Bearer = "bearer";
    private const string Cookie = "session";

    private static readonly (int Status, string Text)[] _problems =
    [
        (StatusCodes.Status400BadRequest, "The request cannot be read, or asks for what there is not."),
        (StatusCodes.Status401Unauthorized, "Nobody is logged in."),
        (StatusCodes.Status403Forbidden, "The endpoint does not serve the caller's role."),
        (StatusCodes.Status404NotFound, "There is no such thing."),
        (StatusCodes.Status413PayloadTooLarge, "The body is too large."),
        (StatusCodes.Status415UnsupportedMediaType, "The body is of another kind."),
        (StatusCodes.Status500InternalServerError, "It went wrong inside the gateway."),
        (StatusCodes.Status503ServiceUnavailable, "Too much is being asked; try again."),
    ];

    public static IServiceCollection AddApiDocument(this IServiceCollection services) => services.AddOpenApi(Name, document =>
    {
        document.ShouldInclude = endpoint => endpoint.ActionDescriptor.EndpointMetadata.OfType<EndpointAccess>().Any();
        document.AddDocumentTransformer((whole, _, _) =>
        {
            whole.Info = new OpenApiInfo
            {
                Title = "Zhuhui.Edge gateway",
                Version = "1",
                Description = "Doors, events, alarms, cameras and people of one compound. See docs/api.md.",
                License = new OpenApiLicense { Name = "Apache-2.0", Identifier = "Apache-2.0" },
            };
            whole.Tags = null;
            whole.Servers = [new OpenApiServer { Url = "/" }];
            whole.AddComponent(Bearer, new OpenApiSecurityScheme
            {
                Type = SecuritySchemeType.Http,
                Scheme = "bearer",
                Description = "The token of a machine's account.",
            });
            whole.AddComponent(Cookie, new OpenApiSecurityScheme
            {
                Type = SecuritySchemeType.ApiKey,
                In = ParameterLocation.Cookie,
                Name = SessionScheme.CookieName,
                Description = "The session of somebody who has logged in.",
            });
            whole.AddComponent(Problem, (IOpenApiSchema)ProblemSchema());
            return Task.CompletedTask;
        });
        document.AddSchemaTransformer((schema, context, _) =>
        {
            // What may be null may be left out, and is left out of what is written.
            foreach (var property in context.JsonTypeInfo.Properties.Where(one => one.AssociatedParameter?.IsNullable ?? one.IsGetNullable))
            {
                schema.Required?.Remove(property.Name);
            }

            return Task.CompletedTask;
        });
        document.AddOperationTransformer((operation, context, _) =>
        {
            Describe(operation, context);
            return Task.CompletedTask;
        });
    });

    private static void Describe(OpenApiOperation operation, OpenApiOperationTransformerContext context)
    {
        var access = context.Description.ActionDescriptor.EndpointMetadata.OfType<EndpointAccess>().Last();
        JsonNode[] roles = [.. access.Roles.Each()
            .Select(role => (JsonNode)JsonNamingPolicy.CamelCase.ConvertName(role.ToString()))];
        operation.Tags = null;
        operation.AddExtension(RolesExtension, new JsonNodeExtension(new JsonArray(roles)));
        if (!access.IsForAll)
        {
            operation.Security = [.. new[] { Bearer, Cookie }.Select(scheme => new OpenApiSecurityRequirement
            {
                [new OpenApiSecuritySchemeReference(scheme, context.Document)] = [],
            })];
        }

        var hasBody = operation.RequestBody is not null;
        operation.Responses ??= [];
        foreach (var (status, text) in _problems.Where(problem => problem.Status switch
        {
            StatusCodes.Status401Unauthorized or StatusCodes.Status403Forbidden => !access.IsForAll,
            StatusCodes.Status413PayloadTooLarge or StatusCodes.Status415UnsupportedMediaType => hasBody,
            StatusCodes.Status400BadRequest => hasBody || operation.Parameters is { Count: > 0 },
            StatusCodes.Status404NotFound => operation.Parameters?.Any(one => one.In == ParameterLocation.Path) == true,
            _ => true,
        }))
        {
            operation.Responses[$"{status}"] = new OpenApiResponse { Description = text };
        }

        foreach (var (_, answer) in operation.Responses.Where(one => one.Key[0] is '4' or '5'))
        {
            ((OpenApiResponse)answer).Content = new Dictionary<string, OpenApiMediaType>
            {
                [ApiProblem.ContentType] = new() { Schema = new OpenApiSchemaReference(Problem, context.Document) },
            };
        }
    }

    private static OpenApiSchema ProblemSchema()
    {
        static OpenApiSchema Text(string what) => new() { Type = JsonSchemaType.String, Description = what };
        return new OpenApiSchema
        {
            Type = JsonSchemaType.Object,
            Description = "Why something was not done (RFC 9457).",
            AdditionalProperties = new OpenApiSchema(),
            Required = new HashSet<string> { "type", "title", "status", "detail", ApiProblem.CodeField },
            Properties = new Dictionary<string, IOpenApiSchema>
            {
                ["type"] = Text("The code as a URI."),
                ["title"] = Text("The status in English."),
                ["status"] = new OpenApiSchema { Type = JsonSchemaType.Integer },
                ["detail"] = Text("A sentence for people, in the site's language."),
                [ApiProblem.CodeField] = Text("A word for programs, which does not change with the sentence."),
            },
        };
    }
}
