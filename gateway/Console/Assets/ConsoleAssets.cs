using System.Collections.Frozen;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.StaticFiles;
using Zhuhui.Edge.Gateway.Api.Access;

namespace Zhuhui.Edge.Gateway.Console.Assets;

/// <summary>The style sheets and scripts of the pages, out of the program itself. They are kept compressed, and called by what is in all
/// of them together, so that a browser asks for each once, never shows an old one, and scripts that name each other are of one
/// version.</summary>
internal sealed class ConsoleAssets
{
    private const string Prefix = "Assets/";
    private const string IconPrefix = "Icons/";
    private const string IconFile = "icons.svg";

    /// <summary>A year: another content has another address.</summary>
    private const string ForEver = "public, max-age=31536000, immutable";

    private static readonly FileExtensionContentTypeProvider _types = new();
    private readonly FrozenDictionary<string, Asset> _all = Read(Prefix).Append((Name: IconFile, Content: IconsInOne()))
        .ToFrozenDictionary(one => one.Name, one => new Asset(one.Content, Compress(one.Content)));

    private readonly FrozenSet<string> _icons = Read(IconPrefix).Select(one => Path.GetFileNameWithoutExtension(one.Name)).ToFrozenSet();

    private ConsoleAssets() => Version = Convert.ToHexStringLower(SHA256.HashData([.. _all.OrderBy(one => one.Key, StringComparer.Ordinal)
        .SelectMany(one => one.Value.Content)]))[..16];

    public static ConsoleAssets Instance { get; } = new();

    /// <summary>Another one with any other content.</summary>
    public string Version { get; }

    /// <summary>Names of all files.</summary>
    public IEnumerable<string> Names => _all.Keys;

    /// <summary>Where a browser finds a file, of this content and no other.</summary>
    public string AddressOf(string name) => _all.ContainsKey(name) ? $"/assets/{Version}/{name}"
        : throw new ArgumentException($"there is no {name} in Console/Assets", nameof(name));

    /// <summary>Where a browser finds an icon.</summary>
    /// <param name="name">As the icon set calls it.</param>
    public string AddressOfIcon(string name) => _icons.Contains(name) ? $"{AddressOf(IconFile)}#{name}"
        : throw new ArgumentException($"the icon {name} is not among ConsoleIcons in the gateway's project file", nameof(name));

    public void Map(IEndpointRouteBuilder pages) => pages.MapGet("/assets/{version}/{name}", Serve).ForAll();

    private Results<FileContentHttpResult, NotFound> Serve(string version, string name, HttpContext context)
    {
        if (_all.GetValueOrDefault(name) is not { } asset || version != Version || !_types.TryGetContentType(name, out var type))
        {
            return TypedResults.NotFound();
        }

        var takesGzip = context.Request.Headers.AcceptEncoding.ToString().Contains("gzip", StringComparison.OrdinalIgnoreCase);
        context.Response.Headers.CacheControl = ForEver;
        context.Response.Headers.Vary = "Accept-Encoding";
        if (takesGzip)
        {
            context.Response.Headers.ContentEncoding = "gzip";
        }

        return TypedResults.Bytes(takesGzip ? asset.Compressed : asset.Content, type + "; charset=utf-8");
    }

    private static IEnumerable<(string Name, byte[] Content)> Read(string prefix)
    {
        var program = typeof(ConsoleAssets).Assembly;
        foreach (var name in program.GetManifestResourceNames().Where(name => name.StartsWith(prefix, StringComparison.Ordinal)))
        {
            using var file = program.GetManifestResourceStream(name)!;
            var content = new byte[file.Length];
            file.ReadExactly(content);
            yield return (name[prefix.Length..], content);
        }
    }

    private static byte[] Compress(byte[] content)
    {
        using var compressed = new MemoryStream();
        using (var gzip = new GZipStream(compressed, CompressionLevel.SmallestSize))
        {
            gzip.Write(content);
        }

        return compressed.ToArray();
    }

    /// <summary>All icons as one file: a page names them, and a browser fetches them once.</summary>
    private static byte[] IconsInOne()
    {
        var symbols = Read(IconPrefix).Select(one => (Name: Path.GetFileNameWithoutExtension(one.Name),
            Drawing: Encoding.UTF8.GetString(one.Content))).Select(icon => $"<symbol id=\"{icon.Name}\" viewBox=\"0 0 16 16\">"
            + $"{icon.Drawing[(icon.Drawing.IndexOf('>', StringComparison.Ordinal) + 1)..icon.Drawing.LastIndexOf('<')].Trim()}</symbol>");
        return Encoding.UTF8.GetBytes($"<svg xmlns=\"http://www.w3.org/2000/svg\">{string.Concat(symbols)}</svg>");
    }

    private sealed record Asset(byte[] Content, byte[] Compressed);
}
