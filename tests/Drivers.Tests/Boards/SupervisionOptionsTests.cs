using Xunit;
using Zhuhui.Edge.Drivers.Boards;

namespace Zhuhui.Edge.Drivers.Tests.Boards;

public sealed class SupervisionOptionsTests
{
    private static readonly SupervisionOptions _usual = new();

    [Fact]
    public void The_bands_of_the_usual_resistors_are_in_order() => Assert.Empty(_usual.Problems());

    public static TheoryData<SupervisionOptions, string> Wrong { get; } = new()
    {
        { _usual with { ActiveFrom = 581 }, "ActiveFrom 581 is above ActiveTo 580" },
        { _usual with { InactiveFrom = 801 }, "InactiveFrom 801 is above InactiveTo 800" },
        { _usual with { InactiveFrom = 589 }, "the active band 400-580 and the inactive band 589-800 must lie 10 or more apart" },
        { _usual with { ShortBelow = 391 }, "ShortBelow 391 must lie 10 or more below both bands" },
        { _usual with { OpenAbove = 809 }, "OpenAbove 809 must lie 10 or more above both bands" },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public void Bands_that_cross_touch_or_stand_on_their_heads_are_named(SupervisionOptions options, string problem) =>
    Assert.Contains(problem, options.Problems().Select(one => $"{one}"));

    [Fact]
    public void Bands_that_lie_just_far_enough_apart_are_accepted() =>
        Assert.Empty((_usual with { InactiveFrom = 590, ShortBelow = 390, OpenAbove = 810 }).Problems());

    [Theory]
    [InlineData(0, InputState.ShortCircuit)]
    [InlineData(249, InputState.ShortCircuit)]
    [InlineData(250, null)]
    [InlineData(399, null)]
    [InlineData(400, InputState.Active)]
    [InlineData(580, InputState.Active)]
    [InlineData(590, null)]
    [InlineData(600, InputState.Inactive)]
    [InlineData(800, InputState.Inactive)]
    [InlineData(900, null)]
    [InlineData(901, InputState.OpenCircuit)]
    [InlineData(65535, InputState.OpenCircuit)]
    public void Each_band_ends_where_it_says(int raw, InputState? band) => Assert.Equal(band, (_usual with { FullScale = 1000 })
        .BandOf((ushort)raw));

    [Fact]
    public void Twelve_bits_are_read_by_their_share_of_the_full_scale() =>
        Assert.Equal([InputState.ShortCircuit, InputState.Active, InputState.Inactive, InputState.OpenCircuit],
            new ushort[] { 0, 2048, 2731, 4095 }.Select(raw => _usual.BandOf(raw)!.Value));
}
