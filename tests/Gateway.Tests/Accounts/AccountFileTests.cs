using System.Text;
using System.Text.Json;
using Xunit;
using Zhuhui.Edge.Gateway.Accounts;
using Zhuhui.Edge.Gateway.Storage;
using Zhuhui.Edge.Tests.Support;

namespace Zhuhui.Edge.Gateway.Tests.Accounts;

public sealed class AccountFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string FilePath => _folder.At(AccountStore.FileName);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void All_of_an_account_comes_back_and_the_file_is_its_owner_s_alone()
    {
        var at = new DateTimeOffset(2026, 11, 30, 8, 0, 0, TimeSpan.Zero);
        var account = AccountStore.New("李华", Role.Guard) with
        {
            Password = new string('A', 84),
            Code = new OneTimeCode([1, 2], at),
            Totp = new TotpSecret([3], 4, [[5], [6]]),
            Disabled = true,
            LastLogin = at,
            Pause = new LoginPause(7, at),
            Ended = [new EndedSession([8], at)],
        };
        new AccountStore(_folder.Path).Decide<object?>(all => ([.. all, account], null));
        var back = Assert.Single(new AccountStore(_folder.Path).All);
        Assert.Equal(JsonSerializer.Serialize(account), JsonSerializer.Serialize(back));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(FilePath));
        Assert.StartsWith("{\"version\":2,", File.ReadAllText(FilePath), StringComparison.Ordinal);
    }

    [Fact]
    public void The_bare_list_of_version_1_is_taken_and_written_as_version_2()
    {
        var digest = AccountStore.Digest("the token");
        File.WriteAllText(FilePath, "[{\"id\":\"a1\",\"name\":\"hub\",\"role\":\"district\",\"tokenDigest\":\""
            + Convert.ToBase64String(digest) + "\",\"caller\":{\"account\":\"a1\",\"name\":\"hub\",\"role\":\"district\"}}]");
        var store = new AccountStore(_folder.Path);
        Assert.Equal(new Caller("a1", "hub", Role.District), store.WithToken("the token"));
        Assert.NotNull(store.MakeToken("other", Role.Office));
        Assert.StartsWith("{\"version\":2,", File.ReadAllText(FilePath), StringComparison.Ordinal);
        Assert.Equal(new Caller("a1", "hub", Role.District), new AccountStore(_folder.Path).WithToken("the token"));
    }

    /// <summary>The doors go on; nobody logs in, nobody is made the first administrator, and what is there stays.</summary>
    [Theory]
    [InlineData("{\"version\":2,\"accounts\":[{\"id\":\"a")]
    [InlineData("{\"version\":99,\"accounts\":[]}")]
    [InlineData("{\"version\":2}")]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("7")]
    public void A_file_that_is_spoilt_or_a_newer_program_s_stops_nothing_and_is_not_written_over(string text)
    {
        File.WriteAllBytes(FilePath, Encoding.UTF8.GetBytes(text));
        var store = new AccountStore(_folder.Path);
        Assert.Contains(FilePath, store.Trouble, StringComparison.Ordinal);
        Assert.Empty(store.All);
        Assert.Throws<StorageException>(() => store.MakeToken("new", Role.Administrator));
        Assert.Equal(text, File.ReadAllText(FilePath));
    }

    [Fact]
    public void A_change_that_the_disk_refuses_gives_nobody_a_right_and_what_is_taken_away_is_away()
    {
        var store = new AccountStore(_folder.Path);
        var token = store.MakeToken("hub", Role.District)!;

        // A folder in the way of the file that is written beside.
        Directory.CreateDirectory(AtomicFile.Unfinished(FilePath));
        Assert.Throws<StorageException>(() => store.MakeToken("second", Role.Administrator));
        Assert.Equal("hub", Assert.Single(store.All).Name);
        Assert.Throws<StorageException>(() => store.Change(store.All[0].Id, one => one with { Disabled = true }, takesAway: true));
        Assert.Null(store.WithToken(token));
    }
}
