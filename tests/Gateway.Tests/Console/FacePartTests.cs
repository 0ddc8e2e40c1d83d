using System.Text;
using Xunit;
using Zhuhui.Edge.Gateway.Admin.Health;
using Zhuhui.Edge.Gateway.Console;
using Zhuhui.Edge.Gateway.Texts;
using Zhuhui.Edge.Vision.Gallery;

namespace Zhuhui.Edge.Gateway.Tests.Console;

public sealed class FacePartTests
{
    private static readonly FaceStatus _faces = new(120, 240, 0.003,
        [new FaceDoorStatus("gate", 120, 0.5512, 0.93), new FaceDoorStatus("unit-3", 4, 0.45, 1), new FaceDoorStatus("unit-4", 5, 0.5),
            new FaceDoorStatus("unit-5", 5, 0.48, 0)],
        [new LookAlike("p-1", "p-2", 0.71f)]);

    [Fact]
    public void Each_door_s_threshold_is_shown_with_what_it_rests_on()
    {
        var page = Render(_faces, null, Language.En);
        Assert.Contains("3 strangers in 1,000 may pass", page, StringComparison.Ordinal);
        Assert.Contains("<td>door gate</td><td>120</td><td>0.551</td><td>the people here, 93 % assumed</td>", page,
            StringComparison.Ordinal);
        Assert.Contains("assumed, too few people yet", page, StringComparison.Ordinal);
        Assert.Contains("<td>0.500</td><td>fixed in the site file</td>", page, StringComparison.Ordinal);
        Assert.Contains("阈值", Render(_faces, null, Language.Zh), StringComparison.Ordinal);
    }

    [Fact]
    public void Look_alikes_are_shown_with_both_names_and_names_are_encoded()
    {
        Assert.Contains("<td>&lt;p-1&gt; <small>p-1</small></td><td>&lt;p-2&gt; <small>p-2</small></td><td>0.71</td>", Render(_faces, null,
            Language.En), StringComparison.Ordinal);
    }

    [Fact]
    public void Who_must_be_enrolled_again_is_named_and_nothing_is_shown_where_there_is_nothing()
    {
        var page = Render(null, new FaceRenewalStatus(3, ["p-9"]), Language.En);
        Assert.Contains("templates of 3 people are being made anew", page, StringComparison.Ordinal);
        Assert.Contains("Must be enrolled again: 1", page, StringComparison.Ordinal);
        Assert.Contains("<small>p-9</small>", page, StringComparison.Ordinal);
        Assert.Equal("", Render(null, new FaceRenewalStatus(0, []), Language.En));
        Assert.Equal("", Render(null, null, Language.Zh));
    }

    private static string Render(FaceStatus? faces, FaceRenewalStatus? renewal, Language language)
    {
        var page = new StringBuilder();
        FacePart.Append(page, faces, renewal, person => $"<{person}>", door => $"door {door}", language);
        return page.ToString();
    }
}
