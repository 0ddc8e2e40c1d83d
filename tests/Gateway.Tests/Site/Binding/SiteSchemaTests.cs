using System.Text.Json.Nodes;
using Xunit;
using Zhuhui.Edge.Gateway.Site.Binding;

namespace Zhuhui.Edge.Gateway.Tests.Site.Binding;

public sealed class SiteSchemaTests
{
    private readonly JsonNode _schema = JsonNode.Parse(SiteSchema.Generate<Compound>("A site"))!;

    [Theory]
    [InlineData("$schema", "\"https://json-schema.org/draft/2020-12/schema\"")]
    [InlineData("title", "\"A site\"")]
    [InlineData("description", "\"A made-up site of one of everything.\"")]
    [InlineData("required", """["name"]""")]
    [InlineData("additionalProperties", "false")]
    [InlineData("properties/name", """{"type":"string","minLength":1,"description":"Its name."}""")]
    [InlineData("properties/doors", """{"type":"array","items":{"$ref":"#/$defs/Gate"},"description":"Its doors.","default":[]}""")]
    [InlineData("properties/lamp", """{"anyOf":[{"$ref":"#/$defs/Lamp"},{"type":"null"}],"description":"Its lamp."}""")]
    [InlineData("properties/siren", """{"$ref":"#/$defs/Siren","description":"Its siren."}""")]
    [InlineData("properties/holidays",
        """{"type":"array","items":{"type":"string","pattern":"^[0-9-]{10}$"},"description":"Public holidays.","default":[]}""")]
    [InlineData("$defs/Gate/additionalProperties", "false")]
    [InlineData("$defs/Gate/required", """["id"]""")]
    [InlineData("$defs/Gate/properties/id",
        """{"type":"string","pattern":"^[a-z0-9][a-z0-9-]{0,31}$","minLength":1,"description":"The door's name."}""")]
    [InlineData("$defs/Gate/properties/unlockSeconds",
        """{"type":"integer","minimum":1,"maximum":255,"description":"Seconds.","default":5}""")]
    [InlineData("$defs/Gate/properties/lock", """{"enum":["failSafe","failSecure"],"description":"The lock.","default":"failSecure"}""")]
    [InlineData("$defs/Gate/properties/rings", """{"type":"boolean","description":"Whether it rings.","default":false}""")]
    [InlineData("$defs/Lamp/properties/brightness",
        """{"type":"number","minimum":0,"maximum":1,"description":"How bright.","default":0.5}""")]
    [InlineData("$defs/Siren/properties/loudness",
        """{"anyOf":[{"type":"integer","minimum":1,"maximum":10},{"type":"null"}],"description":"How loud; none: silent."}""")]
    public void Each_rule_of_the_records_is_in_the_schema(string path, string expected)
    {
        var node = path.Split('/').Aggregate((JsonNode?)_schema, (at, key) => at?[key]);
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(expected), node), $"{path} is {node?.ToJsonString()}");
    }

    [Fact]
    public void The_file_may_name_its_schema() => Assert.Equal("string", (string?)_schema["properties"]!["$schema"]!["type"]);
}
