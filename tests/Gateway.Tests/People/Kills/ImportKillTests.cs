using System.Globalization;
using Xunit;
using Zhuhui.Edge.Gateway.Events;
using Zhuhui.Edge.Gateway.People;
using Zhuhui.Edge.Tests.Support;

namespace Zhuhui.Edge.Gateway.Tests.People.Kills;

/// <summary>A gateway killed at any moment of a list's import, or while it is taken back: after the restart everybody of the list is there,
/// or nobody, with exactly their records.</summary>
[Trait("needs", "process")]
public sealed class ImportKillTests : IDisposable
{
    private const int People = 300;
    private const int Moments = 13;
    private const int ApartMs = 30;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("import")]
    [InlineData("import taken back")]
    public async Task Killed_at_any_of_twenty_moments_all_of_a_list_is_there_or_nothing(string change)
    {
        var isBack = change != "import";
        string[] moments = [.. Enum.GetNames<WriteStep>(),
            .. Enumerable.Range(1, Moments).Select(i => (i * ApartMs).ToString(CultureInfo.InvariantCulture))];
        Assert.True(moments.Length >= 19);
        var folders = moments.Select(moment => Directory.CreateDirectory(_folder.At(moment)).FullName).ToArray();
        foreach (var folder in folders)
        {
            using var world = new KillWorld(folder);
            world.Fill();
            if (isBack)
            {
                world.Import();
            }
        }

        await Parallel.ForEachAsync(moments.Zip(folders), new ParallelOptions { MaxDegreeOfParallelism = 4 }, async (one, _) =>
            await (Enum.TryParse<WriteStep>(one.First, out var step) && Enum.IsDefined(step)
                ? KilledProcess.RunAsync(change, step, one.Second, "")
                : KilledProcess.RunAsync(change, TimeSpan.FromMilliseconds(int.Parse(one.First, CultureInfo.InvariantCulture)),
                    one.Second)));
        var whole = moments.Zip(folders).Count(one => IsThere(one.Second, $"{change}, killed at {one.First}", isBack));
        Assert.InRange(whole, 1, moments.Length - 1);
    }

    /// <returns>Whether the list is there.</returns>
    private static bool IsThere(string folder, string which, bool isBack)
    {
        bool isThere;
        string told;
        using (var world = new KillWorld(folder))
        {
            var people = world.Residents.Count - 3;
            isThere = people == People;
            Assert.True(people is 0 or People, $"{which}: {people} of the list are there");
            Assert.True(world.ShouldBeInMemory == world.InMemory, $"{which}: memory and registry differ");
            var records = world.Ledger.Last(EventStream.Registry, 10_000);
            Assert.Equal(isBack ? !isThere : isThere, records.OfType<PeopleImported>().Count(one => one.TakenBack == isBack) == 1);
            Assert.Equal(isThere || isBack ? People : 0, records.OfType<ResidentEnrolled>().Count() - 3);
            Assert.Equal(isBack && !isThere ? People : 0, records.OfType<PersonRemoved>().Count());
            Assert.True(isThere == world.Registry.WayBack() is not null, $"{which}: there {isThere}, and the way back is otherwise");
            told = string.Join("\n", world.Told);
        }

        using var again = new KillWorld(folder);
        Assert.True(told == string.Join("\n", again.Told), $"{which}: a second start told something more");
        again.Import();
        Assert.Equal(People, again.Residents.Count - 3);
        return isThere;
    }
}
