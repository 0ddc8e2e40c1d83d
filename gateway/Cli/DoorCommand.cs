using System.Globalization;
using Zhuhui.Edge.Gateway.Admin;
using Zhuhui.Edge.Gateway.Events;
using Zhuhui.Edge.Gateway.Site;
using Zhuhui.Edge.Gateway.Storage;

namespace Zhuhui.Edge.Gateway.Cli;

/// <summary>Gives the running gateway an operator's order. Without a running gateway there is nobody to carry it out.</summary>
internal static class DoorCommand
{
    /// <summary>An order that got no answer by then is given up, before it grows old.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(8);

    public static async Task<int> RunAsync(IReadOnlyList<string> words, TextWriter output, TextWriter errors)
    {
        var (site, request) = Read(words);
        using var patience = new CancellationTokenSource(Patience);
        OrderAnswer? answer;
        try
        {
            answer = await CommandsEndpoint.TryAskAsync(site.DataFolder, request, patience.Token);
        }
        catch (OperationCanceledException)
        {
            throw new StorageException($"the running gateway gave no answer within {Patience.TotalSeconds:0} s; see its log whether the order was carried out");
        }

        if (answer is null)
        {
            throw new StorageException($"no gateway runs on {site.DataFolder}; only a running gateway can carry out an order");
        }

        if (answer.Refused is { } reason)
        {
            errors.WriteLine($"zhuhui-edge: {reason.In(site.Language)}");
            return Exit.Refused;
        }

        output.WriteLine($"{Spoken(request.Kind)}: {(request.Kind == CommandKind.Forgive ? request.Person ?? "everybody" : request.Door ?? "all doors")}");
        return Exit.Done;
    }

    private static (SiteFile Site, OrderRequest Request) Read(IReadOnlyList<string> words)
    {
        var kind = words.Count == 0 ? null : Enum.GetValues<CommandKind>().Where(CommandKinds.IsForDoors).Cast<CommandKind?>().FirstOrDefault(k => Spoken(k!.Value) == words[0]);
        if (kind is not { } known)
        {
            throw new UsageException("door needs unlock, hold-open, lockdown, normal or forgive");
        }

        var hasEnd = known is CommandKind.HoldOpen or CommandKind.Lockdown;
        var whom = known == CommandKind.Forgive ? "--person" : "--door";
        var arguments = new Arguments([.. words.Skip(1)], hasEnd ? ["--site", whom, "--operator", "--minutes"] : ["--site", whom, "--operator"], ["--all"]);
        if (arguments.Has("--all") == arguments.One(whom) is not null)
        {
            throw new UsageException($"{whom} or --all is needed, and not both");
        }

        return (CommandLine.Site(arguments), new OrderRequest(known, known == CommandKind.Forgive ? null : arguments.One("--door"), arguments.Needed("--operator"),
            hasEnd ? Minutes(arguments.Needed("--minutes")) : null, known == CommandKind.Forgive ? arguments.One("--person") : null));
    }

    private static int Minutes(string text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var minutes) && minutes is >= 1 and <= 1440
        ? minutes
        : throw new UsageException($"--minutes {text}: a whole number from 1 to 1440 is needed");

    private static string Spoken(CommandKind kind) => kind switch
    {
        CommandKind.Unlock => "unlock",
        CommandKind.HoldOpen => "hold-open",
        CommandKind.Lockdown => "lockdown",
        CommandKind.Normal => "normal",
        _ => "forgive",
    };
}
