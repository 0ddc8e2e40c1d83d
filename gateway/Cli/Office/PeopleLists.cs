using System.CommandLine;
using System.Text.Json;
using Zhuhui.Edge.Gateway.Admin.Office;
using Zhuhui.Edge.Gateway.Cli.Commands;
using Zhuhui.Edge.Gateway.Cli.Input;
using Zhuhui.Edge.Gateway.Cli.Offline;
using Zhuhui.Edge.Gateway.Events;
using Zhuhui.Edge.Gateway.People.Profiles;
using Zhuhui.Edge.Gateway.Site;
using Zhuhui.Edge.Gateway.Texts;

namespace Zhuhui.Edge.Gateway.Cli.Office;

/// <summary>Shows people and households: through the running gateway where there is one, else out of its files.</summary>
internal static class PeopleLists
{
    private const int UsualLimit = 100;

    public static Command List() => Of("list", "everybody, by their homes", text: null);

    public static Command Find()
    {
        var text = CliOptions.Needed("--text", "TEXT",
            "a name or a part of it, its pinyin or initials, a room, a card as printed, a telephone number or its last digits, a plate");
        return Of("find", "people by whatever is known of them", text);
    }

    public static Command Show()
    {
        var (site, by, json) = (new SiteOption(isForRunning: true), Operator(), Json());
        var person = CliOptions.Person("which person");
        var command = new Command("show", "all that the gateway knows of one person") { site, by, person, json };
        command.SetAction(async parsed => await RunAsync(parsed, site, json, new PeopleRequest.Show(parsed.GetRequiredValue(by),
            parsed.GetRequiredValue(person)), (answer, format) => answer.Person is { } file ? format.Lines(file) : []));
        return command;
    }

    public static Command Card(string print)
    {
        var (site, by, json) = (new SiteOption(isForRunning: true), Operator(), Json());
        var card = CliOptions.Needed("--card", "CARD", $"the card, {print}");
        var command = new Command("show", "who holds a card") { site, by, card, json };
        command.SetAction(async parsed =>
        {
            var read = CardText.Read(parsed.GetRequiredValue(card));
            return await RunAsync(parsed, site, json, new PeopleRequest.Card(parsed.GetRequiredValue(by), read.Card.Number,
                read.Card.Format, read.Or), (answer, format) => answer.Card is { } found ? [format.Line(found.Person)] : []);
        });
        return command;
    }

    public static Command Visit()
    {
        var (site, by, json) = (new SiteOption(isForRunning: true), Operator(), Json());
        var pass = CliOptions.Needed("--pass", "ID", "the pass's id, as the list has it");
        var command = new Command("show", "one visitor's pass and how often it was used") { site, by, pass, json };
        command.SetAction(async parsed => await RunAsync(parsed, site, json, new PeopleRequest.Visit(parsed.GetRequiredValue(by),
            parsed.GetRequiredValue(pass)), (answer, format) => answer.Visit is { } found ? [format.Line(found.Line)] : []));
        return command;
    }

    public static Command Households(string word, string description, bool isOne)
    {
        var (site, by, json) = (new SiteOption(isForRunning: true), Operator(), Json());
        var home = HouseholdCommand.Home("which");
        var command = new Command(word, description) { site, by, json };
        if (isOne)
        {
            command.Add(home);
        }

        command.SetAction(async parsed => await RunAsync(parsed, site, json, new PeopleRequest.Households(parsed.GetRequiredValue(by),
            isOne ? parsed.GetRequiredValue(home) : null), (answer, format) => answer.Households.Select(format.Line)));
        return command;
    }

    private static Command Of(string word, string description, Option<string>? text)
    {
        var (site, by, json) = (new SiteOption(isForRunning: true), Operator(), Json());
        var building = CliOptions.Text("--building", "N", "of one building alone");
        var unit = CliOptions.Text("--unit", "N", "of one unit alone");
        var kind = CliOptions.Word<PersonKind>("--kind", "of one kind alone");
        var blocked = CliOptions.Switch("--blocked", "only those on the block list");
        var ended = CliOptions.Switch("--ended", "only those whose right has ended");
        var homeless = CliOptions.Switch("--without-home", "only those of whom nobody knows where they live");
        var limit = CliOptions.Number("--limit", $"how many, {PeopleLookup.MostPeople} at most; {UsualLimit} by default",
            most: PeopleLookup.MostPeople);
        var after = CliOptions.Text("--after", "ID", "go on from there: the last line of the page before says where");
        var command = new Command(word, description) { site, by, building, unit, kind, blocked, ended, homeless, limit, after, json };
        if (text is not null)
        {
            command.Add(text);
        }

        command.SetAction(async parsed => await RunAsync(parsed, site, json, new PeopleRequest.List(parsed.GetRequiredValue(by),
            text is null ? null : parsed.GetRequiredValue(text), parsed.GetValue(building), parsed.GetValue(unit), parsed.GetValue(kind),
            parsed.GetValue(blocked), parsed.GetValue(ended), parsed.GetValue(homeless), parsed.GetValue(after),
            parsed.GetValue(limit) ?? UsualLimit), (answer, format) => answer.People.Select(format.Line)));
        return command;
    }

    public static async Task<PeopleAnswer> AskAsync(SiteFile site, PeopleRequest request) =>
        await PeopleEndpoint.TryAskAsync(site.DataFolder, request, CancellationToken.None) ?? FindHere(site, request);

    private static Option<string> Operator() => CliOptions.Needed("--operator", "NAME", "who looks; it goes on record");

    private static Option<bool> Json() => CliOptions.Switch("--json", "one line of JSON each");

    private static async Task<int> RunAsync(ParseResult parsed, SiteOption site, Option<bool> json, PeopleRequest request,
        Func<PeopleAnswer, PeopleFormatter, IEnumerable<string>> lines)
    {
        var where = await site.FindAsync(parsed);
        var answer = await AskAsync(where, request);
        if (answer.Refused is { } refused)
        {
            return parsed.Refuse(refused);
        }

        foreach (var line in parsed.GetValue(json) ? Lines(answer) : lines(answer, new PeopleFormatter(where)))
        {
            parsed.Answer(line);
        }

        if (request is PeopleRequest.List { Text: { } text } && answer.People.Count == 0)
        {
            parsed.InvocationConfiguration.Error.WriteLine(CommandTexts.NobodyFound(text).Say());
        }

        if (answer.Next is { } next)
        {
            parsed.InvocationConfiguration.Error.WriteLine(CommandTexts.MorePeople(answer.Total, next).Say());
        }

        return Exit.Done;
    }

    private static IEnumerable<string> Lines(PeopleAnswer answer) =>
    [
        .. answer.People.Select(one => JsonSerializer.Serialize(one, EventJson.Options)),
        .. answer.Households.Select(one => JsonSerializer.Serialize(one, EventJson.Options)),
        .. answer.Card is { } card ? [JsonSerializer.Serialize(card, EventJson.Options)] : Array.Empty<string>(),
        .. answer.Visit is { } visit ? [JsonSerializer.Serialize(visit, EventJson.Options)] : Array.Empty<string>(),
        .. answer.Person is { } file ? [JsonSerializer.Serialize(file, EventJson.Options)] : Array.Empty<string>(),
    ];

    private static PeopleAnswer FindHere(SiteFile site, PeopleRequest request)
    {
        using var gateway = OfflineGateway.Open(site);
        return gateway.Find(request);
    }
}
