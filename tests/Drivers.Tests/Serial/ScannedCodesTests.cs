using System.Text;
using CsCheck;
using Microsoft.Extensions.Time.Testing;
using Xunit;
using Zhuhui.Edge.Drivers.Serial;
using Zhuhui.Edge.Tests.Support;

namespace Zhuhui.Edge.Drivers.Tests.Serial;

/// <summary>Scanners as their makers deliver them: with and without a mark behind each code, with a word before it, in pieces,
/// twice.</summary>
public sealed class ScannedCodesTests
{
    private readonly FakeTimeProvider _time = new();
    private readonly List<string> _codes = [];
    private readonly List<string> _faults = [];
    private readonly ScannedCodes _scanner;
    private long _lastAt;

    public ScannedCodesTests() => _scanner = new ScannedCodes(9600, _time, (text, at) =>
    {
        _codes.Add(text);
        _lastAt = at;
    }, _faults.Add);

    [Theory]
    [InlineData("CR", "", "\r")]
    [InlineData("LF", "", "\n")]
    [InlineData("CR and LF", "", "\r\n")]
    [InlineData("TAB", "", "\t")]
    [InlineData("a frame", "\u0002", "\u0003")]
    [InlineData("nothing", "", "")]
    [InlineData("the symbol's name", "]Q1", "\r")]
    [InlineData("the symbol's name and nothing", "]Q1", "")]
    [InlineData("a byte order mark", "\uFEFF", "\r")]
    public void A_code_is_the_same_whatever_the_scanner_sends_around_it(string _, string before, string after)
    {
        foreach (var code in new[] { "ZH1.abc_-9", "通行-7", "ZH1.abc_-9" })
        {
            Send(before + code + after);
            Wait(1500);
        }

        Assert.Equal(["ZH1.abc_-9", "通行-7", "ZH1.abc_-9"], _codes);
        Assert.Empty(_faults);
    }

    [Fact]
    public void A_code_without_a_mark_ends_by_silence_and_is_dated_by_its_last_byte()
    {
        Send("first");
        var at = _time.GetTimestamp();
        Assert.InRange(_scanner.Patience.TotalMilliseconds, 100, 200);
        Wait(150);
        Assert.Equal(("first", at), (_codes.Single(), _lastAt));
    }

    [Fact]
    public void Whatever_the_pieces_a_code_comes_in_it_is_whole()
    {
        var code = Gen.Char["ABab19.-_"].Array[1, 60].Select(letters => new string(letters));
        var ends = Gen.Int[0, 4].Select(i => new[] { "", "\r", "\r\n", "\t", "\n" }[i]);
        Gen.Select(code.Array[1, 6], ends, Gen.Int[0, 110].Array[8], Gen.Int[1, 20].Array[8]).Sample((codes, end, gaps, sizes) =>
        {
            var one = new ScannedCodesTests();
            foreach (var sent in codes)
            {
                var bytes = Encoding.UTF8.GetBytes(sent + end);
                for (var (from, i) = (0, 0); from < bytes.Length; i++)
                {
                    var to = Math.Min(bytes.Length, from + sizes[i % 8]);
                    one.Send(bytes[from..to]);
                    from = to;
                    one.Wait(from < bytes.Length ? gaps[i % 8] : 1200);
                }
            }

            Assert.Equal(codes, one._codes);
            Assert.Empty(one._faults);
        }, iter: FastTests.Cases(2000));
    }

    [Fact]
    public void Of_a_scanner_that_sends_marks_no_piece_is_ever_a_code_however_long_the_pause_in_it()
    {
        Send("first\r");
        Wait(2000);
        Send("resident-1");
        Wait(1100);
        Send("2\r");
        Assert.Equal(["first"], _codes);
        Assert.Equal(2, _faults.Count);
        Wait(2000);
        Send("resident-12\r");
        Assert.Equal(["first", "resident-12"], _codes);
    }

    [Fact]
    public void The_rest_of_a_code_that_silence_cut_is_a_fault_and_no_code_of_its_own()
    {
        Send("resident-1");
        Wait(300);
        Send("resident-2");
        Wait(300);
        Assert.Equal(["resident-1"], _codes);
        Assert.Contains("came in pieces", Assert.Single(_faults), StringComparison.Ordinal);
    }

    [Fact]
    public void A_scanner_that_was_set_to_send_marks_no_more_is_told_and_taken_up_again()
    {
        Send("first\r");
        for (var i = 0; i < 4; i++)
        {
            Wait(3000);
            Send($"code-{i}");
        }

        Wait(3000);
        Assert.Equal(["first", "code-2", "code-3"], _codes);
        Assert.Equal(2, _faults.Count);
        Assert.All(_faults, fault => Assert.Contains("set the scanner to end each code with CR", fault, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("\r")]
    [InlineData("")]
    public void A_code_that_is_sent_again_while_it_is_held_before_the_scanner_is_read_once(string end)
    {
        for (var i = 0; i < 10; i++)
        {
            Send("pass" + end);
            Wait(400);
        }

        Wait(1000);
        Send("pass" + end);
        Wait(1000);
        Assert.Equal(["pass", "pass"], _codes);
        Assert.Empty(_faults);
    }

    [Fact]
    public void Another_encoding_or_speed_and_what_is_no_text_are_told_with_the_remedy()
    {
        byte[][] garbage = [[0xCD, 0xA8, 0xD0, 0xD0], [0x83, 0xFE, 0x1F, 0xE0, 0x98], [(byte)'a', 0x1B, (byte)'b']];
        foreach (var bytes in garbage)
        {
            Send(bytes);
            Wait(2000);
        }

        Assert.Empty(_codes);
        Assert.Equal(3, _faults.Count);
        Assert.All(_faults, fault => Assert.Contains("set the scanner to UTF-8 and plain text, and the bus's baud", fault,
            StringComparison.Ordinal));
    }

    private void Send(string text) => Send(Encoding.UTF8.GetBytes(text));

    private void Send(byte[] bytes) => _scanner.Add(bytes);

    /// <summary>As the scanner's loop waits: silence is told once, and what is then under way begins anew.</summary>
    private void Wait(int milliseconds)
    {
        var wait = TimeSpan.FromMilliseconds(milliseconds);
        var patience = _scanner.Patience;
        if (patience == Timeout.InfiniteTimeSpan || patience > wait)
        {
            _time.Advance(wait);
            return;
        }

        _time.Advance(patience);
        _scanner.Silence();
        _time.Advance(wait - patience);
    }
}
