using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Zhuhui.Edge.Gateway.People;
using Zhuhui.Edge.Gateway.Site;

namespace Zhuhui.Edge.Gateway.Remote;

/// <summary>Reads commands.</summary>
internal static partial class CommandReading
{
    public const int MostBytes = 4096;
    public const int MostMinutes = 1440;

    private const int LongestText = 64;

    /// <returns>The command with its arguments, or what is amiss with it.</returns>
    public static (CommandMessage? Command, CommandArgs? Args, string? Problem) Read(ReadOnlySpan<byte> json)
    {
        var (command, problem) = RemoteJson.Read<CommandMessage>(json);
        if (command is null)
        {
            return (null, null, problem);
        }

        if (!CommandArgs.Of.TryGetValue(command.Kind, out var needed))
        {
            return (null, null, "kind is not one of a command");
        }

        if (command.Id.Length is 0 or > LongestText || command.By.Length is 0 or > LongestText || (command.Id + command.By).Any(char.IsControl))
        {
            return (null, null, $"id and by have 1 to {LongestText} characters and no control characters");
        }

        var given = command.Args is not { } element ? [] : element.ValueKind == JsonValueKind.Object ? element.EnumerateObject().Select(p => p.Name).ToArray() : null;
        var whole = command.Kind == RemoteRight.RevokeCredential ? given is [var one] && needed.Contains(one) : given is not null && given.Order(StringComparer.Ordinal).SequenceEqual(needed.Order(StringComparer.Ordinal));
        if (!whole)
        {
            return (null, null, $"args needs {(needed.Count == 0 ? "nothing" : string.Join(command.Kind == RemoteRight.RevokeCredential ? " or " : " and ", needed))}, and nothing else");
        }

        var args = new CommandArgs();
        if (given!.Length > 0)
        {
            (var read, problem) = RemoteJson.Read<CommandArgs>(System.Text.Encoding.UTF8.GetBytes(command.Args!.Value.GetRawText()));
            if (read is null)
            {
                return (null, null, $"args: {problem}");
            }

            args = read;
        }

        return Lacks(command.Kind, args) is { } lack ? (null, null, $"args.{lack}") : (command, args, null);
    }

    /// <returns>Null where the text is no card.</returns>
    public static HeldCard? Card(string text) => CardPattern().Match(text) is { Success: true } match
        && ulong.TryParse(match.Groups["number"].Value, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
        ? new HeldCard(number, match.Groups["format"] is { Success: true, Value: var format } ? format : null)
        : null;

    private static string? Lacks(RemoteRight kind, CommandArgs args) => kind switch
    {
        RemoteRight.Unlock when args.Door is null => "door names one door",
        RemoteRight.HoldOpen or RemoteRight.LockDown when args.Until is null => "until is a time",
        RemoteRight.RevokeCredential when args.Person is null && (args.Card is null || Card(args.Card) is null) => "card is NUMBER or FORMAT:NUMBER, or person is an id",
        RemoteRight.Still when args.Camera is null => "camera names a camera",
        RemoteRight.LogLevel when args.Level is null || args.Minutes is not (>= 1 and <= MostMinutes) => $"level and minutes are needed, 1 to {MostMinutes} minutes",
        _ => null,
    };

    [GeneratedRegex("^((?<format>[a-z0-9][a-z0-9-]{0,31}):)?(?<number>[0-9]{1,20})\\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex CardPattern();
}
