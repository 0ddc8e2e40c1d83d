using System.Text;
using Xunit;

namespace Zhuhui.Edge.Gateway.Tests.Site;

public sealed class SampleCheckTests
{
    [Fact]
    public void A_sample_with_every_key_commented_has_nothing_missing() => Assert.Empty(Check("""
        {
          // Its name.
          "name": "a",
          // Its lamp.
          "lamp": {
            // How bright: 0 to 1.
            "brightness": 0.5,
            /* Where it hangs. */
            "at": [0.1, 0.2],
          },
        }
        """));

    [Fact]
    public void A_key_without_a_comment_or_without_a_place_is_named() => Assert.Equal(
        ["House.name has no comment directly above it where it occurs first", "Lamp.brightness does not occur in the sample",
            "Lamp.at has no comment directly above it where it occurs first"],
        Check("""
        {
          // A house.

          "name": "a",
          // Its lamp.
          "lamp": {
            "at": [0.1, 0.2], // Where it hangs.
          },
        }
        """));

    private static IReadOnlyList<string> Check(string sample) => SampleCheck.Of<House>(Encoding.UTF8.GetBytes(sample));

    private sealed record House
    {
        public string Name { get; init; } = "";

        public Lamp Lamp { get; init; } = new();
    }
}
