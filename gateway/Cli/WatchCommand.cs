using System.Globalization;
using System.Text.Json;
using Zhuhui.Edge.Gateway.Admin;
using Zhuhui.Edge.Gateway.Events;
using Zhuhui.Edge.Gateway.Site;
using Zhuhui.Edge.Gateway.Storage;

namespace Zhuhui.Edge.Gateway.Cli;

/// <summary>Arms and disarms what cameras watch, lists it with the alarms, and acknowledges them, at the running gateway.</summary>
internal static class WatchCommand
{
    public static Task<int> RunAsync(string[] words, TextWriter output, TextWriter errors) => words switch
    {
        ["list", .. var rest] => ListAsync(new Arguments([.. rest], ["--site"], []), output),
        ["acknowledge", .. var rest] => AcknowledgeAsync(new Arguments([.. rest], ["--site", "--alarm", "--operator"], ["--all"]), output, errors),
        ["arm", .. var rest] => OrderAsync(WatchOrder.Arm, rest, output, errors),
        ["disarm", .. var rest] => OrderAsync(WatchOrder.Disarm, rest, output, errors),
        ["usual", .. var rest] => OrderAsync(WatchOrder.Usual, rest, output, errors),
        _ => throw new UsageException("watch needs list, arm, disarm, usual or acknowledge"),
    };

    private static async Task<int> OrderAsync(WatchOrder order, IEnumerable<string> words, TextWriter output, TextWriter errors)
    {
        var arguments = new Arguments([.. words], order == WatchOrder.Usual ? ["--site", "--what", "--ring", "--operator"] : ["--site", "--what", "--ring", "--operator", "--minutes"], ["--all"]);
        if (new[] { arguments.Has("--all"), arguments.Has("--what"), arguments.Has("--ring") }.Count(given => given) != 1)
        {
            throw new UsageException("one of --what CAMERA[/ZONE], --ring RING and --all is needed");
        }

        var site = CommandLine.Site(arguments);
        var answer = await WatchEndpoint.TryAskAsync(site.DataFolder, new WatchRequest(order, RingOf(arguments.One("--ring")), arguments.One("--what"), Minutes(arguments.One("--minutes")),
            arguments.Needed("--operator")), CancellationToken.None) ?? throw NotRunning(site);
        if (answer.Places.Count == 0)
        {
            errors.WriteLine($"zhuhui-edge: no camera watches {arguments.One("--what") ?? arguments.One("--ring") ?? "anything"}; watch list shows what there is");
            return Exit.Refused;
        }

        output.WriteLine($"{WatchFormatter.Format(order).In(site.Language)}: {string.Join(", ", answer.Places)}");
        return Exit.Done;
    }

    private static async Task<int> AcknowledgeAsync(Arguments arguments, TextWriter output, TextWriter errors)
    {
        if (arguments.Has("--all") == arguments.Has("--alarm"))
        {
            throw new UsageException("--alarm or --all is needed, and not both");
        }

        var site = CommandLine.Site(arguments);
        var answer = await WatchEndpoint.TryAskAsync(site.DataFolder, new AcknowledgeRequest(arguments.One("--alarm"), arguments.Needed("--operator")), CancellationToken.None) ?? throw NotRunning(site);
        if (answer.Alarms.Count == 0)
        {
            errors.WriteLine("zhuhui-edge: there is no such alarm that nobody has acknowledged");
            return Exit.Refused;
        }

        output.WriteLine($"acknowledged: {string.Join(", ", answer.Alarms)}");
        return Exit.Done;
    }

    /// <summary>One line of JSON a place, then one an alarm, for people and programs alike.</summary>
    private static async Task<int> ListAsync(Arguments arguments, TextWriter output)
    {
        var site = CommandLine.Site(arguments);
        var list = await WatchEndpoint.TryListAsync(site.DataFolder, CancellationToken.None) ?? throw NotRunning(site);
        list.Places.ToList().ForEach(place => output.WriteLine(JsonSerializer.Serialize(place, EventJson.Options)));
        list.Alarms.ToList().ForEach(alarm => output.WriteLine(JsonSerializer.Serialize(alarm, EventJson.Options)));
        return Exit.Done;
    }

    private static StorageException NotRunning(SiteFile site) => new($"no gateway runs on {site.DataFolder}; only a running gateway watches");

    private static Ring? RingOf(string? text) => text is null ? null
        : Enum.GetValues<Ring>().Cast<Ring?>().FirstOrDefault(ring => AlarmKinds.NameOf(ring!.Value) == text)
            ?? throw new UsageException($"--ring {text}: the rings are {string.Join(", ", Enum.GetValues<Ring>().Select(AlarmKinds.NameOf))}");

    private static int? Minutes(string? text) => text is null ? null
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var minutes) && minutes is >= 1 and <= WatchEndpoint.MostMinutes ? minutes
        : throw new UsageException($"--minutes {text}: a whole number from 1 to {WatchEndpoint.MostMinutes} is needed");
}
