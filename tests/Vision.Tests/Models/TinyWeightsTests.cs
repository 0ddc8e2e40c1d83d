using System.Runtime.InteropServices;
using CsCheck;
using Microsoft.ML.OnnxRuntime;
using Xunit;
using Zhuhui.Edge.Tests.Support;
using Zhuhui.Edge.Vision.Models;

namespace Zhuhui.Edge.Vision.Tests.Models;

public sealed class TinyWeightsTests
{
    [Fact]
    [Trait("needs", "material")]
    public void The_default_embedding_model_has_them_and_answers_the_same_without()
    {
        var model = File.ReadAllBytes(ModelPack.Open(Material.Models).PathOf(ModelRole.FaceEmbedding));
        using var before = new InferenceSession(model);
        Assert.InRange(TinyWeights.Clear(model), 1_000, int.MaxValue);
        Assert.Equal(0, TinyWeights.Clear(model));
        using var after = new InferenceSession(model);
        using var first = new ModelRun(ModelRole.FaceEmbedding, before, "input", [1, 3, 112, 112], ("output", [1, 512]));
        using var second = new ModelRun(ModelRole.FaceEmbedding, after, "input", [1, 3, 112, 112], ("output", [1, 512]));
        for (var i = 0; i < first.Input.Length; i++)
        {
            second.Input[i] = first.Input[i] = MathF.Sin(i * 0.37f);
        }

        var (expected, actual) = (first.Run()[0], second.Run()[0]);
        Assert.All(Enumerable.Range(0, expected.Length), i => Assert.Equal(expected[i], actual[i], 1e-4f));
    }

    [Fact]
    public void A_tensor_of_whole_numbers_is_left_alone_and_one_of_floats_is_cleared()
    {
        byte[] tiny = [.. MemoryMarshal.AsBytes<float>([1e-39f, 1, -1e-25f, 0])];
        Assert.Equal(0, TinyWeights.Clear(Model(type: 7, tiny)));
        var model = Model(type: 1, tiny);
        Assert.Equal(2, TinyWeights.Clear(model));
        Assert.Equal(Model(type: 1, [.. MemoryMarshal.AsBytes<float>([0, 1, 0, 0])]), model);
    }

    [Fact]
    public void Any_bytes_are_survived() => Gen.Byte.Array[0, 200].Sample(bytes => TinyWeights.Clear(bytes) >= 0);

    private static byte[] Model(byte type, byte[] raw)
    {
        byte[] tensor = [0x08, 4, 0x10, type, 0x4a, (byte)raw.Length, .. raw];
        byte[] graph = [0x2a, (byte)tensor.Length, .. tensor];
        return [0x08, 7, 0x3a, (byte)graph.Length, .. graph];
    }
}
