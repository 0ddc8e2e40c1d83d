using Zhuhui.Edge.Gateway.People.Profiles;
using Zhuhui.Edge.Gateway.Texts;

namespace Zhuhui.Edge.Gateway.People.Finding;

/// <summary>A person in one line, so that whoever asked can tell two of one name apart. A telephone number is masked.</summary>
internal static class PersonDescription
{
    public static Wording Of(Resident person, Household? household)
    {
        string[] parts = [person.Name, $"({person.Id})", household?.Home?.ToString() ?? "",
            person.Details.Phone is { } phone ? PhoneNumber.Mask(phone) : ""];
        return Wording.Same(string.Join(' ', parts.Where(part => part.Length > 0)));
    }

    public static Wording Of(PersonKind kind) => kind switch
    {
        PersonKind.Owner => OfficeTexts.Owner,
        PersonKind.Tenant => OfficeTexts.Tenant,
        PersonKind.Family => OfficeTexts.Family,
        PersonKind.Staff => OfficeTexts.Staff,
        PersonKind.Helper => OfficeTexts.Helper,
        _ => OfficeTexts.Visitor,
    };
}
