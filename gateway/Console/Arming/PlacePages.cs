using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Zhuhui.Edge.Gateway.Accounts;
using Zhuhui.Edge.Gateway.Admin;
using Zhuhui.Edge.Gateway.Api.Access;
using Zhuhui.Edge.Gateway.Console.Forms;
using Zhuhui.Edge.Gateway.Console.Views;
using Zhuhui.Edge.Gateway.Events;
using Zhuhui.Edge.Gateway.Journals;
using Zhuhui.Edge.Gateway.Perimeter;
using Zhuhui.Edge.Gateway.Site;
using Zhuhui.Edge.Gateway.Texts;
using Zhuhui.Edge.Gateway.Texts.Pages;

namespace Zhuhui.Edge.Gateway.Console.Arming;

/// <param name="Place">As the site file has it: camera/zone, or the camera itself.</param>
/// <param name="Ordered">Who ordered it and until when, in words; null where the site file decides.</param>
internal sealed record PlaceRow(string Place, Wording Ring, bool IsArmed, string Schedule, Wording? Ordered);

/// <param name="Problem">Why the last form was not taken, and the place that it was about.</param>
internal sealed record PlacesModel(IReadOnlyList<PlaceRow> Places, bool MayAct, double MostHours, (string Place, Wording Words)? Problem);

/// <summary>What cameras watch, and what of it is an alarm now; armed and disarmed by whoever is on duty.</summary>
internal static class PlacePages
{
    public const string Path = "/duty/places";

    private const double MostHours = WatchEndpoint.MostMinutes / 60.0;

    public static void MapPlacePages(this IEndpointRouteBuilder pages)
    {
        pages.MapGet(Path, (HttpContext context, PerimeterWatch watch, SiteFile site, PageAnswers answers) => answers.Show<PlacesPage>(
            context, Model(context, watch, site, null))).For(Roles.Staff);
        pages.MapPost(Path, Order).For(Roles.Duty);
    }

    private static IResult Order([FromForm] IFormCollection form, HttpContext context, PerimeterWatch watch, EventLedger ledger,
        SiteFile site, PageAnswers answers)
    {
        var place = form.Text("place");
        if (!Enum.TryParse<WatchOrder>(form["order"], out var order) || !Enum.IsDefined(order))
        {
            return Results.BadRequest();
        }

        if (!IsTime(form.Text("hours"), out var time))
        {
            return answers.Show<PlacesPage>(context, Model(context, watch, site, (place, ArmingTexts.BadHours((long)MostHours))),
                StatusCodes.Status422UnprocessableEntity);
        }

        var told = watch.Order(order, null, place, order == WatchOrder.Usual ? null : time, context.Caller().Name);
        ledger.FlushAlarms();
        return told.Count == 0 ? answers.Go(Path, context, ArmingTexts.NoSuchPlace(place), isBad: true)
            : answers.Go(Path, context, order switch
            {
                WatchOrder.Arm => ArmingTexts.IsArmed(place),
                WatchOrder.Disarm => ArmingTexts.IsDisarmed(place),
                _ => ArmingTexts.IsUsual(place),
            });
    }

    /// <param name="text">Hours, in digits; nothing: until somebody says otherwise.</param>
    private static bool IsTime(string text, out TimeSpan? time)
    {
        time = null;
        if (text.Length == 0)
        {
            return true;
        }

        if (!double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var hours)
            || hours is < 1 / 60.0 or > MostHours)
        {
            return false;
        }

        time = TimeSpan.FromMinutes(Math.Round(hours * 60));
        return true;
    }

    private static PlacesModel Model(HttpContext context, PerimeterWatch watch, SiteFile site,
        (string Place, Wording Words)? problem) => new([.. watch.Places.OrderBy(one => one.Ring).ThenBy(one => one.Place,
            StringComparer.Ordinal).Select(one =>
            new PlaceRow(one.Place, WatchFormatter.Format(one.Ring), one.Armed, one.Schedule, (one.OrderedBy, one.Until) switch
            {
                (null, _) => null,
                ({ } who, { } until) => PageTexts.OrderedUntil(who, site.Written(until)),
                ({ } who, null) => ArmingTexts.OrderedBy(who),
            }))], (context.Caller().Role & Roles.Duty) != Role.None, MostHours, problem);
}
