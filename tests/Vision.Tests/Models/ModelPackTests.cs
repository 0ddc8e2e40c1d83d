using System.Security.Cryptography;
using System.Text;
using Xunit;
using Zhuhui.Edge.Tests.Support;
using Zhuhui.Edge.Vision.Models;

namespace Zhuhui.Edge.Vision.Tests.Models;

public sealed class ModelPackTests : IDisposable
{
    private static readonly byte[] _weights = [1, 2, 3, 4];
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_complete_pack_gives_a_path_for_every_role()
    {
        WritePack();

        var pack = ModelPack.Open(_folder.Path);

        Assert.Equal("test-pack", pack.Id);
        Assert.Equal(512, pack.EmbeddingSize);
        Assert.All(Enum.GetValues<ModelRole>(), role => Assert.Equal(_weights, File.ReadAllBytes(pack.PathOf(role))));
    }

    [Fact]
    public void A_missing_file_is_named_with_the_command_that_brings_it()
    {
        WritePack();
        File.Delete(Path.Combine(_folder.Path, "Liveness.onnx"));

        Assert.Equal($"{_folder.Path}/Liveness.onnx is missing; run deploy/models.sh to bring the model pack", Refusal());
    }

    [Fact]
    public void A_file_with_another_hash_is_refused_with_both_hashes()
    {
        WritePack();
        _folder.Write("Person.onnx", [1, 2, 3, 5]);

        var refusal = Refusal();

        Assert.Contains("Person.onnx has SHA-256 " + Hash([1, 2, 3, 5]), refusal, StringComparison.Ordinal);
        Assert.Contains("pack.json states " + Hash(_weights), refusal, StringComparison.Ordinal);
        Assert.Contains("deploy/models.sh", refusal, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', refusal);
    }

    [Fact]
    public void A_folder_that_is_not_there_is_named()
    {
        var refusal = Assert.Throws<ModelPackException>(() => ModelPack.Open(Path.Combine(_folder.Path, "nowhere"))).Message;

        Assert.Equal($"{_folder.Path}/nowhere/pack.json is missing; run deploy/models.sh to bring the model pack", refusal);
    }

    [Fact]
    public void A_pack_without_a_file_for_a_role_names_the_role()
    {
        WritePack(without: ModelRole.FaceLandmarks);

        Assert.Contains("names no file for FaceLandmarks", Refusal(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("null")]
    [InlineData("""{ "id": "x" }""")]
    [InlineData("""{ "id": "x", "name": "", "embeddingSize": 512, "files": [], "spelt": "wrong" }""")]
    public void A_malformed_manifest_is_refused_in_one_line(string manifest)
    {
        _folder.Write("pack.json", Encoding.UTF8.GetBytes(manifest));

        var refusal = Refusal();

        Assert.StartsWith($"{_folder.Path}/pack.json", refusal, StringComparison.Ordinal);
        Assert.EndsWith("run deploy/models.sh to bring the model pack", refusal, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', refusal);
    }

    [Fact]
    [Trait("needs", "material")]
    public void The_default_pack_opens()
    {
        var pack = ModelPack.Open(Material.Models);

        Assert.Equal(512, pack.EmbeddingSize);
    }

    private static string Hash(byte[] content) => Convert.ToHexStringLower(SHA256.HashData(content));

    private string Refusal() => Assert.Throws<ModelPackException>(() => ModelPack.Open(_folder.Path)).Message;

    private void WritePack(ModelRole? without = null)
    {
        var files = Enum.GetValues<ModelRole>().Where(role => role != without).Select(role =>
        {
            _folder.Write($"{role}.onnx", _weights);
            var name = char.ToLowerInvariant(role.ToString()[0]) + role.ToString()[1..];
            return $$"""
                {
                  "role": "{{name}}", "file": "{{role}}.onnx", "sha256": "{{Hash(_weights)}}", "licence": "MIT", "source": "here",
                  "input": "any"
                }
                """;
        });
        var manifest = $$"""{ "id": "test-pack", "name": "Test", "embeddingSize": 512, "files": [{{string.Join(",", files)}}] }""";
        _folder.Write("pack.json", Encoding.UTF8.GetBytes(manifest));
    }
}
