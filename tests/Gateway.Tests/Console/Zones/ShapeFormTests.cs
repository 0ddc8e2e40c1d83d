using Xunit;
using Zhuhui.Edge.Gateway.Console.Zones;
using Zhuhui.Edge.Gateway.Site;
using Zhuhui.Edge.Gateway.Texts;
using Zhuhui.Edge.Vision.Options;

namespace Zhuhui.Edge.Gateway.Tests.Console.Zones;

/// <summary>A camera's zones as rows of a form and back: what the form does not show stays, what is wrong is said in its row.</summary>
public sealed class ShapeFormTests
{
    private static readonly SiteCamera _camera = new()
    {
        Id = "fence",
        Zones =
        [
            new SiteZone { Id = "yard", Points = [0.1, 0.50004, 0.9, 0.5, 0.5, 1], CrowdPeople = 5, Schedule = "night",
                LoiterSeconds = 30 },
        ],
        Lines =
        [
            new SiteLine { Id = "wall", From = [0.1, 0.7], To = [0.9, 0.7], Direction = CrossingDirection.RightToLeft, Armed = false },
        ],
        Masks = [new MaskOptions { Points = [0, 0, 0.2, 0, 0.2, 0.2] }],
    };

    [Fact]
    public void Unchanged_rows_are_the_same_camera_again()
    {
        var rows = ShapeForm.RowsOf(_camera);
        Assert.Equal(["zone", "line", "mask", "", "", ""], rows.Select(row => row.Kind));
        Assert.Equal("0.1 0.5, 0.9 0.5, 0.5 1", rows[0].Corners);
        var (camera, _) = ShapeForm.Take(_camera, rows, Language.En);
        Assert.Equal(_camera.Zones[0] with { Points = [] }, camera!.Zones[0] with { Points = [] });
        Assert.Equal(_camera.Zones[0].Points, camera.Zones[0].Points);
        Assert.Equal((CrossingDirection.RightToLeft, false), (camera.Lines[0].Direction, camera.Lines[0].Armed));
        Assert.Equal(_camera.Lines[0].From, camera.Lines[0].From);
        Assert.Equal(_camera.Lines[0].To, camera.Lines[0].To);
        Assert.Equal(_camera.Masks[0].Points, camera.Masks[0].Points);
    }

    [Fact]
    public void A_zone_that_is_renamed_keeps_what_the_form_does_not_show_and_one_without_a_kind_goes()
    {
        var rows = ShapeForm.RowsOf(_camera).ToArray();
        rows[0] = rows[0] with { Id = "garden", Anybody = "yes", Loiter = "" };
        rows[1] = rows[1] with { Kind = "" };
        rows[3] = rows[3] with { Kind = "line", Id = "gap", Corners = "0.2 0.2, 0.4 0.4" };
        var camera = ShapeForm.Take(_camera, rows, Language.En).Camera!;
        var zone = Assert.Single(camera.Zones);
        Assert.Equal(("garden", 5, "night", true, null), (zone.Id, zone.CrowdPeople, zone.Schedule, zone.Intrusion, zone.LoiterSeconds));
        Assert.Equal(("gap", true), (Assert.Single(camera.Lines).Id, camera.Lines[0].Armed));
    }

    [Theory]
    [InlineData("zone", "Yard", "0 0, 1 0, 1 1", "small letters")]
    [InlineData("zone", "camera", "0 0, 1 0, 1 1", "small letters")]
    [InlineData("zone", "wall", "0 0, 1 0, 1 1", "two of the name wall")]
    [InlineData("zone", "a", "0 0, 1 0, 1.2 1", "from 0 to 1")]
    [InlineData("zone", "a", "0 0, 1 0, x 1", "from 0 to 1")]
    [InlineData("zone", "a", "0 0, 1 0, 1", "from 0 to 1")]
    [InlineData("zone", "a", "", "from 0 to 1")]
    [InlineData("zone", "a", "NaN 0, 1 0, 1 1", "from 0 to 1")]
    [InlineData("zone", "a", "-0.1 0, 1 0, 1 1", "from 0 to 1")]
    [InlineData("zone", "a", "0 0, 1 0", "three corners")]
    [InlineData("zone", "a", "0 0, 1 1, 1 0, 0 1", "cross")]
    [InlineData("mask", "", "0 0, 1 1, 1 0, 0 1", "cross")]
    [InlineData("line", "a", "0 0, 0 0", "two different ends")]
    [InlineData("line", "a", "0 0, 1 0, 1 1", "two different ends")]
    [InlineData("door", "a", "0 0, 1 0, 1 1", "neither")]
    public void What_is_wrong_is_said_in_its_row_and_nothing_is_taken(string kind, string id, string corners, string words)
    {
        var rows = ShapeForm.RowsOf(_camera).ToArray();
        rows[3] = rows[3] with { Kind = kind, Id = id, Corners = corners };
        var (camera, told) = ShapeForm.Take(_camera, [.. rows.OrderBy(row => row.Kind == kind && row.Id == id ? 1 : 0)], Language.En);
        Assert.Null(camera);
        Assert.Contains(words, Assert.Single(told, row => row.Problem is not null).Problem!, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("3601")]
    [InlineData("-1")]
    [InlineData("ten")]
    public void Seconds_are_seconds(string loiter)
    {
        var rows = ShapeForm.RowsOf(_camera).ToArray();
        rows[0] = rows[0] with { Loiter = loiter };
        Assert.Contains("3600", ShapeForm.Take(_camera, rows, Language.En).Rows[0].Problem!, StringComparison.Ordinal);
    }
}
