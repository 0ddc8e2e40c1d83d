using Xunit;
using Zhuhui.Edge.Gateway.Admin.SiteEdits;

namespace Zhuhui.Edge.Gateway.Tests.Admin.SiteEdits;

public sealed class SecretMaskTests
{
    private const string File = """
        {
          // old: password: hunter2, 密码：芝麻开门
          "url": "rtsp://admin:geheim@192.168.1.64:554/1",
          "subUrl": "rtsp://admin:other@192.168.1.64:554/2",
          "credential": "gate-camera"
        }
        """;

    [Theory]
    [InlineData("hunter2")]
    [InlineData("芝麻开门")]
    [InlineData("geheim")]
    [InlineData(":other@")]
    public void A_password_that_somebody_wrote_into_the_file_is_not_shown(string secret) =>
        Assert.DoesNotContain(secret, SecretMask.Hide(File), StringComparison.Ordinal);

    [Fact]
    public void What_was_not_touched_comes_back_to_the_letter_and_what_is_no_secret_is_as_it_was()
    {
        var shown = SecretMask.Hide(File);
        Assert.Contains("\"credential\": \"gate-camera\"", shown, StringComparison.Ordinal);
        Assert.Equal((File, 0), (SecretMask.Back(File, shown).Text, SecretMask.Back(File, shown).Lost.Count));

        // Moved and indented otherwise, each line keeps its own.
        var lines = shown.Split('\n');
        var moved = string.Join('\n', lines[0], lines[3], "    " + lines[2], lines[5]);
        Assert.Equal((0, true, true), (SecretMask.Back(File, moved).Lost.Count,
            SecretMask.Back(File, moved).Text.Contains("admin:geheim@192.168.1.64:554/1", StringComparison.Ordinal),
            SecretMask.Back(File, moved).Text.Contains("admin:other@192.168.1.64:554/2", StringComparison.Ordinal)));
    }

    /// <summary>A camera elsewhere would be told the password.</summary>
    [Fact]
    public void A_masked_line_that_leads_elsewhere_gets_no_password()
    {
        var edited = SecretMask.Hide(File).Replace("192.168.1.64:554/1", "evil.example/1", StringComparison.Ordinal);
        var (text, lost) = SecretMask.Back(File, edited);
        Assert.Equal([3], lost);
        Assert.DoesNotContain("geheim", text, StringComparison.Ordinal);
    }
}
