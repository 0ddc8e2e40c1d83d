using System.Text.RegularExpressions;
using Zhuhui.Edge.Gateway.Api.Problems;
using Zhuhui.Edge.Gateway.Site.Binding;

namespace Zhuhui.Edge.Gateway.Console.Forms;

/// <summary>What is typed into forms is UTF-8, or nothing is done with it.</summary>
internal static partial class FormEncoding
{
    /// <exception cref="NotUtf8Exception">A field holds bytes that are not, or a file's name does.</exception>
    public static async Task RefuseOtherThanUtf8Async(HttpRequest request)
    {
        if (!request.HasFormContentType)
        {
            return;
        }

        // It was read already, for its token.
        var form = await request.ReadFormAsync(request.HttpContext.RequestAborted);
        foreach (var (field, values) in form)
        {
            if (values.Any(value => IsLost(value ?? "")))
            {
                throw new NotUtf8Exception(field);
            }
        }

        if (form.Files.FirstOrDefault(file => StrictText.HasLost(file.FileName)) is { } named)
        {
            throw new NotUtf8Exception(named.Name);
        }
    }

    /// <summary>The server puts a sign for bytes that are no UTF-8, and leaves their escapes as they are.</summary>
    private static bool IsLost(string value) => StrictText.HasLost(value)
        || (Escapes().IsMatch(value) && !StrictText.IsEscapedWell(value));

    /// <summary>Two and more: one alone may be somebody's word.</summary>
    [GeneratedRegex("(%[89A-Fa-f][0-9A-Fa-f]){2}")]
    private static partial Regex Escapes();
}
