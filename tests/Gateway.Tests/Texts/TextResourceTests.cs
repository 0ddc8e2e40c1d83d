using System.Reflection;
using System.Text.Json;
using Xunit;
using Zhuhui.Edge.Gateway.Texts;
using Zhuhui.Edge.Gateway.Texts.Templates;
using Zhuhui.Edge.Tests.Support;

namespace Zhuhui.Edge.Gateway.Tests.Texts;

/// <summary>The resource of each language, and the members by which the program asks for a text, against each other.</summary>
public sealed class TextResourceTests
{
    private static readonly Type[] _classes = [.. typeof(Wording).Assembly.GetTypes()
        .Where(type => type.Namespace?.StartsWith(typeof(Wording).Namespace!, StringComparison.Ordinal) == true
            && type.Name.EndsWith("Texts", StringComparison.Ordinal))];

    private static readonly MethodInfo[] _members = [.. _classes.SelectMany(type => type.GetMethods(BindingFlags.Public
        | BindingFlags.Static
        | BindingFlags.DeclaredOnly))];

    [Theory]
    [InlineData(Language.En)]
    [InlineData(Language.Zh)]
    internal void Every_text_has_a_member_and_every_member_a_text(Language language)
    {
        Assert.True(_members.Length > 300, $"only {_members.Length} members were found");
        Assert.Equal(_members.Select(KeyOf).Order(StringComparer.Ordinal), TextResource.Read(language).Keys.Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData(Language.En)]
    [InlineData(Language.Zh)]
    internal void No_key_stands_twice_and_no_text_is_empty(Language language)
    {
        Assert.All(TextResource.FilesOf(language).SelectMany(file =>
        {
            using var json = JsonDocument.Parse(File.ReadAllBytes(Repository.At("gateway", file)));
            return json.RootElement.EnumerateObject().Select(text => text.Name).ToArray();
        }).CountBy(name => name), key => Assert.Equal(1, key.Value));
        Assert.All(TextResource.Read(language), text => Assert.NotEqual("", text.Value));
    }

    [Theory]
    [InlineData(Language.En)]
    [InlineData(Language.Zh)]
    internal void A_text_has_the_places_that_its_member_fills(Language language)
    {
        var texts = TextResource.Read(language);
        Assert.All(_members, member => Assert.Equal(
            member.GetParameters().Select(parameter => parameter.Name!).Order(StringComparer.Ordinal),
            new TextTemplate(texts[KeyOf(member)]).Places.Distinct().Order(StringComparer.Ordinal)));
    }

    [Theory]
    [InlineData(Language.En)]
    [InlineData(Language.Zh)]
    internal void A_member_gives_its_own_text_with_everything_in_its_own_place(Language language)
    {
        var texts = TextResource.Read(language);
        Assert.All(_members, member =>
        {
            var given = member.GetParameters().Select((parameter, i) => Sample(parameter.ParameterType, i)).ToArray();
            var expected = member.GetParameters().Zip(given).Aggregate(texts[KeyOf(member)], (text, pair) =>
                text.Replace($"{{{pair.First.Name}}}", pair.Second is Wording words ? words.In(language) : $"{pair.Second}",
                    StringComparison.Ordinal));
            Assert.Equal(expected, ((Wording)member.Invoke(null, given)!).In(language));
        });
    }

    [Fact]
    public void Every_text_is_used()
    {
        var sources = string.Concat(Sources.OfGateway().Where(file => !file.Name.StartsWith("Texts/", StringComparison.Ordinal))
            .Select(file => file.Text));
        var unused = _members.Select(NameOf).Where(name => !sources.Contains(name, StringComparison.Ordinal));
        Assert.Empty(unused);
    }

    [Fact]
    public void What_a_place_lacks_is_an_error_and_not_a_gap_in_the_text() =>
        Assert.Throws<InvalidOperationException>(() => new TextTemplate("a {b}").Fill(Language.En, [("c", "d")]));

    private static object Sample(Type type, int number) => type == typeof(long) ? 700L + number
        : type == typeof(Wording) ? new Wording($"<en {number}>", $"<zh {number}>")
        : $"<{number}>";

    /// <summary><c>EventTexts.FireReset</c> is the text <c>event.fireReset</c>.</summary>
    private static string KeyOf(MethodInfo member)
    {
        var parts = NameOf(member).Split('.');
        return $"{JsonNamingPolicy.CamelCase.ConvertName(parts[0][..^"Texts".Length])}.{JsonNamingPolicy.CamelCase.ConvertName(parts[1])}";
    }

    private static string NameOf(MethodInfo member) =>
        $"{member.DeclaringType!.Name}.{(member.IsSpecialName ? member.Name["get_".Length..] : member.Name)}";
}
