namespace Zhuhui.Edge.Gateway.Cli.Setup;

/// <summary>What this machine has that boards and readers can be wired to.</summary>
/// <param name="Chips">Numbers of the GPIO chips, as in <c>/dev/gpiochip0</c>.</param>
/// <param name="SerialDevices">Paths that name the same device after every start, where the system knows such.</param>
internal sealed record Hardware(IReadOnlyList<int> Chips, IReadOnlyList<string> SerialDevices)
{
    /// <summary>Serial lines that have no name of their own: of the board itself, then USB converters.</summary>
    private static readonly string[] _lines = ["ttyAMA", "ttyUSB", "ttyACM"];

    public static Hardware Find(string devices = "/dev")
    {
        int[] chips = [.. Names(devices, "gpiochip*").Select(name => name["gpiochip".Length..])
            .Where(number => number.All(char.IsAsciiDigit)
            && number.Length is > 0 and < 3).Select(int.Parse).Order()];
        var named = Path.Combine(devices, "serial", "by-id");
        string[] byName = Directory.Exists(named) ? [.. Directory.GetFileSystemEntries(named).Order(StringComparer.Ordinal)] : [];
        var reached = byName.Select(path => File.ResolveLinkTarget(path, returnFinalTarget: true)?.Name).ToHashSet(StringComparer.Ordinal);
        return new Hardware(chips, [.. byName, .. _lines.SelectMany(line => Names(devices, line + "*")).Where(name => !reached.Contains(
            name))
            .Select(name => Path.Combine(devices, name))]);
    }

    private static IEnumerable<string> Names(string folder, string pattern) =>
        Directory.GetFileSystemEntries(folder, pattern).Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal);
}
