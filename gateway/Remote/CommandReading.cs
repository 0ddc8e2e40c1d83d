using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Zhuhui.Edge.Gateway.Doors.Commands;
using Zhuhui.Edge.Gateway.Events;
using Zhuhui.Edge.Gateway.Releases;
using Zhuhui.Edge.Gateway.Site;

namespace Zhuhui.Edge.Gateway.Remote;

/// <summary>Makes a command of the hub's message: the one place where the contract's shape becomes the gateway's own.</summary>
internal static partial class CommandReading
{
    public const int MostBytes = 4096;
    public const int MostMinutes = 1440;

    private const int LongestText = 64;

    /// <returns>The command and the gateway it is meant for, or what is amiss with it.</returns>
    public static (OperatorCommand? Command, string? Gateway, string? Problem) Read(ReadOnlySpan<byte> json)
    {
        var (message, problem) = RemoteJson.Read<CommandMessage>(json);
        if (message is null)
        {
            return (null, null, problem);
        }

        if (CommandForm.ForRight(message.Kind) is not { } form)
        {
            return (null, null, "kind is not one of a command");
        }

        if (message.Id.Length is 0 or > LongestText || message.By.Length is 0 or > LongestText || (message.Id + message.By)
            .Any(char.IsControl))
        {
            return (null, null, $"id and by have 1 to {LongestText} characters and no control characters");
        }

        (var args, problem) = ReadArgs(message.Args, form);
        return args is null ? (null, null, problem)
            : Lacks(message.Kind, args) is { } lack ? (null, null, $"args.{lack}")
            : (ToCommand(message, form.Kind, args), message.Gateway, null);
    }

    /// <returns>Null where the text is no card.</returns>
    public static NamedCard? Card(string text) => CardPattern().Match(text) is { Success: true } match
        && ulong.TryParse(match.Groups["number"].Value, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
        ? new NamedCard(text, number, match.Groups["format"] is { Success: true, Value: var format } ? format : null)
        : null;

    private static (CommandArgs? Args, string? Problem) ReadArgs(JsonElement? args, CommandForm form)
    {
        var isRevocation = form.Right == RemoteRight.RevokeCredential;
        string[]? given = args is not { } element ? []
            : element.ValueKind == JsonValueKind.Object ? [.. element.EnumerateObject().Select(p => p.Name)]
            : null;
        var isWhole = isRevocation ? given is [var one] && form.Args.Contains(one)
            : given is not null && given.Order(StringComparer.Ordinal).SequenceEqual(form.Args.Order(StringComparer.Ordinal));
        if (!isWhole)
        {
            return (null, $"args needs {(form.Args.Count == 0 ? "nothing" : string.Join(isRevocation ? " or " : " and ", form.Args))}"
                + ", and nothing else");
        }

        if (given!.Length == 0)
        {
            return (new CommandArgs(), null);
        }

        var (read, problem) = RemoteJson.Read<CommandArgs>(Encoding.UTF8.GetBytes(args!.Value.GetRawText()));
        return read is null ? (null, $"args: {problem}") : (read, null);
    }

    private static OperatorCommand ToCommand(CommandMessage message, CommandKind kind, CommandArgs args) =>
        new(message.Id, kind, args.Door, message.By, message.IssuedAt, message.ExpiresAt)
        {
            Until = args.Until,
            Person = args.Person,
            Card = args.Card is { } text ? Card(text) : null,
            Camera = args.Camera,
            Level = args.Level is { } level ? LevelOf(level) : null,
            Version = args.Version,
            Duration = args.Minutes is { } minutes ? TimeSpan.FromMinutes(minutes) : null,
        };

    private static LogLevel LevelOf(Verbosity verbosity) => verbosity switch
    {
        Verbosity.Debug => LogLevel.Debug,
        Verbosity.Information => LogLevel.Information,
        Verbosity.Warning => LogLevel.Warning,
        _ => LogLevel.Error,
    };

    private static string? Lacks(RemoteRight kind, CommandArgs args) => kind switch
    {
        RemoteRight.Unlock when args.Door is null => "door names one door",
        RemoteRight.HoldOpen or RemoteRight.LockDown when args.Until is null => "until is a time",
        RemoteRight.RevokeCredential when args.Person is null && (args.Card is null || Card(args.Card) is null) =>
            "card is NUMBER or FORMAT:NUMBER, or person is an id",
        RemoteRight.Still when args.Camera is null => "camera names a camera",
        RemoteRight.LogLevel when args.Level is null || args.Minutes is not (>= 1 and <= MostMinutes) =>
            $"level and minutes are needed, 1 to {MostMinutes} minutes",
        RemoteRight.Upgrade when args.Version is not { Length: <= LongestText } version || ReleaseVersion.Parse(version) is null =>
            "version is a release's, for example 0.4.0",
        _ => null,
    };

    [GeneratedRegex("^((?<format>[a-z0-9][a-z0-9-]{0,31}):)?(?<number>[0-9]{1,20})\\z", RegexOptions.CultureInvariant
        | RegexOptions.ExplicitCapture)]
    private static partial Regex CardPattern();
}
