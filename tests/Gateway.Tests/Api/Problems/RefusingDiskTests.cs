using System.Net;
using Xunit;
using Zhuhui.Edge.Gateway.Accounts;
using Zhuhui.Edge.Gateway.Tests.Api.Office;
using Zhuhui.Edge.Gateway.Tests.Journals;

namespace Zhuhui.Edge.Gateway.Tests.Api.Problems;

/// <summary>A disk that takes nothing is told in one word, whatever it was to take.</summary>
[Trait("needs", "process")]
public sealed class RefusingDiskTests
{
    [Fact]
    public async Task A_full_disk_is_the_same_problem_for_people_and_for_accounts_and_over_once_there_is_room()
    {
        using var disk = new SmallDisk("24m");
        await using var gateway = await RunningApi.StartAsync(folder: Directory.CreateDirectory(Path.Combine(disk.Path, "data")).FullName);
        var (chief, clerk) = (gateway.As(Role.Administrator), gateway.As(Role.Office));
        disk.Fill();
        var person = await UntilRefusedAsync(i => OfficeBench.SendAsync(clerk, HttpMethod.Post, "people", new
        {
            name = $"王{i}",
            home = $"1-1-{100 + i}"
        }));
        var account = await UntilRefusedAsync(i => OfficeBench.SendAsync(chief, HttpMethod.Post, "accounts", new
        {
            name = $"a{i}",
            role = "guard"
        }));
        var token = await UntilRefusedAsync(i => OfficeBench.SendAsync(chief, HttpMethod.Post, "accounts/tokens", new
        {
            name = $"t{i}",
            role = "guard"
        }));
        Assert.All([person, account, token], one => Assert.Equal((HttpStatusCode.ServiceUnavailable, "disk"), (one.Status, one.Code)));
        disk.Free();
        Assert.Equal(HttpStatusCode.OK, (await OfficeBench.SendAsync(chief, HttpMethod.Post, "accounts/tokens", new
        {
            name = "after",
            role = "guard"
        })).Status);
    }

    /// <summary>What fits into a block that is there already is taken even by a full disk.</summary>
    private static async Task<Reply> UntilRefusedAsync(Func<int, Task<Reply>> change)
    {
        Reply answer;
        var i = 0;
        do
        {
            answer = await change(i);
        }
        while (answer.Status is HttpStatusCode.OK or HttpStatusCode.Created && ++i < 300);
        return answer;
    }
}
