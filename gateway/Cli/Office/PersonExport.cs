using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Zhuhui.Edge.Gateway.Admin;
using Zhuhui.Edge.Gateway.Admin.Office;
using Zhuhui.Edge.Gateway.Cli.Commands;
using Zhuhui.Edge.Gateway.Cli.Input;
using Zhuhui.Edge.Gateway.Events;
using Zhuhui.Edge.Gateway.Site;
using Zhuhui.Edge.Gateway.Texts;

namespace Zhuhui.Edge.Gateway.Cli.Office;

/// <summary>All that is kept of one person, for that person (Personal Information Protection Law, art. 45): as JSON, or as a page to
/// print.</summary>
internal static class PersonExport
{
    public static Command Create()
    {
        var site = new SiteOption(isForRunning: true);
        var by = CliOptions.Needed("--operator", "NAME", "who hands it out; it goes on record");
        var person = CliOptions.Person("whose data");
        var file = new FileOption("--file", "where to: .json, or .html for a page to print") { IsNeeded = true };
        var command = new Command("file", "write all that is kept of one person into a file, for that person") { site, by, person, file };
        file.AddWordTo(command);
        command.SetAction(async parsed =>
        {
            OutputFile.Check(file, file.NeededOf(parsed));
            return await RunAsync(parsed, await site.FindAsync(parsed), parsed.GetRequiredValue(by), parsed.GetRequiredValue(person),
                file.NeededOf(parsed));
        });
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, SiteFile site, string by, string person, string file)
    {
        var isPage = file.EndsWith(".html", StringComparison.OrdinalIgnoreCase);
        if (!isPage && !file.EndsWith(".json", StringComparison.OrdinalIgnoreCase))
        {
            throw new UsageException(CommandTexts.JsonOrHtml(file));
        }

        var answer = await PeopleLists.AskAsync(site, new PeopleRequest.Show(by, person));
        if (answer.Person is not { } found)
        {
            return parsed.Refuse(answer.Refused ?? "");
        }

        var events = await PersonDossier.EventsAsync(by, found.Line.Id, request => EventsCommand.AskAsync(site, request));
        OutputFile.Write(file, isPage ? Page(site, found, events) : Json(found, events));
        return parsed.Answer(CommandTexts.PersonWritten(found.Line.Name, found.Line.Id, events.Count, Path.GetFullPath(file)));
    }

    private static byte[] Json(PersonFile person, IReadOnlyList<EventLine> events) => JsonSerializer.SerializeToUtf8Bytes(
        PersonDossier.Of(person, events), EventJson.Options);

    private static byte[] Page(SiteFile site, PersonFile person, IReadOnlyList<EventLine> events)
    {
        return new PrintedPage(site, person.Line.Name)
            .Paragraph(new PeopleFormatter(site).Lines(person).Select(line => line.Trim()))
            .Table(null, events.Select(one => (string[])[site.LocalTime(one.At).ToString("yyyy-MM-dd HH:mm:ss",
                CultureInfo.InvariantCulture), one.Text ?? one.Type]))
            .ToBytes();
    }
}
