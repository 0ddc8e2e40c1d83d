using System.Device.Gpio;
using Xunit;
using Zhuhui.Edge.Drivers.Boards;
using Zhuhui.Edge.Drivers.Simulated;
using Zhuhui.Edge.Tests.Support;

namespace Zhuhui.Edge.Drivers.Tests.Simulated;

public sealed class PinFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string FilePath => _folder.At("roof.pins");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_new_file_holds_64_unopened_pins()
    {
        using var pins = PinFile.Open("roof", _folder.Path);
        Assert.Equal(new string('-', 64), File.ReadAllText(FilePath));
        Assert.Null(pins[0]);
    }

    [Fact]
    public void A_level_is_in_the_file_as_soon_as_it_is_set_and_still_there_when_opened_again()
    {
        using var dead = PinFile.Open("roof", _folder.Path);
        dead.Set(63, PinValue.High);
        dead.Set(0, PinValue.Low);
        Assert.Equal("0" + new string('-', 62) + "1", File.ReadAllText(FilePath));

        using var next = PinFile.Open("roof", _folder.Path);
        Assert.Equal((PinValue.High, PinValue.Low), (next[63], next[0]));
    }

    [Fact]
    public void A_file_cut_short_by_a_kill_is_completed()
    {
        File.WriteAllText(FilePath, "01");
        using var pins = PinFile.Open("roof", _folder.Path);
        Assert.Equal("01" + new string('-', 62), File.ReadAllText(FilePath));
    }

    [Theory]
    [InlineData("0x")]
    [InlineData("00000000000000000000000000000000000000000000000000000000000000000")]
    public void A_file_that_holds_something_else_is_refused_and_left_alone(string content)
    {
        File.WriteAllText(FilePath, content);
        var refused = Assert.Throws<BoardException>(() => PinFile.Open("roof", _folder.Path));
        Assert.Contains(FilePath, refused.Message, StringComparison.Ordinal);
        Assert.Equal(content, File.ReadAllText(FilePath));
    }

    [Fact]
    public void A_folder_that_cannot_be_made_is_named()
    {
        File.WriteAllText(_folder.At("file"), "");
        var refused = Assert.Throws<BoardException>(() => PinFile.Open("roof", _folder.At("file")));
        Assert.StartsWith("Board 'roof': ", refused.Message, StringComparison.Ordinal);
    }
}
