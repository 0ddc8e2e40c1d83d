using System.Security.Cryptography;
using System.Text.Json;
using Zhuhui.Edge.Gateway.Events;
using Zhuhui.Edge.Gateway.Journals;
using Zhuhui.Edge.Gateway.People.Registry;
using Zhuhui.Edge.Gateway.People.Rights;
using Zhuhui.Edge.Gateway.Site;
using Zhuhui.Edge.Gateway.Site.Calendars;
using Zhuhui.Edge.Gateway.Storage;

namespace Zhuhui.Edge.Gateway.Admin.Holidays;

/// <summary>Somebody compared a year's holidays with the published notice.</summary>
/// <param name="Notice">Which, as it was named.</param>
/// <param name="Digest">Of the days that were compared: of others nobody said anything.</param>
internal sealed record HolidayConfirmation(int Year, string By, DateTimeOffset At, string Notice, string Digest);

/// <summary>The holidays in force, and who has confirmed which year of them. Who did is on record, and kept in a file of the data
/// folder. Thread safe.</summary>
internal sealed class HolidayBook(SiteFile site, PolicyInForce policy, RegistryStore registry, EventLedger ledger)
{
    private const string FileName = "holidays-confirmed.json";
    private const int MostKept = 20;

    private readonly Lock _lock = new();
    private readonly string _path = Path.Combine(site.DataFolder, FileName);

    public Calendar Calendar => policy.Now.Policy.Calendar;

    /// <summary>The hub's roster brought them; else they are of the site's calendar file.</summary>
    public bool IsOfHub => registry.Roster().Calendar is not null;

    /// <summary>The holidays of a year, and the weekend days worked for them.</summary>
    public (IReadOnlyList<HolidayRange> Holidays, IReadOnlyList<DateOnly> WorkingDays) Of(int year) => (
        [.. Calendar.Holidays.Where(one => one.From.Year == year || one.To.Year == year).OrderBy(one => one.From)],
        [.. Calendar.WorkingDays.Where(day => day.Year == year).Order()]);

    /// <summary>Of a year's days as they are.</summary>
    public string DigestOf(int year)
    {
        var (holidays, working) = Of(year);
        return Convert.ToHexStringLower(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(new { holidays, working })))[..16];
    }

    /// <returns>Null where nobody has, or the days are others since.</returns>
    public HolidayConfirmation? ConfirmationOf(int year) => Read().LastOrDefault(one => one.Year == year && one.Digest == DigestOf(year));

    /// <param name="digest">Of what was shown.</param>
    /// <returns>false: the days are others meanwhile, or there are none.</returns>
    /// <exception cref="StorageException">The disk refuses it.</exception>
    public bool Confirm(int year, string digest, string notice, string by)
    {
        lock (_lock)
        {
            if (digest != DigestOf(year) || !Calendar.Covers(year))
            {
                return false;
            }

            ledger.Append(new PeopleOrdered(by, "holidays-confirm", $"{year}"));
            try
            {
                AtomicFile.Write(_path, JsonSerializer.SerializeToUtf8Bytes((HolidayConfirmation[])[.. Read().TakeLast(MostKept),
                    new HolidayConfirmation(year, by, ledger.Time.GetUtcNow(), notice, digest)]));
            }
            catch (Exception refusal) when (refusal is IOException or UnauthorizedAccessException)
            {
                throw StorageException.Refused(_path, refusal);
            }

            return true;
        }
    }

    /// <summary>What cannot be read confirms nothing.</summary>
    private HolidayConfirmation[] Read()
    {
        try
        {
            return File.Exists(_path) ? JsonSerializer.Deserialize<HolidayConfirmation[]>(File.ReadAllBytes(_path)) ?? [] : [];
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException or JsonException)
        {
            return [];
        }
    }
}
