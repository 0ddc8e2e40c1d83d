using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Xunit;
using Zhuhui.Edge.Gateway.Accounts;
using Zhuhui.Edge.Gateway.Admin;
using Zhuhui.Edge.Gateway.Events;
using Zhuhui.Edge.Gateway.People;
using Zhuhui.Edge.Gateway.People.Registry.Sealing;
using Zhuhui.Edge.Gateway.Tests.Api.Office;

namespace Zhuhui.Edge.Gateway.Tests.Console.Upkeep;

public sealed class BackupPagesTests(OfficeBench bench) : IClassFixture<OfficeBench>
{
    private ResidentDirectory Residents => bench.Gateway.Services.GetRequiredService<ResidentDirectory>();

    [Fact]
    public async Task A_backup_is_made_shown_and_gone_back_to_with_a_second_press()
    {
        using var chief = await PageSession.AsAsync(bench.Gateway, Role.Administrator, "Chief back");
        await bench.AddAsync("Before Wang", "5-1-101");
        await chief.GetAsync("/backups");
        var made = await chief.SendAsync("/backups");
        Assert.Equal("/backups", made.Path);
        Assert.Contains("The backup is made", made.Text, StringComparison.Ordinal);
        var name = System.Text.RegularExpressions.Regex.Match(made.Html, "href=\"/backups/([^\"/]*asked[^\"/]*)\"").Groups[1].Value;
        var later = await bench.AddAsync("After Zhao", "5-1-102");

        var preview = await chief.GetAsync($"/backups/{name}");
        Assert.Equal(HttpStatusCode.OK, preview.Status);
        Assert.Contains("no longer in it, to be enrolled again: 1 After Zhao", preview.Text, StringComparison.Ordinal);
        Assert.NotNull(Residents.WithId(new PersonId(later)));
        Assert.Contains(bench.Gateway.Happened.All.OfType<PeopleLookedUp>(), one => one is { Operator: "Chief back", What: "restore" });

        var restored = await chief.SendAsync($"/backups/{name}/restore");
        Assert.Contains("Restored the backup", restored.Text, StringComparison.Ordinal);
        Assert.Null(Residents.WithId(new PersonId(later)));
        Assert.Contains(bench.Gateway.Happened.All.OfType<RegistryPutBack>(), one => one.Operator == "Chief back");
    }

    [Fact]
    public async Task A_sealed_backup_is_taken_away_and_that_is_on_record()
    {
        using var chief = await PageSession.AsAsync(bench.Gateway, Role.Administrator, "Chief sealed");
        await chief.GetAsync("/backups");
        Assert.Contains("No recovery key", (await chief.GetAsync("/backups")).Text, StringComparison.Ordinal);
        Assert.Contains("recovery-key", (await chief.ForgeAsync("/backups/sealed")).Text, StringComparison.Ordinal);

        using var recovery = RecoveryKey.Make();
        bench.Gateway.Services.GetRequiredService<RegistryDesk>().Handle(new BackupRequest(BackupAction.MakeFor, null, "Chief sealed",
            recovery.Lock.Bytes.ToArray()));
        await chief.GetAsync("/backups");
        var made = await chief.SendAsync("/backups/sealed");
        var path = System.Text.RegularExpressions.Regex.Match(made.Html, "href=\"(/backups/[^\"]*/file)\"").Groups[1].Value;
        Assert.NotEqual("", path);
        var file = await chief.GetAsync(path);
        Assert.Equal(HttpStatusCode.OK, file.Status);
        var copy = Path.Combine(bench.Gateway.Site.DataFolder, "copy.sealed");
        await File.WriteAllBytesAsync(copy, file.Body);
        Assert.Equal(Residents.Count, SealedFile.Read(copy, recovery).Head.Counts.People);
        Assert.Contains(bench.Gateway.Happened.All.OfType<PeopleLookedUp>(), one => one is { Operator: "Chief sealed", What: "sealed" });
    }

    [Theory]
    [InlineData("none")]
    [InlineData("..%2Faccounts.json")]
    [InlineData("%2e%2e%2f%2e%2e%2fetc%2fpasswd")]
    public async Task No_other_file_is_given_out_and_no_other_backup_shown(string name)
    {
        using var chief = await PageSession.AsAsync(bench.Gateway, Role.Administrator, $"Chief {name}");
        Assert.Equal(HttpStatusCode.NotFound, (await chief.GetAsync($"/backups/{name}/file")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await chief.GetAsync($"/backups/{name}")).Status);
    }
}
