using System.Globalization;
using Zhuhui.Edge.Gateway.Admin;
using Zhuhui.Edge.Gateway.Journals;
using Zhuhui.Edge.Gateway.People;
using Zhuhui.Edge.Gateway.People.Credentials;
using Zhuhui.Edge.Gateway.People.Rights;
using Zhuhui.Edge.Gateway.Site;
using Zhuhui.Edge.Gateway.Storage;

namespace Zhuhui.Edge.Gateway.Cli;

/// <summary>Changes what people may: through the running gateway where there is one, else on its files.</summary>
internal static class RightsCommand
{
    public static async Task<int> RunAsync(string[] words, TextWriter output, TextWriter errors)
    {
        var (site, request) = Read(words, errors);
        var answer = await RightsEndpoint.TryAskAsync(site.DataFolder, request, CancellationToken.None) ?? DoHere(site, request);
        foreach (var reason in answer.Reasons)
        {
            errors.WriteLine($"zhuhui-edge: {reason}");
        }

        if (answer.Said is null)
        {
            return Exit.Refused;
        }

        output.WriteLine(answer.Said);
        return Exit.Done;
    }

    private static RightsAnswer DoHere(SiteFile site, RightsRequest request)
    {
        DataFolder.Make(site);
        using var ledger = EventLedger.OpenQuietly(site.DataFolder);
        using var people = OfflinePeople.Open(site, ledger);
        using var passes = PassSigner.Open(site.DataFolder);
        return new RightsChanges(site, people.Registry, people.Residents, people.Writer, PinDigests.Open(site.DataFolder), passes, TimeProvider.System).Handle(request);
    }

    private static (SiteFile Site, RightsRequest Request) Read(string[] words, TextWriter errors)
    {
        string[] rest = words.Length > 2 ? words[2..] : [];
        switch (words)
        {
            case ["card", "lost" or "found", ..]:
                var card = new Arguments(rest, ["--site", "--card"], []);
                var held = CardText.Read(card.Needed("--card"));
                return (CommandLine.Site(card), new RightsRequest.CardReport(held.Number, held.Format, words[1] == "lost"));
            case ["person", "block" or "unblock" or "remove", ..]:
                var person = new Arguments(rest, ["--site", "--person"], []);
                var id = person.Needed("--person");
                return (CommandLine.Site(person), words[1] == "remove" ? new RightsRequest.PersonRemoval(id) : new RightsRequest.PersonBlocking(id, words[1] == "block"));
            case ["person", "rights", ..]:
                var rights = new Arguments(rest, ["--site", "--person", "--schedule", "--doors", "--from", "--to", "--uses"], ["--always", "--all-doors", "--longer", "--not-longer"]);
                var site = CommandLine.Site(rights);
                return (site, Change(rights, site));
            case ["person", "faces", "clear", ..]:
                var faces = new Arguments(words[3..], ["--site", "--person"], []);
                return (CommandLine.Site(faces), new RightsRequest.FacesClearing(faces.Needed("--person")));
            case ["person", "photos", "clear", ..]:
                var photos = new Arguments(words[3..], ["--site", "--person"], []);
                return (CommandLine.Site(photos), new RightsRequest.PhotosClearing(photos.Needed("--person")));
            case ["pin", "set" or "clear", ..]:
                var pin = new Arguments(rest, ["--site", "--person"], ["--duress"]);
                var (owner, where) = (pin.Needed("--person"), CommandLine.Site(pin));
                return (where, new RightsRequest.PinChange(owner, words[1] == "set" ? PinEntry.Read(errors) : null, pin.Has("--duress")));
            case ["visitor", "issue", ..]:
                var visitor = new Arguments(rest, ["--site", "--host", "--doors", "--hours", "--uses"], []);
                return (CommandLine.Site(visitor), new RightsRequest.PassRequest(visitor.Needed("--host"), Doors(visitor.Needed("--doors")), Number(visitor, "--hours"), Number(visitor, "--uses")));
            default:
                throw new UsageException($"unknown command '{string.Join(' ', words.Take(2))}'; zhuhui-edge --help lists them");
        }
    }

    private static RightsRequest.RightsChange Change(Arguments arguments, SiteFile site)
    {
        Apart(arguments, "--schedule", "--always");
        Apart(arguments, "--doors", "--all-doors");
        Apart(arguments, "--longer", "--not-longer");
        return new RightsRequest.RightsChange(
            arguments.Needed("--person"),
            arguments.Has("--always") ? "" : arguments.One("--schedule"),
            arguments.Has("--all-doors") ? [] : arguments.One("--doors") is { } doors ? Doors(doors) : null,
            arguments.Has("--longer") ? true : arguments.Has("--not-longer") ? false : null,
            Moments.Parse(arguments, "--from", site, atItsEnd: false),
            Moments.Parse(arguments, "--to", site, atItsEnd: true),
            arguments.Has("--uses") ? Number(arguments, "--uses") : null);
    }

    private static void Apart(Arguments arguments, string one, string other)
    {
        if (arguments.Has(one) && arguments.Has(other))
        {
            throw new UsageException($"{one} and {other} contradict each other");
        }
    }

    private static string[] Doors(string text) => text.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    private static int Number(Arguments arguments, string name) =>
        int.TryParse(arguments.Needed(name), NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0
            ? number
            : throw new UsageException($"{name} {arguments.Needed(name)}: a whole number from 1 is needed");
}
