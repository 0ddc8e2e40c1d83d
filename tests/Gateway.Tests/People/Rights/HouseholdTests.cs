using CsCheck;
using Xunit;
using Zhuhui.Edge.Gateway.Events;
using Zhuhui.Edge.Gateway.People;
using Zhuhui.Edge.Gateway.People.Profiles;
using Zhuhui.Edge.Gateway.People.Rights;
using Zhuhui.Edge.Gateway.Site;

namespace Zhuhui.Edge.Gateway.Tests.People.Rights;

/// <summary>Doors follow from where somebody lives, through moves and a move-out, and nobody is taken for another.</summary>
public sealed class HouseholdTests : IDisposable
{
    private static readonly DoorOptions[] _doors =
    [
        new() { Id = "gate", Name = "East gate" },
        new() { Id = "unit-3-2", Name = "3-2", Homes = ["3-2"] },
        new() { Id = "unit-5-1", Name = "5-1", Homes = ["5-1"] },
        new() { Id = "hall-5", Name = "Hall 5", Homes = ["5"] },
    ];

    private readonly RightsBench _desk = new(doors: _doors);

    public void Dispose() => _desk.Dispose();

    [Fact]
    public void A_unit_door_admits_who_lives_there_and_whom_it_is_given()
    {
        Put("p-1", PersonKind.Owner, "3-2-501");
        Put("p-2", PersonKind.Tenant, "5-1-101");
        Put("p-3", PersonKind.Owner, "5-2-101");
        Put("p-4", PersonKind.Staff);
        Put("p-5", PersonKind.Tenant);
        Put("p-6");
        Assert.Equal(["gate", "unit-3-2"], DoorsOf("p-1"));
        Assert.Equal(["gate", "unit-5-1", "hall-5"], DoorsOf("p-2"));
        Assert.Equal(["gate", "hall-5"], DoorsOf("p-3"));
        Assert.Empty(DoorsOf("p-4"));
        Assert.Equal(["gate"], DoorsOf("p-5"));
        Assert.Empty(DoorsOf("p-6"));

        _desk.Done(RightsBench.RightsOf("p-1") with { MoreDoors = ["unit-5-1"], NotDoors = ["gate"] });
        Assert.Equal(["unit-3-2", "unit-5-1"], DoorsOf("p-1"));
        _desk.Done(RightsBench.RightsOf("p-4") with { NotDoors = ["hall-5"] });
        Assert.Equal(["gate", "unit-3-2", "unit-5-1"], DoorsOf("p-4"));
        _desk.Done(RightsBench.RightsOf("p-3") with { NotDoors = ["gate", "hall-5"] });
        Assert.Equal([GroupPolicy.Nowhere], DoorsOf("p-3"));
        _desk.Done(RightsBench.RightsOf("p-2") with { Doors = ["unit-3-2"] });
        Assert.Equal(["unit-3-2"], DoorsOf("p-2"));
        _desk.Done(RightsBench.RightsOf("p-1") with { MoreDoors = [], NotDoors = [] });
        Assert.Equal(["gate", "unit-3-2"], DoorsOf("p-1"));
    }

    [Fact]
    public void A_move_is_one_act_that_changes_all_doors_and_no_record_says_where_anybody_lives()
    {
        Put("p-1", PersonKind.Owner, "3-2-501");
        Put("p-2", PersonKind.Family, "3-2-501");
        _desk.Done(new RightsRequest.HouseholdMove("3栋2单元501", "5-1-777"));
        Assert.All(new[] { "p-1", "p-2" }, id => Assert.Equal(["gate", "unit-5-1", "hall-5"], DoorsOf(id)));
        Assert.Null(_desk.Residents.At(Home.Parse("3-2-501")!));
        Assert.Equal(["gate", "unit-5-1", "hall-5"], Assert.IsType<HouseholdChanged>(_desk.Last).Doors);

        _desk.Done(new RightsRequest.PersonMove("p-2", "3-2-888", PersonKind.Tenant));
        Assert.Equal(["gate", "unit-3-2"], DoorsOf("p-2"));
        Assert.Equal(["gate", "unit-5-1", "hall-5"], DoorsOf("p-1"));
        Assert.Equal(PersonKind.Tenant, _desk.Person("p-2").Details.Kind);
        _desk.Done(new RightsRequest.PersonMove("p-1", "3-2-888"));
        Assert.Null(_desk.Residents.At(Home.Parse("5-1-777")!));
        Assert.Equal(2, _desk.Residents.MembersOf(_desk.Residents.At(Home.Parse("3-2-888")!)!.Id).Count);

        _desk.Restart();
        Assert.All(new[] { "p-1", "p-2" }, id => Assert.Equal(["gate", "unit-3-2"], DoorsOf(id)));
        Assert.All(_desk.Happened.All, one => Assert.DoesNotMatch("501|777|888", System.Text.Encoding.UTF8.GetString(
            EventJson.Write(one))));
    }

    [Fact]
    public void Two_households_never_become_one_unasked()
    {
        Put("p-1", PersonKind.Owner, "3-2-501");
        Put("p-2", PersonKind.Owner, "5-1-101");
        Assert.Contains("is lived in by", Assert.Single(_desk.Refused(new RightsRequest.HouseholdMove("3-2-501", "5-1-101"))),
            StringComparison.Ordinal);
        Assert.Contains("no household", Assert.Single(_desk.Refused(new RightsRequest.HouseholdMove("9-9-901", "5-1-102"))),
            StringComparison.Ordinal);
        Assert.Contains("is no home", Assert.Single(_desk.Refused(new RightsRequest.PersonMove("p-1", "somewhere"))),
            StringComparison.Ordinal);
    }

    [Fact]
    public void Two_people_of_one_name_are_told_apart_by_id_or_home()
    {
        Put("p-1", PersonKind.Owner, "3-2-501");
        Put("p-2", PersonKind.Owner, "5-1-101");
        _desk.Done(new RightsRequest.DetailsChange("p-1", Name: "王伟", Phone: "13812345678"));
        _desk.Done(new RightsRequest.DetailsChange("p-2", Name: "王伟"));
        Assert.Equal("2 people may be meant by '王伟': name one by id, or by name and home: 王伟 (p-1) 3-2-501 138****5678, 王伟 (p-2) 5-1-101",
            Assert.Single(_desk.Refused(new RightsRequest.PersonBlocking("王伟", true))));
        _desk.Done(new RightsRequest.PersonBlocking("王伟 5-1-101", true));
        Assert.True(_desk.Person("p-2").Blocked);
        Assert.False(_desk.Person("p-1").Blocked);
        Assert.Contains("王伟 (p-1)", Assert.Single(_desk.Refused(new RightsRequest.PersonBlocking("wangwei", true))),
            StringComparison.Ordinal);

        // From afar only ids are names.
        Assert.NotEmpty(_desk.Rights.Handle(new RightsRequest.PersonBlocking("王伟 3-2-501", true), new CommandDone("c", "", "block", "hub"))
            .Reasons);
    }

    [Fact]
    public void What_the_office_knows_is_changed_and_only_that_it_was_is_on_record()
    {
        Put("p-1", PersonKind.Owner, "3-2-501");
        _desk.Done(new RightsRequest.DetailsChange("p-1", "李秀英", PersonKind.Family, Sex.Female, "1941-03-02", "0734-8123456", "轮椅", true,
            ["湘D·12345"]));
        Assert.Equal(["name", "kind", "sex", "birth date", "phone", "notes", "lives alone", "vehicles"],
            Assert.IsType<DetailsChanged>(_desk.Last).Changed);
        _desk.Restart();
        var person = _desk.Person("p-1");
        Assert.Equal(("李秀英", new PersonDetails
        {
            Kind = PersonKind.Family,
            Sex = Sex.Female,
            BirthDate = new DateOnly(1941, 3, 2),
            Phone = "07348123456",
            Notes = "轮椅",
            LivesAlone = true,
            Vehicles = [new Vehicle("湘D12345", VehicleKind.Car)],
        }), (person.Name, person.Details));
        Assert.Equal(3, _desk.Refused(new RightsRequest.DetailsChange("p-1", Name: " ", BirthDate: "2.3.1941", Phone: "12")).Count);
        Assert.Equal(person.Details, _desk.Person("p-1").Details);
        _desk.Done(new RightsRequest.DetailsChange("p-1", Phone: "", BirthDate: "", Plates: []));
        Assert.Equal((null, null, 0), (_desk.Person("p-1").Details.Phone, _desk.Person("p-1").Details.BirthDate,
            _desk.Person("p-1").Details.Vehicles.Count));
    }

    [Fact]
    public void A_card_is_given_taken_and_found_as_it_is_printed()
    {
        Put("p-1", PersonKind.Owner, "3-2-501");
        Put("p-2", PersonKind.Owner, "5-1-101");
        _desk.Done(new RightsRequest.CardGift("p-1", 12348446, null));
        Assert.Contains("p-1", Assert.Single(_desk.Refused(new RightsRequest.CardGift("p-2", 12348446, "wiegand-26"))),
            StringComparison.Ordinal);
        _desk.Done(new RightsRequest.CardReport(18827678, null, true, [12348446]));
        Assert.True(Assert.Single(_desk.Person("p-1").Cards).Lost);
        _desk.Done(new RightsRequest.CardWithdrawal(18827678, null, [12348446]));
        Assert.Empty(_desk.Person("p-1").Cards);
        Assert.IsType<CardWithdrawn>(_desk.Last);
        _desk.Refused(new RightsRequest.CardWithdrawal(18827678, null, [12348446]));
    }

    [Fact]
    public void While_a_change_is_on_its_way_to_the_disk_nobody_is_admitted_where_before_or_after_would_not()
    {
        string[] people = ["p-1", "p-2", "p-3"];
        string[] homes = ["3-2-501", "3-2-502", "5-1-101", "5-2-101"];
        Put("p-1", PersonKind.Owner, homes[0]);
        Put("p-2", PersonKind.Family, homes[0]);
        Put("p-3");
        Dictionary<string, IReadOnlyList<string>> during = [];
        _desk.Reached = step =>
        {
            if (step == WriteStep.Narrowed)
            {
                during = people.ToDictionary(id => id, DoorsOf, StringComparer.Ordinal);
            }
        };
        Gen.Select(Gen.Int[0, 4], Gen.Int[0, 2], Gen.Int[0, 3], Gen.Int[0, 3], Gen.Int[0, 15]).Array[1, 20].Sample(acts =>
        {
            foreach (var (act, who, from, to, doors) in acts)
            {
                var before = people.ToDictionary(id => id, DoorsOf, StringComparer.Ordinal);
                during = before;
                string[] some = [.. _doors.Where((_, i) => (doors >> i & 1) == 1).Select(door => door.Id)];
                _desk.Rights.Handle(act switch
                {
                    0 => new RightsRequest.PersonMove(people[who], homes[to]),
                    1 => new RightsRequest.HouseholdMove(homes[from], homes[to]),
                    2 => RightsBench.RightsOf(people[who]) with { MoreDoors = some },
                    3 => RightsBench.RightsOf(people[who]) with { NotDoors = some },
                    _ => RightsBench.RightsOf(people[who]) with { Doors = some },
                });
                foreach (var id in people)
                {
                    var both = Set(before[id]);
                    both.IntersectWith(Set(DoorsOf(id)));
                    Assert.Subset(both, Set(during[id]));
                }
            }
        }, iter: 20, threads: 1);
    }

    private static HashSet<string> Set(IReadOnlyList<string> doors) => doors.Count == 0
        ? _doors.Select(door => door.Id).ToHashSet(StringComparer.Ordinal)
        : doors.Where(door => door != GroupPolicy.Nowhere).ToHashSet(StringComparer.Ordinal);

    private IReadOnlyList<string> DoorsOf(string person) => _desk.Residents.DoorsOf(_desk.Person(person));

    private void Put(string id, PersonKind? kind = null, string? home = null, params HeldCard[] cards) => _desk.Put(id, kind, home, cards);
}
