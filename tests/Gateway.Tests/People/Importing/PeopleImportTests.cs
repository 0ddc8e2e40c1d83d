using Xunit;
using Zhuhui.Edge.Gateway.Events;
using Zhuhui.Edge.Gateway.People;
using Zhuhui.Edge.Gateway.People.Imports;
using Zhuhui.Edge.Gateway.People.Imports.Tables;
using Zhuhui.Edge.Gateway.People.Profiles;
using Zhuhui.Edge.Gateway.People.Rosters;
using Zhuhui.Edge.Gateway.Texts;

namespace Zhuhui.Edge.Gateway.Tests.People.Importing;

/// <summary>What a list makes of the people there are: who is meant, who is new, what is changed, and the way back.</summary>
public sealed class PeopleImportTests : IDisposable
{
    private const string Head = "姓名,住址,电话,卡号,身份\n";

    private readonly ImportBench _office = new();

    public void Dispose() => _office.Dispose();

    [Fact]
    public void Two_people_of_one_name_never_merge()
    {
        _office.Done(Head + "王伟,3-2-501,13812345678,1001,业主\n王伟,3-2-502,,,业主\n");
        Assert.Equal(2, _office.Residents.Count);
        var answer = _office.Done(Head + "王伟,3-2-503,,,业主\n");
        Assert.Equal((1, 0), (answer.New, answer.Changed));
        Assert.Contains(answer.Warnings, warning =>
            warning.Text.StartsWith("is taken for somebody new, and not for 王伟 (", StringComparison.Ordinal));
        Assert.Equal(3, _office.Residents.Count);
        Assert.Contains("line 2 has the same name in 3-2-501",
            Assert.Single(_office.Take(Head + "张三,3-2-501,,,\n张三,3-2-501,,,\n").Problems).Text,
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_person_is_known_by_card_by_home_and_by_telephone_with_the_name_and_moves()
    {
        _office.Done(Head + "王伟,3-2-501,13812345678,1001,业主\n李娜,3-2-501,13812345678,,家属\n");
        var (wang, li) = (_office.One("王伟").Id, _office.One("李娜").Id);
        var byCard = _office.Done(Head + "王伟,5-1-101,,0000001001; 1002,\n");
        Assert.Equal((0, 1), (byCard.New, byCard.Changed));
        Assert.Contains("3-2-501 → 5-1-101, cards", Assert.Single(byCard.Changes), StringComparison.Ordinal);
        Assert.Equal((wang, "5-1-101"), (_office.One("王伟").Id, _office.HomeOf(_office.One("王伟"))));
        Assert.Equal([1001UL, 1002UL], _office.One("王伟").Cards.Select(card => card.Number));

        _office.Done(Head + "李　娜,5-1-101,138-1234-5678,,\n");
        Assert.Equal((li, "5-1-101", "13812345678"),
            (_office.One("李娜").Id, _office.HomeOf(_office.One("李娜")), _office.One("李娜").Details.Phone));
        Assert.Null(_office.Residents.At(Home.Parse("3-2-501")!));
        Assert.Equal(PersonKind.Family, _office.One("李娜").Details.Kind);
    }

    [Theory]
    [InlineData("card 1001 is held by 王伟", "李娜,3-2-501,,1001,")]
    [InlineData("the card stands in line 2 already", "王伟,3-2-501,,1001,\n赵云,3-2-502,,001001,")]
    [InlineData("people may be meant", "王伟,3-2-501,,1001;2001,", "王伟,5-1-101,,2001,")]
    [InlineData("there is no person p-9 here", "王伟,3-2-501,,,,p-9")]
    [InlineData("only staff may be without one", "赵云,,,,业主")]
    [InlineData("only staff may be without one", "赵云,,,,")]
    [InlineData("'3栋' is no home", "赵云,3栋,,,")]
    [InlineData("format the column as text", "赵云,3-2-501,,1.23E+09,")]
    [InlineData("is no card", "赵云,3-2-501,,\"1001,1002\",")]
    [InlineData("no heading above this cell", "赵云,3-2-501,,188,租户,,27678")]
    [InlineData("'86' is no telephone number", "赵云,3-2-501,86,,")]
    public void What_is_not_sure_is_a_problem_and_nothing_is_done(string problem, string rows, string? before = null)
    {
        _office.Done(Head + "王伟,3-2-501,13812345678,1001,业主\n");
        if (before is not null)
        {
            _office.Done(Head + before + "\n");
        }

        var disk = _office.OnDisk;
        var answer = _office.Take(Head.Trim() + ",编号\n" + rows + "\n");
        Assert.Contains(problem, Assert.Single(answer.Problems).Text, StringComparison.Ordinal);
        Assert.False(answer.IsDone);
        Assert.Equal(disk, _office.OnDisk);
    }

    [Fact]
    public void What_a_line_leaves_empty_stays_and_no_card_is_taken_away()
    {
        _office.Done("name,home,phone,cards,sex,kind,plates,notes,valid to,lives alone\n"
            + "王伟,3-2-501,13812345678,1001,m,owner,湘D12345,deaf,2027-01-31,yes\n");
        var before = _office.One("王伟");
        Assert.Equal(new DateTimeOffset(2027, 1, 31, 16, 0, 0, TimeSpan.Zero), before.ValidTo);
        var answer = _office.Take("name,home,phone,cards,sex,kind,plates,notes,valid to,lives alone\n王伟,3-2-501,,,,,,,,\n");
        Assert.StartsWith("nothing new", answer.Said, StringComparison.Ordinal);
        _office.Done("name,home,valid to,lives alone\n王伟,3-2-501,长期,无\n");
        var after = _office.One("王伟");
        Assert.Equal((null, false, "13812345678", 1), (after.ValidTo, after.Details.LivesAlone, after.Details.Phone, after.Cards.Count));
    }

    [Fact]
    public void Whoever_is_not_in_the_list_is_told_and_loses_the_right_only_where_that_is_asked()
    {
        _office.Done(Head + "王伟,3-2-501,,1001,\n李娜,3-2-501,,1002,\n赵云,5-1-101,,1003,\n");
        var told = _office.Take(Head + "王伟,3-2-501,,1001,\n");
        Assert.StartsWith("not in the list: 李娜", Assert.Single(told.Gone), StringComparison.Ordinal);
        Assert.Null(_office.One("李娜").ValidTo);
        var ended = _office.Done(Head + "王伟,3-2-501,,1001,\n", endsGone: true);
        Assert.EndsWith("the right of 1 who are not in the list ends now", ended.Said, StringComparison.Ordinal);
        Assert.Equal((_office.Time.GetUtcNow(), null), (_office.One("李娜").ValidTo, _office.One("赵云").ValidTo));
        Assert.False(_office.Take(Head + "王伟,3-2-501,,1001,\n", endsGone: true).IsDone);
    }

    [Fact]
    public void An_import_is_taken_back_as_one_act_and_not_once_anything_else_was_changed()
    {
        Assert.StartsWith("there is no import to take back", _office.TakeBack().Refused, StringComparison.Ordinal);
        _office.Done(Head + "王伟,3-2-501,13812345678,1001,业主\n");
        var before = _office.OnDisk;
        var done = _office.Done(Head + "王伟,5-1-101,13987654321,1001;1002,租户\n李娜,5-1-101,,1003,\n");
        Assert.Equal((1, 1), (done.New, done.Changed));
        _office.Restart();

        Assert.Equal("the last import is taken back: 1 people erased, 1 as they were before", _office.TakeBack().Said);
        Assert.Equal(before, _office.OnDisk);
        Assert.Equal("3-2-501", _office.HomeOf(_office.One("王伟")));
        Assert.Contains(new PeopleImported("chen", 1, 1, 0, 0, 1, true), _office.Happened.All);
        Assert.Contains(_office.Happened.All, one => one is PersonRemoved);
        Assert.NotNull(_office.TakeBack().Refused);

        _office.Done(Head + "李娜,3-2-502,,1003,\n");
        _office.Put(_office.One("王伟") with { Blocked = true });
        Assert.StartsWith("there is no import to take back", _office.TakeBack().Refused, StringComparison.Ordinal);
        Assert.Equal(2, _office.Residents.Count);
    }

    [Fact]
    public void One_record_tells_the_import_and_no_record_whom_or_where()
    {
        _office.Done(Head + "王伟,3-2-777,13812345678,1001,业主\n李娜,3-2-777,,,\n");
        Assert.Equal(new PeopleImported("chen", 2, 0, 0, 0, 1, false), Assert.Single(_office.Happened.All.OfType<PeopleImported>()));
        Assert.Equal(2, _office.Happened.All.OfType<ResidentEnrolled>().Count());
        Assert.All(_office.Happened.All, one =>
            Assert.DoesNotMatch("王|777|138", System.Text.Encoding.UTF8.GetString(EventJson.Write(one))));
    }

    [Fact]
    public void Whoever_came_from_the_district_keeps_what_the_district_says()
    {
        _office.Put(new Resident(new PersonId("p-1"), "王伟") { IsFromHub = true, Cards = [new HeldCard(1001)] });
        var answer = _office.Done(Head + "王伟,3-2-501,13812345678,1001;1002,业主\n");
        Assert.Contains(answer.Warnings, warning =>
            warning.Text.StartsWith("came with the district's list (p-1)", StringComparison.Ordinal));
        Assert.Equal(1001UL, Assert.Single(_office.One("王伟").Cards).Number);
        Assert.Equal(("13812345678", "3-2-501"), (_office.One("王伟").Details.Phone, _office.HomeOf(_office.One("王伟"))));
    }

    [Fact]
    public void The_district_s_next_roster_leaves_what_the_estate_knows_of_its_people()
    {
        var person = new Resident(new PersonId("p-1"), "王伟") { IsFromHub = true, Cards = [new HeldCard(1001)] };
        _office.Put(person);
        _office.Done(Head + "王伟,3-2-501,13812345678,1001,业主\n");
        _office.Put(_office.One("王伟") with { NotDoors = ["gate"], MoreDoors = ["unit-3-2"] });
        var after = Assert.Single(RosterEffect.Draft(new RosterChange(2, true) { People = [person with { Cards = [new HeldCard(1002)] }] },
            _office.Residents.All).People);
        Assert.Equal(("13812345678", "3-2-501"), (after.Details.Phone, _office.HomeOf(after)));
        Assert.Equal((1002UL, "gate", "unit-3-2"), (Assert.Single(after.Cards).Number, Assert.Single(after.NotDoors),
            Assert.Single(after.MoreDoors)));
    }

    [Fact]
    public void A_home_without_a_unit_door_is_told() => Assert.Contains(_office.Take(Head + "王伟,9-1-101,,,\n", dry: true).Warnings,
        warning =>
        warning.Text.StartsWith("1 home(s) have no unit door", StringComparison.Ordinal));

    [Fact]
    public void Nobody_imports_without_a_name() => Assert.NotNull(_office.Import.Handle(new ImportRequest(" ", [1])).Refused);

    [Theory]
    [InlineData(Language.En, ExportForm.Csv)]
    [InlineData(Language.Zh, ExportForm.Gb18030)]
    [InlineData(Language.Zh, ExportForm.Xlsx)]
    internal void What_is_exported_and_imported_again_changes_nothing_and_runs_nothing(Language language, ExportForm form)
    {
        using var office = new ImportBench(language);
        office.Done(Head + "王伟,3-2-501,13812345678,1001;wiegand-26:12348446,业主\n=cmd()|x,3-501,,,租户\n'@ann,3-2-501,,,\nAnn B,,,,物业\n");
        office.Put(office.One("王伟") with
        {
            Cards = [.. office.One("王伟").Cards, new HeldCard(18446744073709551000), new HeldCard(7, null, null, null, Lost: true)],
            NeedsLonger = true,
            ValidTo = office.Time.GetUtcNow().AddDays(3).AddMilliseconds(5),
            Details = office.One("王伟").Details with { Notes = "+1, \"a\"\nb", BirthDate = new DateOnly(1950, 1, 31), Sex = Sex.Female },
        }, new Resident(new PersonId("p-old"), "Nobody knows where"));
        var before = office.OnDisk;
        var export = office.Export.Export(new ExportRequest("chen", form));
        Assert.Equal(5, export.People);
        Assert.Equal(new PeopleLookedUp("chen", "export", 5), office.Happened.All[^1]);
        var answer = office.Take(export.File!);
        Assert.Empty(answer.Problems);
        Assert.Equal(5, answer.Unchanged);
        Assert.False(answer.IsDone, string.Join("\n", answer.Changes));
        Assert.Equal(before, office.OnDisk);

        var (table, _) = TableReader.Read(export.File!);
        Assert.All(table!.Rows.SelectMany(row => row.Cells), cell => Assert.DoesNotMatch(@"^[=+\-@\t\r]", cell.Text));
        Assert.DoesNotContain(table.Rows.SelectMany(row => row.Cells), cell => cell.Text == "0000000007");
    }
}
