using System.Text;
using Xunit;
using Zhuhui.Edge.Gateway.Events;
using Zhuhui.Edge.Gateway.People.Imports.Tables;
using Zhuhui.Edge.Gateway.Site;
using Zhuhui.Edge.Gateway.Texts;

namespace Zhuhui.Edge.Gateway.Tests.People.Importing;

/// <summary>A whole estate's list, in each form that it comes in.</summary>
public sealed class EstateListTests : IDisposable
{
    private const int Bad = 37;

    private readonly ImportBench _office = new(Language.En,
        [new DoorOptions { Id = "gate" }, .. Enumerable.Range(0, 24).Select(i => new DoorOptions
    {
        Id = $"unit-{(i / 4) + 1}-{(i % 4) + 1}",
        Homes = [$"{(i / 4) + 1}-{(i % 4) + 1}"],
    })]);

    public void Dispose() => _office.Dispose();

    [Fact]
    public void A_dry_run_names_every_bad_line_at_once_with_its_column_value_and_remedy_and_changes_nothing()
    {
        var list = EstateList.Make(bad: Bad);
        var answer = _office.Take(list.Csv(Encoding.UTF8), EstateList.Map, dry: true);
        Assert.Equal(list.BadLines.Select(list.LineInText), answer.Problems.Select(problem => problem.Line!.Value));
        Assert.All(answer.Problems, problem =>
        {
            Assert.NotNull(problem.Column);
            Assert.NotEqual("", problem.Text);
        });
        Assert.Contains(answer.Problems, problem => problem is { Column: "卡号1 (J)", Value: "1.23E+09" } && problem.Text.Contains("as text",
            StringComparison.Ordinal));
        Assert.Equal("37 problem(s): nothing was changed", answer.Said);
        Assert.Equal(2100 - Bad, answer.New);
        Assert.Contains(answer.Warnings, warning => warning.Text.Contains("taken for different ones", StringComparison.Ordinal));
        Assert.Contains(answer.Warnings, warning => warning.Text.Contains("several homes", StringComparison.Ordinal));
        Assert.Equal(0, _office.Residents.Count);

        var same = _office.Take(list.Xlsx(), EstateList.Map, dry: true);
        Assert.Equal(list.BadLines, same.Problems.Select(problem => problem.Line!.Value));
        Assert.Equal(answer.Problems.Select(problem => (problem.Column, problem.Value, problem.Text)), same.Problems.Select(problem =>
            (problem.Column, problem.Value, problem.Text)));

        Assert.False(_office.Take(list.Csv(Encoding.UTF8), EstateList.Map).IsDone);
        Assert.Equal(0, _office.Residents.Count);
        Assert.Equal([new PeopleLookedUp("chen", "import", 0), new PeopleLookedUp("chen", "import", 0)],
            _office.Happened.All.OfType<RegistryEvent>());
    }

    [Fact]
    public void Every_unit_door_admits_exactly_its_people_and_the_same_list_twice_changes_nothing()
    {
        var list = EstateList.Make();
        var done = _office.Take(list.Csv(Encoding.UTF8), EstateList.Map);
        Assert.True(done.IsDone, string.Join("\n", done.Problems.Take(5)));
        Assert.Equal((2100, 0, 600), (done.New, done.Changed, done.Households));
        AdmitsExactly(list);
        _office.Restart();
        AdmitsExactly(list);

        var before = _office.OnDisk;
        var records = _office.Happened.All.Count;
        var again = _office.Take(list.Csv(Encoding.UTF8), EstateList.Map);
        Assert.Equal("nothing new: all 2100 are known as the list has them", again.Said);
        Assert.Equal((false, 2100, 0), (again.IsDone, again.Unchanged, again.GoneCount));
        Assert.Equal(before, _office.OnDisk);
        Assert.Equal(records, _office.Happened.All.Count);
    }

    [Fact]
    public void Every_encoding_and_a_workbook_give_the_same_people()
    {
        var list = EstateList.Make(people: 300, households: 90);
        var known = "";
        foreach (var file in new[] { list.Csv(new UTF8Encoding(false)), list.Csv(new UTF8Encoding(true)), list.Csv(TableText.Gb18030),
            list.Csv(Encoding.Unicode), list.Xlsx() })
        {
            using var office = new ImportBench();
            var answer = office.Take(file, EstateList.Map);
            Assert.True(answer.IsDone, string.Join("\n", answer.Problems.Take(5)));
            Assert.Equal(300, office.Residents.Count);
            known = known.Length == 0 ? office.Known : known;
            Assert.Equal(known, office.Known);
        }
    }

    private void AdmitsExactly(EstateList list)
    {
        foreach (var unit in Enumerable.Range(0, 24).Select(i => $"{(i / 4) + 1}-{(i % 4) + 1}"))
        {
            Assert.Equal(
                list.People.Where(person => $"{person.Home.Building}-{person.Home.Unit}" == unit)
                    .Select(person => $"{person.Name} {person.Home}")
                    .Order(StringComparer.Ordinal),
                _office.Residents.All.Where(person => _office.Residents.DoorsOf(person).Contains($"unit-{unit}"))
                    .Select(person => $"{person.Name} {_office.HomeOf(person)}").Order(StringComparer.Ordinal));
        }

        Assert.All(_office.Residents.All, person => Assert.Equal(2, _office.Residents.DoorsOf(person).Count));
        foreach (var (card, holder) in list.People.SelectMany(person => new[] { (person.Card, person), (person.SecondCard, person) })
            .Where(one => one.Item1 is not null).Select(one => (one.Item1!.Value, one.person)))
        {
            Assert.Equal(holder.Name, _office.Residents.WithCard(card)?.Resident.Name);
        }
    }
}
