using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Zhuhui.Edge.Gateway.Accounts;

namespace Zhuhui.Edge.Gateway.Api.Records;

/// <summary>By what a caller marks an act that may be sent twice and must be done once (the header <c>Idempotency-Key</c>). The key itself
/// is kept nowhere: with it in hand the digests can be made again, and without it nothing can be learnt from them of what was
/// asked.</summary>
/// <param name="Digest">Of the account and its key.</param>
/// <param name="Asked">Of all that was asked, under the key.</param>
internal sealed record IdempotencyKey(string Digest, string Asked)
{
    public const string Header = "Idempotency-Key";
    public const string ReplayedHeader = "Idempotency-Replayed";
    public const int LeastLetters = 16;
    public const int MostLetters = 128;

    private const int DigestBytes = 16;

    /// <summary>Whether there is a header, good or not.</summary>
    public static bool IsGiven(HttpRequest request) => request.Headers.ContainsKey(Header);

    /// <param name="body">What was read from the body: spaces and the order of fields make no other request.</param>
    /// <returns>Null where the header holds no key.</returns>
    public static IdempotencyKey? Read(HttpRequest request, Caller caller, object? body)
    {
        if (request.Headers[Header] is not [{ Length: >= LeastLetters and <= MostLetters } text] || text.Any(one => one is < '!' or > '~'))
        {
            return null;
        }

        var key = Encoding.UTF8.GetBytes($"{caller.Account}\n{text}");
        byte[] asked = [.. Encoding.UTF8.GetBytes($"{request.Method} {request.Path}{request.QueryString}\n"),
            .. body is byte[] bytes ? bytes
            : JsonSerializer.SerializeToUtf8Bytes(body, JsonSerializerOptions.Web)];
        return new IdempotencyKey(Short(SHA256.HashData(key)), Short(HMACSHA256.HashData(key, asked)));
    }

    private static string Short(byte[] digest) => Convert.ToHexStringLower(digest.AsSpan(0, DigestBytes));
}
