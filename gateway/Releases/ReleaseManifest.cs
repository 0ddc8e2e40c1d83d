using System.Runtime.InteropServices;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Zhuhui.Edge.Gateway.Releases;

/// <summary>What a release bundle says of itself: the one thing in it that is signed, and it vouches for the rest.</summary>
/// <param name="Format">Of the bundle: 1.</param>
/// <param name="Product">zhuhui-edge.</param>
/// <param name="Platform">For example linux-arm64.</param>
/// <param name="Reads">The newest form of a data folder that this version can read.</param>
/// <param name="Writes">The form in which it leaves one.</param>
/// <param name="Bytes">Of the program's archive.</param>
/// <param name="Sha256">Of the program's archive, 64 hexadecimal digits.</param>
internal sealed record ReleaseManifest(int Format, string Product, string Version, string Platform, int Reads, int Writes, long Bytes,
    string Sha256)
{
    public const int KnownFormat = 1;
    public const string ThisProduct = "zhuhui-edge";

    private static readonly JsonSerializerOptions _strict = new(JsonSerializerDefaults.Web)
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        PropertyNameCaseInsensitive = false,
    };

    /// <summary>Of the machine that this program runs on.</summary>
    public static string ThisPlatform { get; } = "linux-" + RuntimeInformation.ProcessArchitecture.ToString().ToLowerInvariant();

    /// <returns>Null where it is none.</returns>
    public static ReleaseManifest? Parse(ReadOnlySpan<byte> text)
    {
        try
        {
            return JsonSerializer.Deserialize<ReleaseManifest>(text, _strict) is { Sha256.Length: 64, Bytes: > 0 } manifest
                && ReleaseVersion.Parse(manifest.Version) is not null ? manifest : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
