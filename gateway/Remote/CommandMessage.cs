using System.ComponentModel;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.RegularExpressions;
using Zhuhui.Edge.Gateway.Access;

namespace Zhuhui.Edge.Gateway.Remote;

/// <summary>How much the log tells.</summary>
internal enum Verbosity
{
    Debug,
    Information,
    Warning,
    Error,
}

/// <summary>A command as the hub sends it.</summary>
[Description("A command of the hub to one gateway. It is carried out at most once, and never after it has expired: an unlock 10 s after issuedAt, any other command 5 minutes after.")]
internal sealed record CommandMessage(
    [property: Description("Made by the sender, 1 to 64 characters; the same id is never carried out twice.")] string Id,
    [property: Description("district/compound/gateway")] string Gateway,
    RemoteRight Kind,
    [property: Description("The operator's name, 1 to 64 characters; it is journaled.")] string By,
    DateTimeOffset IssuedAt,
    DateTimeOffset ExpiresAt,
    JsonElement? Args = null);

/// <summary>What a command is about. Which of these a kind needs is <see cref="CommandArgs.Of"/>.</summary>
internal sealed record CommandArgs(
    [property: Description("A door's id; null, written out, for all doors. An unlock names one door.")] string? Door = null,
    [property: Description("When the mode ends by itself, within 24 hours.")] DateTimeOffset? Until = null,
    [property: Description("NUMBER or FORMAT:NUMBER.")] string? Card = null,
    [property: Description("A person's id: all that the person has, the passes given to visitors included.")] string? Person = null,
    [property: Description("A camera's id.")] string? Camera = null,
    Verbosity? Level = null,
    [property: Description("For so many minutes, 1 to 1440.")] int? Minutes = null)
{
    /// <summary>What each kind of command needs. Of <see cref="RemoteRight.RevokeCredential"/>'s two it needs one.</summary>
    [JsonIgnore]
    public static IReadOnlyDictionary<RemoteRight, IReadOnlyList<string>> Of { get; } = new Dictionary<RemoteRight, IReadOnlyList<string>>
    {
        [RemoteRight.Unlock] = ["door"],
        [RemoteRight.HoldOpen] = ["door", "until"],
        [RemoteRight.LockDown] = ["door", "until"],
        [RemoteRight.Release] = ["door"],
        [RemoteRight.RevokeCredential] = ["card", "person"],
        [RemoteRight.Sync] = [],
        [RemoteRight.Still] = ["camera"],
        [RemoteRight.Restart] = [],
        [RemoteRight.LogLevel] = ["level", "minutes"],
    };
}

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
