using Xunit;
using Zhuhui.Edge.Gateway.Console;
using Zhuhui.Edge.Gateway.Texts;
using Zhuhui.Edge.Vision.Options;
using Zhuhui.Edge.Vision.Sightings;

namespace Zhuhui.Edge.Gateway.Tests.Console;

public sealed class LivePageTests
{
    [Fact]
    public void A_cameras_zones_lines_and_masks_are_drawn_where_the_site_file_has_them()
    {
        var page = LivePage.Render(new CameraOptions
        {
            Id = "yard",
            Zones = [new ZoneOptions { Id = "bin-area", Points = [0.1, 0.2, 0.3, 0.2, 0.3, 0.4] }],
            Lines = [new LineOptions { Id = "fence", From = [0, 0.5], To = [1, 0.55] }],
            Masks = [new MaskOptions { Points = [0, 0, 0.05, 0, 0, 0.05] }],
        }, Language.Zh);
        Assert.Contains("""<polygon class="zone" points="100 200 300 200 300 400"/>""", page, StringComparison.Ordinal);
        Assert.Contains("""<polyline class="line" points="0 500 1000 550"/>""", page, StringComparison.Ordinal);
        Assert.Contains("""<polygon class="mask" points="0 0 50 0 0 50"/>""", page, StringComparison.Ordinal);
        Assert.Contains("""<span style="left:10%;top:20%">bin-area</span>""", page, StringComparison.Ordinal);
        Assert.Contains("""src="/cameras/yard.mjpeg""", page, StringComparison.Ordinal);
    }

    [Fact]
    public void Each_stream_of_a_camera_has_its_row_and_a_lost_one_says_why()
    {
        var main = new StreamHealth(StreamRole.Main, true, 1280, 720, "h264", "software", 100, 60, 40, 25, 8, 40, 0, 0.0712, null);
        var sub = new StreamHealth(StreamRole.Sub, false, 0, 0, "", "", 50, 10, 40, 0, 0, 61_000, 2, null, "no frame for 5 s <b>");
        var camera = new CameraHealth("gate", false, 1280, 720, "h264", 150, 70, 80, 25, 40, 2, 0, null, null) { Streams = [main, sub] };
        var rows = CameraTable.Rows([camera], Language.En).ToList();
        Assert.Equal(["<a href=\"/cameras/gate\">gate</a> · main", "<span class=\"good\">online 1280x720 h264</span>", "25.0", "8.0", "60",
            "0.0 s", "0", "software 7 %"], rows[0]);
        Assert.Equal("<span class=\"bad\">offline</span> no frame for 5 s &lt;b&gt;", rows[1][1]);
        Assert.Equal(["61.0 s", "2", ""], rows[1][5..]);
        Assert.All(rows, row => Assert.Equal(CameraTable.Heads(Language.En).Length, row.Length));
    }
}
