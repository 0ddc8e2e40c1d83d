using System.Globalization;
using Xunit;
using Zhuhui.Edge.Gateway.People.Registry;

namespace Zhuhui.Edge.Gateway.Tests.People.Faces;

/// <summary>One photo enrolled on two kinds of machine: a face that one of them enrolled must be known to the other.</summary>
public sealed class TwiceEnrolledTests
{
    private const string Variable = "ZHUHUI_ENROLLED_TWICE";

    /// <summary>For tests/arm64.sh, which names the two data folders, with a colon between them.</summary>
    [Fact(Explicit = true)]
    public void The_photo_enrolled_in_two_data_folders_gives_one_template()
    {
        var folders = Environment.GetEnvironmentVariable(Variable)!.Split(':');
        var (one, other) = (TemplateIn(folders[0]), TemplateIn(folders[1]));
        Assert.Equal(one.Length, other.Length);
        var (product, ones, others) = (0.0, 0.0, 0.0);
        for (var i = 0; i < one.Length; i++)
        {
            product += (double)one[i] * other[i];
            ones += (double)one[i] * one[i];
            others += (double)other[i] * other[i];
        }

        var cosine = product / Math.Sqrt(ones * others);
        var furthest = one.Zip(other, (left, right) => Math.Abs(left - right)).Max();
        TestContext.Current.TestOutputHelper!.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"cosine {cosine:F9}, no number further off than {furthest:E1}"));
        Assert.InRange(cosine, 0.999, 1.0000001);
    }

    private static float[] TemplateIn(string dataFolder)
    {
        using var registry = RegistryStore.Open(dataFolder);
        return Assert.Single(Assert.Single(registry.AllWithTemplates()).Templates).Vector;
    }
}
