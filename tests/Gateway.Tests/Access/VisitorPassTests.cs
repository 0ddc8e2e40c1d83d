using System.Buffers.Text;
using CsCheck;
using Xunit;
using Zhuhui.Edge.Gateway.Access;
using Zhuhui.Edge.Gateway.Events;
using Zhuhui.Edge.Gateway.People;
using Zhuhui.Edge.Gateway.People.Credentials;
using Zhuhui.Edge.Gateway.People.Profiles;
using Zhuhui.Edge.Gateway.Site;

namespace Zhuhui.Edge.Gateway.Tests.Access;

public sealed class VisitorPassTests : IDisposable
{
    private static readonly Gen<string> _name = Gen.Char["abcdefghijklmnopqrstuvwxyz0123456789-"].Array[1, 32].Select(c => new string(c));

    private readonly AccessControllerBench _bench = new(new DoorOptions { Id = "gate" }, new DoorOptions { Id = "unit-3" },
        new DoorOptions { Id = "unit-4" });

    public VisitorPassTests() => _bench.Residents.Replace([new Resident(new PersonId("p-a1b2c3d4e5f6"), "Wang")]);

    public void Dispose() => _bench.Dispose();

    [Fact]
    public void A_pass_opens_its_doors_so_many_times_for_a_visitor_of_its_own_without_asking_anybody()
    {
        var text = Issue(uses: 2);
        var granted = Assert.IsType<Decision.Granted>(_bench.Code("gate", text));
        Assert.StartsWith("v-", granted.Holder.Person, StringComparison.Ordinal);
        _bench.Wait(60);
        Assert.IsType<Decision.Granted>(_bench.CameraCode("unit-3", text));
        _bench.Wait(60);
        AssertDenied(DenialReason.UsedUp, _bench.Code("gate", text));
        Assert.Equal(2, _bench.Happened.All.OfType<PassageGranted>().Count(p => p.Pass == granted.Holder.Person[2..]));
    }

    [Fact]
    public void A_cancelled_pass_opens_nothing()
    {
        var text = Issue(uses: 3);
        var granted = Assert.IsType<Decision.Granted>(_bench.Code("gate", text));
        _bench.Wait(60);
        _bench.Residents.Change([new Visit(granted.Holder.Person[2..], new PersonId("p-a1b2c3d4e5f6")) { CancelledAt = _bench.Time
            .GetUtcNow() }],
            []);
        AssertDenied(DenialReason.Blocked, _bench.Code("unit-3", text));
        AssertDenied(DenialReason.Blocked, _bench.CameraCode("gate", text));
    }

    [Fact]
    public void A_pass_opens_no_other_door()
    {
        var text = Issue();
        AssertDenied(DenialReason.NotAdmittedHere, _bench.Code("unit-4", text));
        Assert.IsType<Decision.Granted>(_bench.Code("unit-3", text));
    }

    [Fact]
    public void A_pass_holds_from_its_first_second_until_before_its_last()
    {
        var from = _bench.Time.GetUtcNow();
        var text = Issue(from: from.AddSeconds(10), to: from.AddSeconds(20), uses: 9);
        AssertDenied(DenialReason.NotYetValid, _bench.Code("gate", text));
        _bench.Wait(10);
        Assert.IsType<Decision.Granted>(_bench.Code("gate", text));
        _bench.Wait(10);
        AssertDenied(DenialReason.Expired, _bench.Code("gate", text));
    }

    [Fact]
    public void A_copied_pass_opens_neither_this_door_nor_another_once_it_is_used_up()
    {
        var text = Issue();
        Assert.IsType<Decision.Granted>(_bench.Code("gate", text));
        _bench.Wait(1);
        AssertDenied(DenialReason.UsedUp, _bench.Code("gate", text));
        AssertDenied(DenialReason.UsedUp, _bench.CameraCode("unit-3", text));
        _bench.Restart();
        AssertDenied(DenialReason.UsedUp, _bench.Code("gate", text));
    }

    [Fact]
    public void A_pass_that_stays_before_the_scanner_is_one_use()
    {
        var text = Issue(uses: 2);
        Assert.IsType<Decision.Granted>(_bench.Code("gate", text));
        _bench.Wait(4.9);
        Assert.Null(_bench.Code("gate", text));
        _bench.Wait(0.2);
        Assert.IsType<Decision.Granted>(_bench.Code("gate", text));
        Assert.Equal(2, _bench.Happened.All.OfType<PassageGranted>().Count());
    }

    [Fact]
    public void Going_out_is_no_use_and_a_visitor_whose_time_is_over_is_not_kept_inside()
    {
        var text = Issue();
        Assert.IsType<Decision.Granted>(_bench.Code("gate", text));
        _bench.Wait(100_000);
        AssertDenied(DenialReason.Expired, _bench.Code("gate", text));
        Assert.IsType<Decision.Granted>(_bench.Code("gate", text, side: "out"));
        Assert.Single(_bench.Happened.All.OfType<PassageGranted>(), p => p.Pass is not null);
    }

    [Fact]
    public void Two_doors_at_once_do_not_both_take_the_last_use()
    {
        for (var i = 0; i < 50; i++)
        {
            var text = Issue();
            var decisions = new Decision?[2];
            Parallel.For(0, 2, door => decisions[door] = _bench.Code(door == 0 ? "gate" : "unit-3", text));
            Assert.Single(decisions.OfType<Decision.Granted>());
            _bench.Wait(10);
        }
    }

    [Fact]
    public void A_pass_is_worth_no_more_than_its_host()
    {
        var text = Issue(uses: 9);
        var host = _bench.Residents.WithId(new PersonId("p-a1b2c3d4e5f6"))!;
        Decision? With(Resident changed)
        {
            _bench.Wait(10);
            _bench.Residents.Replace([changed]);
            return _bench.Code("gate", text);
        }

        Assert.IsType<Decision.Granted>(With(host));
        AssertDenied(DenialReason.Blocked, With(host with { Blocked = true }));
        AssertDenied(DenialReason.Expired, With(host with { ValidTo = _bench.Time.GetUtcNow() }));
        AssertDenied(DenialReason.NotAdmittedHere, With(host with { Doors = ["unit-3"] }));
        AssertDenied(DenialReason.NotAdmittedHere, With(host with { Doors = ["unit-4"] }));
        _bench.Wait(10);
        _bench.Residents.Replace([]);
        AssertDenied(DenialReason.Blocked, _bench.Code("gate", text));
    }

    [Fact]
    public void A_pass_of_another_site_s_key_is_forged()
    {
        using var other = new AccessControllerBench(new DoorOptions { Id = "gate" });
        var pass = _bench.Credentials.Passes.Read(Issue())!;
        AssertDenied(DenialReason.PassForged, _bench.Code("gate", other.Credentials.Passes.Sign(pass)));
        Assert.Null(Assert.Single(_bench.Happened.All.OfType<PassageDenied>()).Person);
    }

    [Fact]
    public void A_pass_altered_in_any_letter_is_forged_and_never_opens()
    {
        var text = Issue();
        for (var i = PassSigner.Prefix.Length; i < text.Length; i++)
        {
            foreach (var letter in "AZaz09-_=. ".Where(l => l != text[i]))
            {
                Assert.Null(_bench.Credentials.Passes.Read(text[..i] + letter + text[(i + 1)..]));
            }
        }

        Assert.NotNull(_bench.Credentials.Passes.Read(text));
        Assert.Null(_bench.Credentials.Passes.Read(text + "A"));
        Assert.Null(_bench.Credentials.Passes.Read(text + "=="));
        Assert.Null(_bench.Credentials.Passes.Read(text[..^1]));
        Assert.Null(_bench.Credentials.Passes.Read("ZH1."));
    }

    [Fact]
    public void Any_pass_is_read_as_it_was_signed() =>
        Gen.Select(Gen.Byte.Array[6], _name, _name.Array[1, 16], Gen.UInt, Gen.UInt, Gen.Int[1, 255]).Sample(
            (id, host, doors, from, to, uses) =>
            {
                var pass = new VisitorPass(Convert.ToHexStringLower(id), host, doors, DateTimeOffset.FromUnixTimeSeconds(from),
                    DateTimeOffset.FromUnixTimeSeconds(to), uses);
                var read = _bench.Credentials.Passes.Read(_bench.Credentials.Passes.Sign(pass))!;
                return read with { Doors = doors } == pass && read.Doors.SequenceEqual(doors);
            },
            iter: 5_000);

    [Fact]
    public void Whatever_bytes_are_shown_they_are_a_pass_only_where_they_were_signed()
    {
        Gen.Byte.Array[0, 300].Sample(bytes => _bench.Credentials.Passes.Read(PassSigner.Prefix + Base64Url.EncodeToString(bytes)) is null,
            iter: 5_000);
        Gen.Byte.Array[0, 60].Sample(bytes => VisitorPass.Read(bytes) is not { } pass || pass.ToBytes().AsSpan().SequenceEqual(bytes),
            iter: 100_000);
    }

    [Fact]
    public void A_pass_fits_a_QR_code_of_moderate_size_and_its_key_is_the_service_s_alone()
    {
        var text = Issue();
        Assert.InRange(text.Length, 100, 180); // A QR code of version 9 with error correction M holds 180 bytes.
        var key = Path.Combine(_bench.Site.DataFolder, "keys", "pass.key");
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(key));
        Assert.Equal(32, new FileInfo(key).Length);
    }

    [Fact]
    public void A_visitor_of_the_registry_may_pass_so_many_times()
    {
        _bench.Residents.Replace([new Resident(new PersonId("p-9"), "Courier") { Cards = [new HeldCard(9)], MostUses = 2 }]);
        Assert.IsType<Decision.Granted>(_bench.Card("gate", 9));
        Assert.IsType<Decision.Granted>(_bench.Card("gate", 9));
        AssertDenied(DenialReason.UsedUp, _bench.Card("gate", 9));
        Assert.IsType<Decision.Granted>(_bench.Card("gate", 9, side: "out"));
    }

    private string Issue(DateTimeOffset? from = null, DateTimeOffset? to = null, int uses = 1) =>
        _bench.Credentials.Passes.Sign(new VisitorPass(VisitorPass.NewId(),
        "p-a1b2c3d4e5f6", ["gate", "unit-3"], from ?? _bench.Time.GetUtcNow(), to ?? _bench.Time.GetUtcNow().AddHours(24), uses));

    private static void AssertDenied(DenialReason reason, Decision? decision) => Assert.Equal(reason,
        Assert.IsType<Decision.Denied>(decision).Reason);
}
