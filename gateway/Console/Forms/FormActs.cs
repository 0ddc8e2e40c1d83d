using System.Globalization;
using Microsoft.AspNetCore.Http.HttpResults;
using Zhuhui.Edge.Gateway.Api.Office;
using Zhuhui.Edge.Gateway.Api.Records;
using Zhuhui.Edge.Gateway.People.Imports;
using Zhuhui.Edge.Gateway.Site;
using Zhuhui.Edge.Gateway.Texts;
using Zhuhui.Edge.Gateway.Texts.Pages;

namespace Zhuhui.Edge.Gateway.Console.Forms;

/// <summary>What became of an act that a form ordered.</summary>
/// <param name="Problems">Why it was not done; none where it was.</param>
/// <param name="Subject">Of whom or what it was about, or made.</param>
internal sealed record FormOutcome(int Status, IReadOnlyList<string> Problems, string Said, string? Subject)
{
    public bool IsDone => Status < StatusCodes.Status400BadRequest;

    /// <summary>All that was in the way, in a line.</summary>
    public string Problem => string.Join(' ', Problems);
}

/// <summary>Has forms do what the API does, by the API's own acts: what a form has hidden in it, the state of the record that it shows and
/// the key of the act, is put where these look for it, and their answer is read.</summary>
internal static class FormActs
{
    public const string SeenField = "seen";
    public const string KeyField = "key";

    public static void Carry(this HttpContext context, IFormCollection form)
    {
        if (form[SeenField] is [{ Length: > 0 } seen])
        {
            context.Request.Headers.IfMatch = seen;
        }

        if (form[KeyField] is [{ Length: > 0 } key])
        {
            context.Request.Headers[IdempotencyKey.Header] = key;
        }
    }

    public static FormOutcome Read(IResult answer, Language language) => answer switch
    {
        Ok<ActAnswer> { Value: { } done } => Done(done, language),
        Created<ActAnswer> { Value: { } made } => Done(made, language),
        Created<IssuedPass> { Value: { } issued } => new FormOutcome(StatusCodes.Status201Created, [], "", issued.Id),
        Ok<ImportAnswer> { Value: { } list } => new FormOutcome(StatusCodes.Status200OK, [], list.Said ?? "", null),
        ProblemHttpResult { StatusCode: StatusCodes.Status412PreconditionFailed } => new FormOutcome(
            StatusCodes.Status412PreconditionFailed, [FrameTexts.ChangedMeanwhile.In(language)], "", null),
        ProblemHttpResult problem => new FormOutcome(problem.StatusCode, Reasons(problem), "", null),
        _ => throw new InvalidOperationException($"an act was answered with {answer.GetType().Name}"),
    };

    private static FormOutcome Done(ActAnswer answer, Language language) => new(StatusCodes.Status200OK, [],
        answer.Said ?? ResidentTexts.DoneBefore.In(language), answer.Id);

    private static IReadOnlyList<string> Reasons(ProblemHttpResult problem) =>
        problem.ProblemDetails.Extensions.TryGetValue("reasons", out var reasons) && reasons is IReadOnlyList<string> { Count: > 0 } all
            ? all : [problem.ProblemDetails.Detail ?? ""];
}

/// <summary>A form that was sent and refused: what was typed, to be shown again, and why. A secret never comes back.</summary>
/// <param name="Act">Which form of the page it is.</param>
internal sealed record TypedForm(string Act, IReadOnlyDictionary<string, string> Values, IReadOnlyList<string> Problems)
{
    private static readonly string[] _unsaid = ["pin", FormActs.SeenField, FormActs.KeyField];

    public static TypedForm Of(string act, IFormCollection form, IReadOnlyList<string> problems) => new(act, form
        .Where(field => !_unsaid.Contains(field.Key, StringComparer.Ordinal))
        .ToDictionary(field => field.Key, field => $"{field.Value}", StringComparer.Ordinal), problems);
}

/// <summary>Reads what a form's fields hold.</summary>
internal static class FormFieldsReader
{
    /// <summary>Without the space around it; empty where it is not there.</summary>
    public static string Text(this IFormCollection form, string name) => $"{form[name]}".Trim();

    /// <returns>Null where it is not there, or empty.</returns>
    public static string? Said(this IFormCollection form, string name) => form.Text(name) is { Length: > 0 } text ? text : null;

    public static bool IsTicked(this IFormCollection form, string name) => form[name].Count > 0;

    /// <summary>What is no number is none that the rules take: 0.</summary>
    public static int Number(this IFormCollection form, string name) => int.TryParse(form[name], NumberStyles.None,
        CultureInfo.InvariantCulture, out var number) ? number : 0;

    public static DateOnly? Day(this IFormCollection form, string name) => DayOf(form.Text(name));

    /// <summary>As people write it: 2026-12-31, 2026/12/31 or 20261231.</summary>
    public static DateOnly? DayOf(string text) => ImportWords.Day(text) is (var day, null) ? day : null;

    /// <summary>As it is kept; as it was typed where it is no day, for the rules to refuse.</summary>
    public static string DayText(this IFormCollection form, string name) => form.Day(name)?.ToString("yyyy-MM-dd",
        CultureInfo.InvariantCulture) ?? form.Text(name);

    /// <returns>Null where there is a day, or nothing: what was typed and is none is never taken for nothing.</returns>
    public static Wording? NoDay(this IFormCollection form, string name) => form.Said(name) is { } text && DayOf(text) is null
        ? ImportTexts.NoDay(text) : null;

    /// <summary>A day and a time by the site's clocks, or a day, from its beginning or to its end.</summary>
    /// <returns>Null for what is neither.</returns>
    public static DateTimeOffset? MomentOf(this SiteFile site, string? text, bool atItsEnd = false)
    {
        if (text is null || ImportWords.Day(text) is not var (day, time))
        {
            return null;
        }

        var local = (time is null && atItsEnd ? day.AddDays(1) : day).ToDateTime(time ?? TimeOnly.MinValue);
        return new DateTimeOffset(local, TimeZoneInfo.FindSystemTimeZoneById(site.TimeZone).GetUtcOffset(local));
    }

    /// <summary>Several with spaces, commas or lines between.</summary>
    public static IReadOnlyList<string> List(this IFormCollection form, string name) => form.Text(name).Split(
        (char[])[' ', ',', ';', '\n', '\r', '\u3000', '\uff0c', '\u3001'],
        StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}
