using System.CommandLine;
using Zhuhui.Edge.Gateway.Admin;
using Zhuhui.Edge.Gateway.Admin.Office;
using Zhuhui.Edge.Gateway.Cli.Commands;
using Zhuhui.Edge.Gateway.Cli.Input;
using Zhuhui.Edge.Gateway.Cli.Offline;
using Zhuhui.Edge.Gateway.People.Imports;
using Zhuhui.Edge.Gateway.People.Imports.Photos;
using Zhuhui.Edge.Gateway.People.Imports.Tables;
using Zhuhui.Edge.Gateway.Site;
using Zhuhui.Edge.Gateway.Site.Binding;
using Zhuhui.Edge.Gateway.Storage;
using Zhuhui.Edge.Gateway.Texts;

namespace Zhuhui.Edge.Gateway.Cli.Office;

/// <summary>Lists of people, in and out: through the running gateway where there is one, else on its files.</summary>
internal static class PeopleFiles
{
    private const string EndGone = "end";

    public static Command Import()
    {
        var (site, by) = (new SiteOption(isForRunning: true), CliOptions.Operator());
        var file = new FileOption("--file", "a list of people, .csv or .xlsx");
        var map = CliOptions.Text("--map", "FILE", "which heading is which column, and how cards are printed; kept for the next list");
        var dry = CliOptions.Switch("--dry-run", "say what would be, and everything that is wrong; change nothing");
        var gone = CliOptions.Text("--gone", EndGone, "whoever lives in a home of the list and is not in it has no right from now on");
        gone.AcceptOnlyFromAmong(EndGone);
        var photos = CliOptions.Text("--photos", "PATH", "a folder or a ZIP archive of photos, named by person, id, card or telephone");
        var undo = CliOptions.Switch("--undo", "take the last import back, while nothing else of people was changed since");
        var command = new Command("import", "take up a list of people, all of it or nothing; works while the gateway runs")
        {
            site, by, file, map, photos, dry, gone, undo,
        };
        file.AddWordTo(command);
        command.NeedsOneOf(undo, file, photos);
        foreach (var option in (Option[])[file, photos, map, dry, gone])
        {
            command.KeepsApart(undo, option);
        }

        command.Needs(map, file);
        command.Needs(gone, file);
        command.SetAction(async parsed =>
        {
            var where = await site.FindAsync(parsed);
            using var source = parsed.GetValue(photos) is { } path ? OpenPhotos(path) : null;
            var request = new ImportRequest(parsed.GetRequiredValue(by), file.Of(parsed) is { } list ? Read("--file", list) : null,
                parsed.GetValue(map) is { } mapping ? ReadMap(mapping) : null, parsed.GetValue(dry),
                parsed.GetValue(gone) == EndGone, source?.Files);
            if (await ImportEndpoint.TryImportAsync(where.DataFolder, request, CancellationToken.None) is { } answer)
            {
                return await TellAsync(parsed, request, answer, source, message => EnrolmentEndpoint.TrySendAsync(where.DataFolder, message,
                    CancellationToken.None));
            }

            using var gateway = OfflineGateway.OpenToChange(where);
            if (source is not null)
            {
                gateway.LoadModels();
            }

            return await TellAsync(parsed, request, gateway.Import(request), source, async message => await gateway.EnrolAsync(message));
        });
        return command;
    }

    public static Command Export()
    {
        var (site, by) = (new SiteOption(isForRunning: true), CliOptions.Needed("--operator", "NAME", "who takes it; it goes on record"));
        var file = new FileOption("--file", "where it is written, .csv or .xlsx; only its owner may read it") { IsNeeded = true };
        var gb = CliOptions.Switch("--gb18030", "for programs that do not know UTF-8");
        var command = new Command("export", "everybody in a file for a spreadsheet; works while the gateway runs") { site, by, file, gb };
        file.AddWordTo(command);
        command.SetAction(async parsed =>
        {
            var (where, path) = (await site.FindAsync(parsed), file.NeededOf(parsed));
            var request = new ExportRequest(parsed.GetRequiredValue(by), path.EndsWith(".xlsx", StringComparison.OrdinalIgnoreCase)
                ? ExportForm.Xlsx : parsed.GetValue(gb) ? ExportForm.Gb18030 : ExportForm.Csv);
            var answer = await ImportEndpoint.TryExportAsync(where.DataFolder, request, CancellationToken.None)
                ?? ExportHere(where, request);
            if (answer.Refused is { } refused)
            {
                return parsed.Refuse(refused);
            }

            AtomicFile.Write(Path.GetFullPath(path), answer.File!);
            return parsed.Answer(ImportTexts.Exported(answer.People, path));
        });
        return command;
    }

    /// <param name="enrol">Enrols one person's faces; null comes back where the gateway has gone.</param>
    private static async Task<int> TellAsync(ParseResult parsed, ImportRequest request, ImportAnswer answer, PhotoSource? source,
        Func<EnrolmentMessage, Task<EnrolmentAnswer?>> enrol)
    {
        var code = request.File is null && answer is { Refused: null, Photos: not null } ? Exit.Done : Tell(parsed, answer);
        return source is null || answer.Photos is not { } photos ? code
            : Math.Max(code, await new PhotoImport(parsed, source, photos, enrol).RunAsync(request.IsDryRun));
    }

    private static int Tell(ParseResult parsed, ImportAnswer answer)
    {
        foreach (var problem in answer.Problems)
        {
            parsed.Answer(Line(problem));
        }

        foreach (var warning in answer.Warnings)
        {
            parsed.Answer(ImportTexts.LookAt(Line(warning)));
        }

        foreach (var line in answer.Changes.Concat(answer.Gone))
        {
            parsed.Answer(line);
        }

        return answer.Refused is { } refused ? parsed.Refuse(refused)
            : answer.Problems.Count > 0 ? parsed.Refuse(answer.Said!)
            : parsed.Answer(answer.Said!);
    }

    private static string Line(ImportLine one) => ImportTexts.Finding(
        one.Line is { } line ? ImportTexts.AtLine(line).Say() : "",
        one.Column is { } column ? ImportTexts.InColumn(column).Say() : "",
        one.Value is { Length: > 0 } value ? ImportTexts.Value(value).Say() : "", one.Text).Say();

    private static byte[] Read(string option, string path) => new FileInfo(Existing(option, path))
        is { Length: <= 2L * TableReader.MostBytes }
        ? File.ReadAllBytes(path) : throw new UsageException(ImportTexts.TooBig(TableReader.MostBytes >> 20));

    private static string ReadMap(string path)
    {
        var text = File.ReadAllBytes(Existing("--map", path));
        return StrictText.Read(text) ?? throw new UsageException(CommandTexts.FileNotUtf8("--map", path, StrictText.LineOfFault(text)));
    }

    private static string Existing(string option, string path) => File.Exists(path) ? path
        : throw new UsageException(CommandTexts.NoFile(option, path));

    private static PhotoSource OpenPhotos(string path)
    {
        try
        {
            return PhotoSource.Open(path);
        }
        catch (PhotoSourceException refused)
        {
            throw new UsageException(refused.Words);
        }
    }

    private static ExportAnswer ExportHere(SiteFile site, ExportRequest request)
    {
        using var gateway = OfflineGateway.Open(site);
        return gateway.Export(request);
    }
}
