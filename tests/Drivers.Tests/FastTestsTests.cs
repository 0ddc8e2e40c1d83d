using System.ComponentModel;
using System.Diagnostics;
using Xunit;
using Zhuhui.Edge.Tests.Support;

namespace Zhuhui.Edge.Drivers.Tests;

public sealed class FastTestsTests
{
    /// <summary>It is asserted either way, so that neither run can pass by mistake.</summary>
    [Fact]
    public void A_process_starts_in_the_whole_run_and_not_in_the_fast_one()
    {
        var refused = Record.Exception(() =>
        {
            using var process = Process.Start("/bin/true");
            process.WaitForExit(Eventually.Patience);
        });
        Assert.Equal(FastTests.Running, refused is Win32Exception);
    }
}
