using LiteDB;
using Zhuhui.Edge.Gateway.People.Faces;

namespace Zhuhui.Edge.Gateway.People.Registry;

/// <summary>How face templates lie in a person's document: sealed, each bound to the person.</summary>
internal static class RegistryTemplates
{
    public static BsonArray Seal(TemplateCipher cipher, PersonId person, IReadOnlyList<FaceTemplate> templates) =>
        new(templates.Select(t => new BsonDocument
        {
            ["pack"] = t.Pack,
            ["quality"] = Math.Round(t.Quality, 3),
            ["sealed"] = cipher.Seal(person.Value, t.Vector),
        }));

    /// <returns>Those that the key opens.</returns>
    public static IReadOnlyList<FaceTemplate> Open(TemplateCipher cipher, BsonDocument document) =>
    [
        .. document["templates"].AsArray
            .Select(t => (Pack: t["pack"].AsString, Quality: t["quality"] is { IsNumber: true, AsDouble: var quality } ? (float)quality
                : FaceTemplate.UsualQuality,
                Vector: cipher.Open(document["_id"].AsString, t["sealed"].AsBinary)))
            .Where(t => t.Vector is not null)
            .Select(t => new FaceTemplate(t.Pack, t.Vector!, t.Quality)),
    ];
}
