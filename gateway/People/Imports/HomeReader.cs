using Zhuhui.Edge.Gateway.People.Imports.Tables;
using Zhuhui.Edge.Gateway.People.Profiles;
using Zhuhui.Edge.Gateway.Texts;

namespace Zhuhui.Edge.Gateway.People.Imports;

/// <summary>Reads where somebody lives: out of one column, or of two or three.</summary>
internal sealed class HomeReader(RowCells cells)
{
    private static readonly ImportField[] _parts = [ImportField.Home, ImportField.Building, ImportField.Unit, ImportField.Room];

    /// <summary>Who works here may live elsewhere. Of anybody else whose home nobody knows, nobody knows which unit door is
    /// theirs.</summary>
    public Home? Read(PersonKind? kind)
    {
        var (whole, building, unit, room) = (cells.Text(ImportField.Home), cells.Text(ImportField.Building), cells.Text(ImportField.Unit),
            cells.Text(ImportField.Room));
        var column = cells.Column(ImportField.Room) ?? cells.Column(ImportField.Home) ?? cells.Column(ImportField.Building);
        if (_parts.Select(cells.Column).OfType<ImportColumn>().FirstOrDefault(part => cells.Cell(part).Kind == CellKind.Date) is { } dated)
        {
            cells.Bad(dated, cells.Cell(dated).Text, ImportTexts.HomeIsDate);
            return null;
        }

        if (whole is null && room is not null && Home.Parse(room) is not null)
        {
            (whole, room) = (room, null);
        }

        if (whole is not null)
        {
            var home = Home.Parse(whole);
            if (home is null)
            {
                cells.Bad(cells.Column(ImportField.Home) ?? column, whole, PeopleTexts.NoHome(whole));
            }
            else if ((building is not null && Home.Bare(building) != home.Building) || (unit is not null && Home.Bare(unit) != home.Unit)
                || (room is not null && Home.Bare(room) != home.Room))
            {
                cells.Bad(column, whole, ImportTexts.HomesDiffer);
            }

            return home;
        }

        if (building is null && unit is null && room is null)
        {
            if (kind is not PersonKind.Staff && cells.Text(ImportField.Id) is null)
            {
                cells.Bad(column, null, ImportTexts.HomeMissing);
            }

            return null;
        }

        if (building is null || room is null)
        {
            cells.Bad(cells.Column(building is null ? ImportField.Building : ImportField.Room) ?? column, null, building is null
                ? ImportTexts.BuildingMissing : ImportTexts.RoomMissing);
            return null;
        }

        var lives = Home.From(building, unit ?? "", room);
        if (lives is null)
        {
            var text = string.Join('-', ((string?[])[building, unit, room]).OfType<string>());
            cells.Bad(column, text, PeopleTexts.NoHome(text));
        }

        return lives;
    }
}
