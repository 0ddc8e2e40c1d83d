using System.Text.Json;
using System.Text.Json.Nodes;
using Zhuhui.Edge.Gateway.Admin.SiteEdits;
using Zhuhui.Edge.Gateway.Site;
using Zhuhui.Edge.Gateway.Site.Edits;
using Zhuhui.Edge.Gateway.Texts;
using Zhuhui.Edge.Gateway.Texts.Pages.Technics;

namespace Zhuhui.Edge.Gateway.Console.Zones;

/// <summary>Where drawn zones go: into the site file, by the one way there; what is not drawn in it stays as it is written.</summary>
internal sealed class ZoneEdits(SiteInForce inForce, SiteChanges changes, ChangedFiles changed)
{
    /// <summary>The site by which the gateway runs at this moment.</summary>
    public SiteFile Site => inForce.Now;

    /// <summary>A change of the site file is on trial: no other is taken before that ends.</summary>
    public bool IsOnTrial => changes.Status is { Left: not null };

    /// <returns>Null where it is saved and in force; else why not.</returns>
    public async Task<string?> SaveAsync(SiteCamera camera, string by, Language language, CancellationToken cancellationToken)
    {
        if (Site.Cameras.FirstOrDefault(one => one.Id == camera.Id) is not { } before)
        {
            return ZoneTexts.CannotSave.In(language);
        }

        var seen = changes.Seen();
        if (seen.CannotWrite is { } refused)
        {
            return refused.In(language);
        }

        if (changed.Now().Any(file => file.File == inForce.Source?.File))
        {
            // What somebody else wrote into the file would come into force with it, seen by nobody.
            return ZoneTexts.ByHand.In(language);
        }

        if (JsoncEdit.OfCamera(seen.Text, camera.Id, Written(before, camera)) is not { } text)
        {
            return ZoneTexts.CannotSave.In(language);
        }

        var answer = await changes.ApplyAsync(new SiteChange(text, seen.State, by), cancellationToken);
        return answer switch
        {
            { IsTaken: true } => null,
            { Problems: [var problem, ..] } => problem.What.In(language),
            { Kind: SiteAnswerKind.Busy } => SiteTexts.Busy.In(language),
            { Kind: SiteAnswerKind.NeedsRestart } => ZoneTexts.NeedsStart.In(language),
            { Detail: { } detail } => detail.In(language),
            _ => RecordTexts.StaleUnseen.In(language),
        };
    }

    private static JsonObject Written(SiteCamera before, SiteCamera after)
    {
        var written = new JsonObject();
        Set("zones", before.Zones.Count, after.Zones.Select(zone => Written(zone, before.Zones.All(one => one.Id != zone.Id))));
        Set("lines", before.Lines.Count, after.Lines.Select(line => Written(line, before.Lines.All(one => one.Id != line.Id))));
        Set("masks", before.Masks.Count, after.Masks.Select(mask => new JsonObject { ["points"] = Written(mask.Points) }));
        return written;

        void Set(string name, int had, IEnumerable<JsonNode> entries)
        {
            var list = new JsonArray([.. entries]);
            if (had + list.Count > 0)
            {
                written[name] = list;
            }
        }
    }

    /// <param name="isNew">The file has none of that name: all of it is written, and nothing that is left out.</param>
    private static JsonObject Written(SiteZone zone, bool isNew)
    {
        var written = new JsonObject
        {
            ["id"] = zone.Id,
            ["points"] = Written(zone.Points),
            ["intrusion"] = zone.Intrusion,
            ["loiterSeconds"] = zone.LoiterSeconds,
        };
        if (isNew)
        {
            written["crowdPeople"] = zone.CrowdPeople;
            written["crowdSeconds"] = zone.CrowdSeconds;
            written["objectLeftSeconds"] = zone.ObjectLeftSeconds;
            Add(written, zone.Schedule, zone.Armed);
        }

        return written;
    }

    private static JsonObject Written(SiteLine line, bool isNew)
    {
        var written = new JsonObject
        {
            ["id"] = line.Id,
            ["from"] = Written(line.From),
            ["to"] = Written(line.To),
            ["direction"] = JsonNamingPolicy.CamelCase.ConvertName(line.Direction.ToString()),
        };
        if (isNew)
        {
            Add(written, line.Schedule, line.Armed);
        }

        return written;
    }

    private static void Add(JsonObject written, string schedule, bool armed)
    {
        written["schedule"] = schedule.Length > 0 ? schedule : null;
        written["armed"] = armed ? null : false;
        foreach (var nothing in written.Where(member => member.Value is null).Select(member => member.Key).ToArray())
        {
            written.Remove(nothing);
        }
    }

    private static JsonArray Written(IReadOnlyList<double> points) => new([.. points.Select(point => (JsonNode)point)]);
}
