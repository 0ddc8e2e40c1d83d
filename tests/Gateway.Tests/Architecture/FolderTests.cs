using System.Text.RegularExpressions;
using Xunit;
using Zhuhui.Edge.Tests.Support;

namespace Zhuhui.Edge.Gateway.Tests.Architecture;

/// <summary>The rooms are the folders, the folders are the namespaces, and ARCHITECTURE.md names them.</summary>
public sealed partial class FolderTests
{
    public static TheoryData<string, string> Sources => new()
    {
        { "gateway", "Zhuhui.Edge.Gateway" },
        { "drivers", "Zhuhui.Edge.Drivers" },
        { "vision", "Zhuhui.Edge.Vision" },
        { "cloud-bridge/link", "Zhuhui.Edge.CloudBridge" },
        { "cloud-bridge/hub", "Zhuhui.Edge.Hub" },
        { "tests/Gateway.Tests", "Zhuhui.Edge.Gateway.Tests" },
        { "tests/Drivers.Tests", "Zhuhui.Edge.Drivers.Tests" },
        { "tests/Vision.Tests", "Zhuhui.Edge.Vision.Tests" },
        { "tests/CloudBridge.Tests", "Zhuhui.Edge.CloudBridge.Tests" },
        { "tests/Support", "Zhuhui.Edge.Tests.Support" },
    };

    [Theory]
    [MemberData(nameof(Sources))]
    public void A_file_s_namespace_is_its_folder(string folder, string root)
    {
        var files = Directory.GetFiles(Repository.At(folder.Split('/')), "*.cs", SearchOption.AllDirectories);
        Assert.NotEmpty(files);
        foreach (var file in files)
        {
            var below = Path.GetRelativePath(Repository.At(folder.Split('/')), Path.GetDirectoryName(file)!);
            var expected = below == "." ? root : $"{root}.{below.Replace('/', '.')}";
            var declared = Namespace().Match(File.ReadAllText(file));
            Assert.True(!declared.Success || declared.Groups[1].Value == expected, $"{file} declares {declared.Groups[1].Value}");
        }
    }

    [Theory]
    [InlineData("gateway", RoomArrows.Gateway)]
    [InlineData("drivers", RoomArrows.Drivers)]
    [InlineData("vision", RoomArrows.Vision)]
    [InlineData("link", RoomArrows.Link)]
    [InlineData("hub", RoomArrows.Hub)]
    public void The_architecture_page_and_the_list_of_arrows_name_the_rooms_there_are(string assembly, string list)
    {
        var folder = Repository.At(assembly is "link" or "hub" ? ["cloud-bridge", assembly] : [assembly]);
        var there = Directory.GetDirectories(folder).Select(Path.GetFileName)
            .Where(name => Directory.GetFiles(Path.Combine(folder, name!), "*.cs").Length > 0).Order().ToList();
        Assert.Equal(there, OnThePage(assembly).Order());
        var listed = RoomArrows.Lines(list).Select(line => line.Split(':')[0])
            .Where(room => !File.Exists(Path.Combine(folder, room + ".cs"))).ToList();
        Assert.Equal(there, listed.Order());
        if (assembly == "gateway")
        {
            Assert.Equal(listed, OnThePage(assembly));
        }
    }

    /// <summary>The rooms of an assembly in the order of the page: the lines below its own, or words that end with a stroke.</summary>
    private static List<string> OnThePage(string assembly)
    {
        var lines = File.ReadLines(Repository.At("ARCHITECTURE.md")).SkipWhile(line => line != "```").Skip(1)
            .TakeWhile(line => line != "```")
            .SkipWhile(line => line.TrimStart().Split('/')[0] != assembly).ToList();
        var indent = Indent(lines[0]);
        var below = lines.Skip(1).TakeWhile(line => Indent(line) > indent);
        return [.. below.Prepend(lines[0][(lines[0].IndexOf('/') + 1)..]).SelectMany(line => Room().Matches(line))
            .Select(room => room.Groups[1].Value)];

        static int Indent(string line) => line.Length - line.TrimStart().Length;
    }

    [GeneratedRegex("^namespace (.+);", RegexOptions.Multiline)]
    private static partial Regex Namespace();

    [GeneratedRegex(@"(?<![\w/])([A-Z]\w+)/(?=\s|$)")]
    private static partial Regex Room();
}
