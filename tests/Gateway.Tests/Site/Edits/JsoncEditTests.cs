using System.Text;
using System.Text.Json.Nodes;
using Xunit;
using Zhuhui.Edge.Gateway.Site.Edits;

namespace Zhuhui.Edge.Gateway.Tests.Site.Edits;

/// <summary>What people wrote stays as they wrote it.</summary>
public sealed class JsoncEditTests
{
    private const string Text = """
        {
          // 东门的摄像机
          "cameras": [
            {
              "id": "gate", // the gate
              "zones": [
                {
                  "id": "before", // 门前
                  "points": [0.1, 0.5, 0.9, 0.5, 0.9, 1.0], /* by hand */
                  "loiterSeconds": 180,
                },
                // beside the wall
                { "id": "wall", "points": [0, 0, 0.2, 0, 0.2, 1] }
              ],
              "masks": []
            },
            { "id": "yard", "zones": [] }
          ]
        }
        """;

    [Fact]
    public void A_zone_s_points_become_others_and_every_comment_stays() => Assert.Equal(
        Text.Replace("[0.1, 0.5, 0.9, 0.5, 0.9, 1.0]", "[0.1, 0.5, 0.9, 0.5, 0.9, 0.95]", StringComparison.Ordinal),
        Edited("gate", """
            {"zones": [{"id": "before", "points": [0.1, 0.5, 0.9, 0.5, 0.9, 0.95]}, {"id": "wall", "points": [0, 0, 0.2, 0, 0.2, 1.0]}]}
            """.Replace("1.0]", "1]", StringComparison.Ordinal)));

    [Fact]
    public void A_zone_that_is_not_named_goes_with_its_line_and_a_new_one_comes_to_the_end()
    {
        var edited = Edited("gate", """{"zones": [{"id": "wall"}, {"id": "new", "points": [0, 0, 1, 0, 1, 1], "intrusion": true}]}""");
        Assert.DoesNotContain("\"before\"", edited, StringComparison.Ordinal);
        Assert.Contains("\n        { \"id\": \"wall\", \"points\": [0, 0, 0.2, 0, 0.2, 1] },\n"
            + "        { \"id\": \"new\", \"points\": [0, 0, 1, 0, 1, 1], \"intrusion\": true }\n", edited, StringComparison.Ordinal);
        Assert.Contains("// beside the wall", edited, StringComparison.Ordinal);
        Assert.Equal(["wall", "new"], Zones(edited, 0));
    }

    [Fact]
    public void The_last_of_a_list_goes_and_the_list_is_one_still()
    {
        var edited = Edited("gate", """{"zones": [{"id": "before"}]}""");
        Assert.Equal(["before"], Zones(edited, 0));
        Assert.Contains("// 门前", edited, StringComparison.Ordinal);
        Assert.Equal([], Zones(Edited("gate", """{"zones": []}"""), 0));
    }

    /// <summary>Of one line and of several, with and without a comma at the end.</summary>
    [Theory]
    [InlineData("""[{ "id": "a" }]""")]
    [InlineData("""[ { "id": "a" }, { "id": "b" }, ]""")]
    [InlineData("[\n  { \"id\": \"a\" }, // one\n  { \"id\": \"b\" }\n]")]
    [InlineData("[\n  { \"id\": \"b\" },\n  { \"id\": \"a\" },\n]")]
    public void Whichever_go_and_come_the_list_is_one_still(string list)
    {
        var text = $$"""{ "cameras": [{ "id": "gate", "zones": {{list}} }] }""";
        foreach (var ids in (string[][])[[], ["c"], ["c", "d"], ["a", "c"], ["b", "c"], ["a"]])
        {
            var edited = JsoncEdit.OfCamera(text, "gate", new JsonObject
            {
                ["zones"] = new JsonArray([.. ids.Select(id => (JsonNode)new JsonObject { ["id"] = id })]),
            })!;
            Assert.Equal(ids, Zones(edited, 0).Order(StringComparer.Ordinal));
        }
    }

    [Fact]
    public void A_member_that_goes_and_one_that_comes_leave_an_object()
    {
        const string Text = """{ "cameras": [{ "id": "gate", "zones": [] }] }""";
        var edited = JsoncEdit.OfCamera(Text, "gate", new JsonObject { ["zones"] = null, ["tamper"] = false })!;
        Assert.Equal((true, false), (Parsed(edited)["cameras"]![0]!["zones"] is null, (bool)Parsed(edited)["cameras"]![0]!["tamper"]!));
    }

    [Fact]
    public void An_empty_list_and_an_object_of_one_line_take_what_is_new()
    {
        var edited = Edited("yard", """{"zones": [{"id": "a", "points": [0, 0, 1, 0, 1, 1]}], "tamper": false}""");
        Assert.Equal(["a"], Zones(edited, 1));
        Assert.Contains("\"tamper\": false", edited, StringComparison.Ordinal);
        Assert.Contains("""[0.1, 0.5, 0.9, 0.5, 0.9, 1.0], /* by hand */""", edited, StringComparison.Ordinal);
    }

    [Fact]
    public void Masks_which_have_no_ids_are_replaced_whole_and_what_is_null_goes()
    {
        var edited = Edited("gate", """{"masks": [{"points": [0, 0, 1, 0, 1, 1]}], "zones": null}""");
        var camera = Parsed(edited)["cameras"]![0]!;
        Assert.Null(camera["zones"]);
        Assert.Equal(1, (int)camera["masks"]![0]!["points"]![5]!);
    }

    [Fact]
    public void The_same_again_changes_no_letter_and_a_byte_order_mark_stays()
    {
        var same = """{"zones": [{"id": "before", "loiterSeconds": 180}, {"id": "wall"}], "masks": []}""";
        Assert.Equal(Text, Edited("gate", same));
        Assert.Equal("\uFEFF" + Text, JsoncEdit.OfCamera("\uFEFF" + Text, "gate", JsonNode.Parse(same)!.AsObject()));
    }

    [Fact]
    public void No_such_camera_and_no_json_are_no_edit()
    {
        Assert.Null(JsoncEdit.OfCamera(Text, "attic", []));
        Assert.Null(JsoncEdit.OfCamera("{ \"cameras\": [", "gate", []));
    }

    [Theory]
    [InlineData("Site.Cameras[0].Zones[0].Points", 9)]
    [InlineData("Site.Cameras[0].Zones[0].Points[3]", 9)]
    [InlineData("Site.Cameras[0].Zones[1].Id", 13)]
    [InlineData("Site.Cameras[0].Url", 4)]
    [InlineData("Site.Cameras[1]", 17)]
    [InlineData("Site.Cameras[7]", 3)]
    [InlineData("Site.Doors", 1)]
    [InlineData("Site", 1)]
    public void A_problem_s_path_has_a_line(string path, int line) =>
        Assert.Equal(line, JsoncText.Read(Encoding.UTF8.GetBytes(Text))!.LineOf(path));

    private static string Edited(string camera, string wanted) => JsoncEdit.OfCamera(Text, camera, JsonNode.Parse(wanted)!.AsObject())!;

    private static JsonNode Parsed(string text) => JsonNode.Parse(text, documentOptions: new()
    {
        AllowTrailingCommas = true,
        CommentHandling = System.Text.Json.JsonCommentHandling.Skip,
    })!;

    private static string[] Zones(string text, int camera) => [.. Parsed(text)["cameras"]![camera]!["zones"]!.AsArray()
        .Select(zone => (string)zone!["id"]!)];
}
