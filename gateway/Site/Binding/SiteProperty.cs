using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Reflection;
using System.Text.Json;
using Zhuhui.Edge.Gateway.Texts;
using Zhuhui.Edge.Gateway.Texts.Rules;

namespace Zhuhui.Edge.Gateway.Site.Binding;

/// <summary>One key of the site file: a property of an options record with the rules its attributes state.</summary>
internal sealed class SiteProperty
{
    private static readonly NullabilityInfoContext _nullability = new();

    private readonly PropertyInfo _property;

    private SiteProperty(PropertyInfo property)
    {
        _property = property;
        Key = JsonNamingPolicy.CamelCase.ConvertName(property.Name);
        Type = Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType;
        Item = Type.IsGenericType && Type.GetGenericTypeDefinition() == typeof(IReadOnlyList<>) ? Type.GetGenericArguments()[0] : null;
        lock (_nullability)
        {
            AllowsNull = _nullability.Create(property).WriteState == NullabilityState.Nullable;
        }

        Required = property.IsDefined(typeof(RequiredAttribute));
        Range = property.GetCustomAttribute<RangeAttribute>();
        Pattern = property.GetCustomAttribute<RegularExpressionAttribute>();
        Length = property.GetCustomAttribute<LengthAttribute>();
        Description = property.GetCustomAttribute<DescriptionAttribute>()?.Description ?? "";
    }

    public string Name => _property.Name;

    /// <summary>The name in the file.</summary>
    public string Key { get; }

    /// <summary>The type of the value, without nullability.</summary>
    public Type Type { get; }

    /// <summary>What a list holds; null for anything else.</summary>
    public Type? Item { get; }

    public bool AllowsNull { get; }

    public bool Required { get; }

    /// <summary>Bounds of the number, or of every number of a list.</summary>
    public RangeAttribute? Range { get; }

    /// <summary>The pattern of the text, or of every text of a list.</summary>
    public RegularExpressionAttribute? Pattern { get; }

    /// <summary>How many entries a list has.</summary>
    public LengthAttribute? Length { get; }

    public string Description { get; }

    /// <summary>The keys of a record, in the order of its properties. One that hides another of its name stands for both.</summary>
    public static IReadOnlyList<SiteProperty> PropertiesOf(Type record) =>
    [
        .. record.GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .Where(property => property.SetMethod is not null && property.GetIndexParameters().Length == 0)
            .Where(property => property.DeclaringType == record || record.GetProperty(property.Name, BindingFlags.Public
                | BindingFlags.Instance | BindingFlags.DeclaredOnly) is null)
            .Select(property => new SiteProperty(property)),
    ];

    public static bool IsRecord(Type type) => type.IsClass && type != typeof(string);

    public object? Get(object record) => _property.GetValue(record);

    public void Set(object record, object? value) => _property.SetValue(record, value);

    /// <summary>"must be between 1 and 255".</summary>
    public Wording RangeInWords() => ReadingTexts.Between(Written(Range!.Minimum), Written(Range.Maximum));

    public bool IsInRange(double number) =>
        Range is null || (number >= Convert.ToDouble(Range.Minimum, CultureInfo.InvariantCulture)
            && number <= Convert.ToDouble(Range.Maximum, CultureInfo.InvariantCulture));

    private static string Written(object bound) => Convert.ToString(bound, CultureInfo.InvariantCulture)!;
}
