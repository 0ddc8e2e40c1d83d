using Microsoft.Extensions.Logging;
using Xunit;
using Zhuhui.Edge.Vision.OpenCv;
using Zhuhui.Edge.Vision.Options;

namespace Zhuhui.Edge.Vision.Tests.OpenCv;

public sealed class OpenCvNativeTests
{
    private readonly Lines _log = new();

    [Fact]
    public void Where_the_library_loads_nothing_is_said()
    {
        Assert.True(OpenCvNative.Probe(new VisionOptions(), _log, () => null));
        Assert.Empty(_log.Said);
    }

    [Fact]
    public void Without_the_library_one_line_says_what_is_off_and_what_works()
    {
        Assert.False(OpenCvNative.Probe(new VisionOptions(), _log, () => "libOpenCvSharpExtern.so cannot be loaded"));

        var (level, line) = Assert.Single(_log.Said);
        Assert.Equal(LogLevel.Warning, level);
        Assert.DoesNotContain('\n', line);
        Assert.StartsWith("OpenCV is not used: libOpenCvSharpExtern.so cannot be loaded. Off: ", line, StringComparison.Ordinal);
        Assert.EndsWith("Doors, faces, people and QR codes work.", line, StringComparison.Ordinal);
        Assert.All(["MOG2", "QR", "boxes on the still picture", "blur and light"], part => Assert.Contains(part, line,
            StringComparison.Ordinal));
    }

    [Fact]
    public void Switched_off_it_is_not_even_tried()
    {
        Assert.False(OpenCvNative.Probe(new VisionOptions { OpenCv = false }, _log, () => throw new InvalidOperationException(
            "was tried")));

        Assert.Contains("switched off", Assert.Single(_log.Said).Line, StringComparison.Ordinal);
    }

    [Fact]
    public void Here_the_library_is_there()
    {
        Assert.True(OpenCvNative.Probe(new VisionOptions(), _log), _log.Said.Select(said => said.Line).FirstOrDefault());
    }

    [Theory]
    [InlineData("/opt/a/OpenCvSharpExtern.so: cannot open shared object file: No such file or directory",
        "libOpenCvSharpExtern.so is missing; deploy/raspberry-pi.md tells how to get it")]
    [InlineData("libgtk-3.so.0: cannot open shared object file: No such file or directory",
        "libOpenCvSharpExtern.so needs libgtk-3.so.0, which is missing; apt-get install libgtk-3-0 libatomic1 libdrm2 libharfbuzz0b")]
    public void The_loaders_message_is_told_as_a_reason_and_a_remedy(string line, string reason)
    {
        var message = $"Unable to load shared library 'OpenCvSharpExtern' or one of its dependencies.\n/usr/a/libOpenCvSharpExtern: cannot "
            + $"open shared object file: No such\n{line}\n";

        Assert.Equal(reason, OpenCvNative.ReasonIn(message));
    }

    private sealed class Lines : ILogger
    {
        public List<(LogLevel Level, string Line)> Said { get; } = [];

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception,
            Func<TState, Exception?, string> formatter) =>
            Said.Add((logLevel, formatter(state, exception)));
    }
}
