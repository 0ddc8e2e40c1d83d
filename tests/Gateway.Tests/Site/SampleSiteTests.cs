using System.Text.Json;
using Xunit;
using Zhuhui.Edge.CloudBridge.Settings;
using Zhuhui.Edge.Gateway.Cli.Commands;
using Zhuhui.Edge.Gateway.Remote;
using Zhuhui.Edge.Gateway.Site;
using Zhuhui.Edge.Gateway.Site.Binding;
using Zhuhui.Edge.Tests.Support;

namespace Zhuhui.Edge.Gateway.Tests.Site;

public sealed class SampleSiteTests
{
    private static readonly string _sample = Repository.At("deploy", "site.sample.jsonc");

    [Fact]
    public void Every_key_is_in_the_sample_and_commented() => Assert.Empty(SampleCheck.Of<SiteFile>(File.ReadAllBytes(_sample)));

    [Fact]
    public void The_sample_is_in_order_but_for_the_district_s_certificate_which_it_cannot_have()
    {
        Assert.Empty(SiteFiles.Read(_sample).Problems);
        var site = SiteReader.Read<SiteFile>(_sample, "Site").Value!;
        Assert.StartsWith("CaFile", $"{Assert.Single(LinkRules.MissingFiles(site.Link))}", StringComparison.Ordinal);
    }

    [Fact]
    public void The_sample_s_values_are_the_defaults_where_it_says_nothing_else()
    {
        var site = SiteReader.Read<SiteFile>(_sample, "Site").Value!;
        Assert.Equal(new SiteFile().Vision with { ModelFolder = site.Vision.ModelFolder }, site.Vision);
        Assert.Equal(JsonSerializer.Serialize(new SiteFile().Rings), JsonSerializer.Serialize(site.Rings));
        Assert.Equal(new SiteFile().Console, site.Console);
    }

    [Fact]
    public void The_editors_schema_is_the_one_the_program_prints() => AssertPrints(Repository.At("deploy", "site.schema.json"), "site");

    [Fact]
    public void The_contract_s_event_schema_is_the_one_the_program_prints() => AssertPrints(Repository.At("cloud-bridge", "contract",
        "events.schema.json"), "events");

    [Fact]
    public void The_contract_s_other_schemas_are_those_the_program_prints() =>
        Assert.All(RemoteSchemas.All.Keys, name => AssertPrints(Repository.At("cloud-bridge", "contract", $"{name}.schema.json"), name));

    private static void AssertPrints(string file, string schema)
    {
        using var output = new StringWriter();
        Assert.Equal(0, SchemaCommand.Run(schema, output));
        Assert.Equal(File.ReadAllText(file), output.ToString());
    }
}
