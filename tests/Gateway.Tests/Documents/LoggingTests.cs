using System.Globalization;
using System.Reflection;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Logging;
using Xunit;
using Zhuhui.Edge.CloudBridge;
using Zhuhui.Edge.Drivers.Readers;
using Zhuhui.Edge.Gateway.Cli;
using Zhuhui.Edge.Vision.Sightings;

namespace Zhuhui.Edge.Gateway.Tests.Documents;

/// <summary>The numbers of the log's lines, and the table that gives them out.</summary>
public sealed partial class LoggingTests
{
    private static readonly Assembly[] _programs =
    [
        typeof(CommandLine).Assembly, typeof(CardRead).Assembly, typeof(Sighting).Assembly, typeof(HubLink).Assembly,
        Assembly.Load("zhuhui-hub"),
    ];

    private static readonly (MethodInfo Method, LoggerMessageAttribute Line)[] _lines =
    [
        .. from type in _programs.SelectMany(program => program.GetTypes())
           from method in type.GetMethods(BindingFlags.Static | BindingFlags.Instance | BindingFlags.NonPublic | BindingFlags.Public)
           let line = method.GetCustomAttribute<LoggerMessageAttribute>()
           where line is not null
           select (method, line),
    ];

    [Fact]
    public void No_two_lines_have_the_same_number()
    {
        Assert.True(_lines.Length > 50, $"only {_lines.Length} lines were found");
        Assert.Empty(_lines.GroupBy(one => one.Line.EventId).Where(same => same.Count() > 1).Select(same => same.Key));
    }

    [Fact]
    public void Every_line_stands_in_its_rooms_Log_class() =>
        Assert.All(_lines, one => Assert.Equal("Log", one.Method.DeclaringType!.Name));

    [Fact]
    public void Every_number_is_of_its_rooms_hundred_and_every_hundred_is_used()
    {
        var hundreds = Row().Matches(Page.Read("docs/design/logging.md").Text)
            .ToDictionary(
                row => NamespaceOf(row.Groups["room"].Value),
                row => int.Parse(row.Groups["first"].Value, CultureInfo.InvariantCulture));
        Assert.All(_lines, one => Assert.Equal(hundreds[one.Method.DeclaringType!.Namespace!], one.Line.EventId / 100 * 100));
        Assert.Empty(hundreds.Keys.Except(_lines.Select(one => one.Method.DeclaringType!.Namespace!)));
    }

    private static string NamespaceOf(string room)
    {
        var folders = room.Replace("cloud-bridge/link", "cloudBridge", StringComparison.Ordinal)
            .Replace("cloud-bridge/hub", "hub", StringComparison.Ordinal)
            .Split('/');
        return "Zhuhui.Edge." + string.Join('.', folders.Select(folder => char.ToUpperInvariant(folder[0]) + folder[1..]));
    }

    [GeneratedRegex(@"\| (?<first>[0-9]+)-[0-9]+ \| `(?<room>[a-zA-Z/-]+)`")]
    private static partial Regex Row();
}
