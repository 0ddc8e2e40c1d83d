using Xunit;
using Zhuhui.Edge.Gateway.Admin.Releases;
using Zhuhui.Edge.Gateway.Releases;
using Zhuhui.Edge.Gateway.Site;
using Zhuhui.Edge.Gateway.Texts;
using Zhuhui.Edge.Tests.Support;

namespace Zhuhui.Edge.Gateway.Tests.Releases;

/// <summary>A release that is ordered from afar: fetched from a real server, cut off, refused, handed over.</summary>
public sealed class ReleaseFetchingTests : ReleaseFetchingSetup
{
    [Fact]
    public async Task It_is_fetched_over_the_district_s_tls_and_handed_over_and_root_s_word_is_its_end()
    {
        Put();
        Start();
        Assert.Null(Orders.Begin(Version, "duty-1"));
        var handed = await HandedAsync();
        Assert.Equal((Version, "duty-1"), (handed.Version, handed.By));
        Assert.Equal(await File.ReadAllBytesAsync(OnServer()), await File.ReadAllBytesAsync(Path.Combine(Data, HandOver.Bundle)));
        Assert.Equal("CN=gate-1", Server.Shown);

        HandOver.Answer(Slots.Folder, handed.Id, null);
        await Eventually.IsAsync(() => Orders.UnderWay is null);
        Assert.Empty(Told);
        Assert.False(File.Exists(Path.Combine(Data, HandOver.Bundle)) || File.Exists(HandOver.ReadyIn(Data)));
    }

    [Fact]
    public async Task Root_s_refusal_is_on_record()
    {
        Put();
        Start();
        Orders.Begin(Version, "duty-1");
        HandOver.Answer(Slots.Folder, (await HandedAsync()).Id, Wording.Same("no such table"));
        Assert.Equal(("no such table", true, "duty-1"), Said(await ToldAsync()));
        Assert.Null(Orders.UnderWay);
    }

    /// <summary>A cut line, then a program that was ended: each goes on from where it was.</summary>
    [Fact]
    public async Task What_was_cut_off_goes_on_from_there()
    {
        Put();
        var all = new FileInfo(OnServer()).Length;
        Server.CutAfter = 40_000;
        Start();
        Orders.Begin(Version, "duty-1");
        await Eventually.IsAsync(() => Server.Asked.Count > 1);
        await EndAsync();
        Server.CutAfter = null;
        Start();
        await HandedAsync();
        Assert.Equal(await File.ReadAllBytesAsync(OnServer()), await File.ReadAllBytesAsync(Path.Combine(Data, HandOver.Bundle)));
        Assert.Contains(Server.Asked, asked => asked.From > 0);
        Assert.True(Server.Asked.Last().From > 0 && Server.Asked.Last().From < all);
        Assert.All(Told, one => Assert.False(one.Ended));
    }

    [Fact]
    public async Task A_server_that_is_away_is_told_once_and_tried_again()
    {
        Put();
        await Server.CloseAsync();
        Start();
        Orders.Begin(Version, "duty-1");
        var told = await ToldAsync();
        Assert.False(told.Ended);
        Assert.Contains("can't be fetched now", told.Reason.En, StringComparison.Ordinal);
        await Server.OpenAsync();
        await HandedAsync();
        Assert.Single(Told);
    }

    [Fact]
    public async Task A_bundle_that_is_not_there_is_the_end_of_it()
    {
        Start();
        Orders.Begin(Version, "duty-1");
        var told = await ToldAsync();
        Assert.True(told.Ended);
        Assert.Contains($"the server has no bundle https://127.0.0.1:{Server.Port}/releases/zhuhui-edge_{Version}_", told.Reason.En,
            StringComparison.Ordinal);
    }

    /// <summary>Somebody else's is fetched no further than the part that says so.</summary>
    [Fact]
    public async Task What_this_box_would_not_take_is_fetched_no_further()
    {
        using var other = new BundleMaker();
        Put(other);
        Start(bytesPerSecond: 1 << 18);
        Orders.Begin(Version, "duty-1");
        Assert.Contains("signed by nobody whom this box trusts", (await EndedAsync()).Reason.En, StringComparison.Ordinal);

        Put(change: manifest => manifest["product"] = "toaster");
        Orders.Begin(Version, "duty-1");
        Assert.Contains("it is a release of 'toaster'", (await EndedAsync(2)).Reason.En, StringComparison.Ordinal);

        Put(version: "98.0.0", name: Version);
        Orders.Begin(Version, "duty-1");
        Assert.Contains("holds version 98.0.0, not the one that was ordered", (await EndedAsync(3)).Reason.En, StringComparison.Ordinal);
        Assert.False(File.Exists(Part));
    }

    /// <summary>The signed part is right and the program is not: once it may have been changed on the server meanwhile.</summary>
    [Fact]
    public async Task One_that_was_tampered_with_is_fetched_once_more_and_then_given_up()
    {
        Put();
        await using (var file = File.OpenWrite(OnServer()))
        {
            file.Position = file.Length / 2;
            file.Write("tampered"u8);
        }

        Start();
        Orders.Begin(Version, "duty-1");
        Assert.Contains("the program in it is not the one that was signed", (await EndedAsync()).Reason.En, StringComparison.Ordinal);
        Assert.Equal(2, Server.Asked.Count);
        Assert.False(File.Exists(HandOver.ReadyIn(Data)));
    }

    [Fact]
    public async Task One_that_is_longer_than_its_release_may_be_is_not_taken()
    {
        Put();
        await File.AppendAllTextAsync(OnServer(), new string('x', 100_000));
        Start();
        Orders.Begin(Version, "duty-1");
        Assert.Contains("more than its release may have", (await EndedAsync()).Reason.En, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Another_order_takes_the_place_of_one_that_is_fetched_and_the_same_again_changes_nothing()
    {
        Put();
        Put(version: "99.0.1");
        Start(bytesPerSecond: 1 << 16);
        Orders.Begin(Version, "duty-1");
        Orders.Begin(Version, "duty-2");
        Assert.Equal("duty-1", Orders.UnderWay!.By);
        await Eventually.IsAsync(() => !Server.Asked.IsEmpty);
        Orders.Begin("99.0.1", "duty-2");
        Assert.Equal(("release 99.0.1 was ordered in its place", true, "duty-1"), Said(await ToldAsync()));
        Assert.Equal("99.0.1", (await HandedAsync()).Version);
        Assert.Equal("releaseBeingStaged", Orders.Objection("99.0.2")!.Code);
        Assert.Null(Orders.Objection("99.0.1"));
    }

    [Fact]
    public void An_order_that_can_t_be_carried_out_is_refused_at_once()
    {
        Start();
        Assert.Null(Orders.Objection(Version));
        Assert.Equal("sameVersion", Orders.Objection(ThisProgram.Version)!.Code);
        Assert.Equal("olderVersion", Orders.Objection("0.0.1")!.Code);
        var place = Slots.Stage(ReleaseBundle.Open(Maker.Make(Folder.At("bundle"), "98.0.0"), ReleaseKeys.Read(Folder.At("keys"))), "t");
        Slots.Try(place);
        Assert.Equal("releaseOnTrial", Orders.Objection(Version)!.Code);
        Assert.Equal("noReleases", new ReleaseOrders(new SiteFile { DataFolder = Folder.At("data") }, Bench.Ledger, Slots,
            TimeProvider.System).Objection(Version)!.Code);
    }
}
