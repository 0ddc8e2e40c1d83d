using System.Text;

namespace Zhuhui.Edge.Gateway.Tests.Architecture;

/// <summary>The rooms of one assembly: what the compiled types use, and what the list allows.</summary>
internal sealed class Rooms
{
    private readonly Dictionary<(string From, string To), Use> _arrows = [];

    /// <param name="assembly">The file.</param>
    /// <param name="root">The namespace whose folders are the rooms.</param>
    /// <param name="list">A line a room, "Room: rooms it may use", each using only rooms above it.</param>
    public Rooms(string assembly, string root, string list)
    {
        foreach (var use in CompiledUses.Of(assembly))
        {
            if (RoomOf(use.From, root) is { } from && RoomOf(use.To, root) is { } to && from != to)
            {
                _arrows.TryAdd((from, to), use);
            }
        }

        Listed = [.. RoomArrows.Lines(list).Select(line => line.Split(':')).Select(parts => (parts[0].Trim(), Words(parts[1])))];
    }

    public IReadOnlyList<(string Room, string[] Uses)> Listed { get; }

    /// <summary>What differs between the list and the compiled types, an arrow a line, with a use that makes it; then the list as it would
    /// have to be. Null: nothing.</summary>
    public string? Difference()
    {
        var listed = Listed.SelectMany(line => line.Uses.Select(to => (From: line.Room, To: to))).ToHashSet();
        if (listed.SetEquals(_arrows.Keys))
        {
            return null;
        }

        var text = new StringBuilder("\n");
        foreach (var arrow in _arrows.Keys.Except(listed).Order())
        {
            text.AppendLine($"not in the list: {arrow.From} -> {arrow.To} ({_arrows[arrow].From} uses {_arrows[arrow].To})");
        }

        foreach (var arrow in listed.Except(_arrows.Keys).Order())
        {
            text.AppendLine($"in the list alone: {arrow.From} -> {arrow.To}");
        }

        text.AppendLine("as compiled:");
        var order = Listed.Select(line => line.Room).ToList();
        var unlisted = _arrows.Keys.SelectMany(arrow => new[] { arrow.From, arrow.To }).Distinct().Except(order).Order();
        foreach (var room in order.Concat(unlisted).ToList())
        {
            var uses = _arrows.Keys.Where(arrow => arrow.From == room).Select(arrow => arrow.To).OrderBy(to => (uint)order.IndexOf(to));
            text.AppendLine($"{room}: {string.Join(' ', uses)}".TrimEnd());
        }

        return text.ToString();
    }

    /// <summary>Arrows of the list that do not point up.</summary>
    public IEnumerable<string> Downward() => Listed.SelectMany((line, i) =>
        line.Uses.Except(Listed.Take(i).Select(above => above.Room)).Select(to => $"{line.Room} -> {to}"));

    /// <summary>The rooms that use one another in a circle, as compiled; the largest such circle.</summary>
    public IReadOnlyList<string> LargestCycle()
    {
        var reachable = new Dictionary<string, HashSet<string>>();
        var rooms = _arrows.Keys.SelectMany(arrow => new[] { arrow.From, arrow.To }).Distinct().ToList();
        foreach (var room in rooms)
        {
            HashSet<string> found = [];
            var left = new Queue<string>([room]);
            while (left.TryDequeue(out var next))
            {
                foreach (var to in _arrows.Keys.Where(arrow => arrow.From == next).Select(arrow => arrow.To).Where(found.Add))
                {
                    left.Enqueue(to);
                }
            }

            reachable[room] = found;
        }

        return [.. rooms
            .Select(room => rooms.Where(other => other == room || (reachable[room].Contains(other) && reachable[other].Contains(room))))
            .MaxBy(circle => circle.Count()) ?? []];
    }

    private static string[] Words(string text) => text.Split(' ', StringSplitOptions.RemoveEmptyEntries);

    /// <summary>The first folder of a type; the program's own file and what stands at the root are rooms of their own name.</summary>
    private static string? RoomOf(string type, string root)
    {
        if (type == "Program")
        {
            return type;
        }

        if (!type.StartsWith(root + ".", StringComparison.Ordinal))
        {
            return null;
        }

        var parts = type[(root.Length + 1)..].Split('.');
        return parts[0];
    }
}
