using Xunit;

namespace Zhuhui.Edge.Gateway.Tests.EndToEnd;

[Trait("needs", "process")]
public sealed class RunningProgramTests
{
    [Fact]
    public async Task A_program_that_ends_before_it_has_said_something_often_enough_is_not_waited_for()
    {
        await using var program = RunningProgram.StartOther("/bin/echo", ["once"]);
        await program.SaysAsync("once");
        var ended = await Assert.ThrowsAsync<InvalidOperationException>(() => program.SaysAsync("once", 2)
            .WaitAsync(RunningProgram.Patience));
        Assert.Contains("said 'once' 1 of 2 time(s)", ended.Message, StringComparison.Ordinal);
    }
}
