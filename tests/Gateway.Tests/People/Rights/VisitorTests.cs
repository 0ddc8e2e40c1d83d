using Xunit;
using Zhuhui.Edge.Gateway.Events;
using Zhuhui.Edge.Gateway.People.Profiles;
using Zhuhui.Edge.Gateway.People.Rights;

namespace Zhuhui.Edge.Gateway.Tests.People.Rights;

/// <summary>Who holds a visitor's pass is known to the office alone, and a cancelled pass stays cancelled.</summary>
public sealed class VisitorTests : IDisposable
{
    private readonly RightsBench _desk = new();

    public VisitorTests() => _desk.Put("p-1", PersonKind.Owner, "3-2-501");

    private Visit TheVisit => Assert.Single(_desk.Residents.Visits);

    public void Dispose() => _desk.Dispose();

    [Fact]
    public void What_the_office_knows_of_a_visitor_stays_here_and_is_erased_in_time()
    {
        _desk.Done(Pass() with { Name = "赵六", Phone = "13812345678", Plate = "湘D·12345" });
        _desk.Restart();
        Assert.Equal(("赵六", "13812345678", "湘D12345", "p-1"), (TheVisit.Name, TheVisit.Phone, TheVisit.Vehicle?.Plate,
            TheVisit.Host.Value));
        Assert.Equal("赵六", _desk.Residents.NameOf($"v-{TheVisit.Pass}"));
        Assert.All(_desk.Happened.All, one => Assert.DoesNotMatch("赵六|13812345678|12345", System.Text.Encoding.UTF8.GetString(
            EventJson.Write(one))));
        _desk.Time.Advance(TimeSpan.FromDays(90));
        _desk.MoveOut();
        Assert.Single(_desk.Residents.Visits);
        _desk.Time.Advance(TimeSpan.FromDays(1));
        _desk.MoveOut();
        Assert.Empty(_desk.Residents.Visits);
        _desk.Restart();
        Assert.Empty(_desk.Residents.Visits);
    }

    [Fact]
    public void What_is_no_name_telephone_number_or_plate_is_refused_all_at_once() =>
        Assert.Equal(3, _desk.Refused(Pass() with { Name = " ", Phone = "12", Plate = "12" }).Count);

    [Fact]
    public void A_cancelled_pass_stays_so_through_a_restart_and_through_a_backup_of_before()
    {
        _desk.Done(Pass());
        var (backup, id) = (_desk.MakeBackup(), TheVisit.Pass);
        _desk.Done(new RightsRequest.PassCancellation($"v-{id}"));
        Assert.Equal(id, Assert.IsType<VisitorPassCancelled>(_desk.Last).Pass);
        _desk.Restart();
        Assert.NotNull(TheVisit.CancelledAt);
        _desk.Restore(backup);
        Assert.NotNull(TheVisit.CancelledAt);
        _desk.Refused(new RightsRequest.PassCancellation("000000000000"));
    }

    [Fact]
    public void A_pass_that_a_backup_does_not_know_stays_cancelled_too()
    {
        var backup = _desk.MakeBackup();
        _desk.Done(Pass());
        var id = TheVisit.Pass;
        _desk.Done(new RightsRequest.PassCancellation(id));
        _desk.Restore(backup);
        Assert.Equal(id, TheVisit.Pass);
        Assert.NotNull(TheVisit.CancelledAt);
    }

    [Fact]
    public void The_visits_of_a_host_who_is_gone_go_when_they_are_over()
    {
        _desk.Done(Pass());
        _desk.Done(new RightsRequest.PersonRemoval("p-1"));
        _desk.MoveOut();
        Assert.Single(_desk.Residents.Visits);
        _desk.Time.Advance(TimeSpan.FromHours(8));
        _desk.MoveOut();
        Assert.Empty(_desk.Residents.Visits);
    }

    [Fact]
    public void A_visit_that_is_erased_is_erased_from_every_backup_byte_for_byte()
    {
        string[] told = ["赵六", "13812345678", "湘D12345"];
        _desk.Done(Pass() with { Name = told[0], Phone = told[1], Plate = told[2] });
        var backup = _desk.MakeBackup();
        Assert.All(told, one => Assert.Contains($"backups/{backup}.registry", _desk.FilesWith(one)));
        _desk.Time.Advance(TimeSpan.FromDays(89));
        _desk.MoveOut();
        Assert.All(told, one => Assert.Contains($"backups/{backup}.registry", _desk.FilesWith(one)));
        _desk.Time.Advance(TimeSpan.FromDays(2));
        _desk.MoveOut();
        Assert.All(told, one => Assert.Empty(_desk.FilesWith(one)));
        _desk.Restore(backup);
        Assert.Empty(_desk.Residents.Visits);
        Assert.Equal("p-1", Assert.Single(_desk.Residents.All).Id.Value);
    }

    [Fact]
    public void A_visit_that_was_erased_while_the_disk_of_the_backups_was_away_is_erased_from_them_when_it_is_back()
    {
        _desk.Done(Pass() with { Name = "赵六" });
        _desk.MakeBackup();
        _desk.Time.Advance(TimeSpan.FromDays(80));
        _desk.Done(Pass() with { Name = "孙七" });
        _desk.MakeBackup();
        _desk.MoveBackups(away: true);
        _desk.Time.Advance(TimeSpan.FromDays(11));
        _desk.MoveOut();
        _desk.MoveBackups(away: false);
        Assert.All(_desk.FilesWith("赵六"), file => Assert.StartsWith("backups/", file, StringComparison.Ordinal));
        Assert.Equal(2, _desk.FilesWith("赵六").Length);
        _desk.CatchUp();
        Assert.Empty(_desk.FilesWith("赵六"));
        Assert.Contains(_desk.FilesWith("孙七"), file => file.StartsWith("backups/", StringComparison.Ordinal));
    }

    private static RightsRequest.PassRequest Pass() => new("p-1", ["gate"], 8, 2);
}
