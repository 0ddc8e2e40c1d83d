using Zhuhui.Edge.Gateway.Admin.Office;
using Zhuhui.Edge.Gateway.People.Profiles;

namespace Zhuhui.Edge.Gateway.Api.Office;

/// <summary>All that the gateway knows of a person, as <see cref="PersonFile"/>.</summary>
internal sealed record PersonRecord(string Id, string Name, string? Home, string? Household, PersonKind? Kind, Sex? Sex,
    DateOnly? BirthDate, string? Phone, string? Notes, bool LivesAlone, IReadOnlyList<Vehicle> Vehicles, IReadOnlyList<CardLine> Cards,
    IReadOnlyList<string>? AdmittedAt, IReadOnlyList<string> Doors, IReadOnlyList<string> MoreDoors, IReadOnlyList<string> NotDoors,
    string? Schedule, IReadOnlyList<string> Groups, bool Longer, DateTimeOffset? From, DateTimeOffset? To, int? MostUses, bool Blocked,
    bool FromHub, bool HasPin, int Templates, int Photos, string? Notice, DateTimeOffset? ConsentAt)
{
    public static PersonRecord Of(PersonFile file) => new(file.Line.Id, file.Line.Name, file.Line.Home, file.Household, file.Line.Kind,
        file.Sex, file.BirthDate, file.Phone, file.Notes, file.LivesAlone, file.Vehicles, file.Cards, file.Doors, file.OwnDoors,
        file.MoreDoors, file.NotDoors, file.Schedule, file.Groups, file.NeedsLonger, file.Line.ValidFrom, file.Line.ValidTo, file.MostUses,
        file.Line.Blocked, file.Line.FromHub, file.HasPin, file.Templates, file.Photos, file.Notice, file.ConsentAt);
}

internal sealed record VisitRecord(string Pass, string? Name, string? Phone, string? Plate, string Host, string HostId, string? HostHome,
    IReadOnlyList<string> Doors, DateTimeOffset From, DateTimeOffset To, int MostUses, int? Used, bool Cancelled)
{
    public static VisitRecord Of(VisitFile file) => Of(file.Line, file.Phone);

    /// <param name="phone">Whole or masked.</param>
    public static VisitRecord Of(VisitLine line, string? phone) => new(line.Pass, line.Name, phone, line.Plate, line.Host, line.HostId,
        line.HostHome, line.Doors, line.ValidFrom, line.ValidTo, line.MostUses, line.Used, line.Cancelled);
}

internal sealed record CardRecord(string Number, string? Format, bool Lost, string Person, string Name, string? Home)
{
    public static CardRecord Of(CardFile file) => new(file.Card.Number, file.Card.Format, file.Card.Lost, file.Person.Id, file.Person.Name,
        file.Person.Home);
}

/// <param name="Total">On all pages.</param>
/// <param name="Next">The cursor of the next page; null at the end.</param>
internal sealed record Page<T>(IReadOnlyList<T> Items, int Total, string? Next);

/// <param name="Pass">The text of the pass, to be shown as a QR code; null where it opens nothing any more.</param>
internal sealed record IssuedPass(string Id, string? Pass);

/// <param name="Digest">Of the very words.</param>
internal sealed record NoticeText(string Version, string Digest, string Text);
