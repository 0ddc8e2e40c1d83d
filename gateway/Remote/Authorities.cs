using System.Buffers.Text;
using System.Text;
using NSec.Cryptography;
using Zhuhui.Edge.CloudBridge.Topics;
using Zhuhui.Edge.Gateway.Events;
using Zhuhui.Edge.Gateway.Site;

namespace Zhuhui.Edge.Gateway.Remote;

/// <summary>Whose message is whose: the hub's keys as the site file has them, and the one check every signed message goes through.
/// Immutable.</summary>
internal sealed class Authorities
{
    public const string KeyProperty = "kid";
    public const string SignatureProperty = "sig";

    private static readonly SignatureAlgorithm _algorithm = SignatureAlgorithm.Ed25519;

    private const int MostOfAcknowledgement = 256 << 10;

    private readonly Dictionary<string, (PublicKey Key, HashSet<RemoteRight> May)> _keys;

    public Authorities(IReadOnlyList<AuthorityOptions> options) =>
        _keys = options.ToDictionary(o => o.Id, o => (AuthorityRules.KeyOf(o)!, o.May.ToHashSet()), StringComparer.Ordinal);

    /// <summary>Whose message it is.</summary>
    /// <param name="most">The most bytes it may have; more are not even hashed.</param>
    /// <returns>The id of the site file's key that signed the topic and the bytes, or why there is none.</returns>
    public (string? Key, Refusal? Refusal) Check(InboundMessage message, int most)
    {
        if (message.Payload.Length > most)
        {
            return (null, RemoteRefusal.Oversized.ToRefusal($"{most} bytes at most"));
        }

        if (message.Property(KeyProperty) is not { } id || message.Property(SignatureProperty) is not { } text)
        {
            return (null, RemoteRefusal.Unsigned.ToRefusal());
        }

        if (!_keys.TryGetValue(id, out var known))
        {
            return (null, RemoteRefusal.UnknownKey.ToRefusal());
        }

        return IsSigned(known.Key, message, text) ? (id, null) : (null, RemoteRefusal.WrongSignature.ToRefusal());
    }

    /// <summary>Why an acknowledgement is not the hub's, by its code; null where a key signed it that may.</summary>
    public string? DoubtOf(InboundMessage acknowledgement)
    {
        var (key, refusal) = Check(acknowledgement, MostOfAcknowledgement);
        return refusal?.Code ?? (May(key!, RemoteRight.Acknowledge) ? null : RemoteRefusal.NotPermitted.ToRefusal().Code);
    }

    public bool AnyMay(RemoteRight right) => _keys.Values.Any(k => k.May.Contains(right));

    public bool May(string key, RemoteRight right) => _keys[key].May.Contains(right);

    /// <summary>What a signature covers: the whole topic, a line feed, the bytes as sent. So what was meant for one gateway or purpose is
    /// good for no other.</summary>
    internal static byte[] Signed(string topic, ReadOnlySpan<byte> payload) => [.. Encoding.ASCII.GetBytes(topic), (byte)'\n', .. payload];

    private static bool IsSigned(PublicKey key, InboundMessage message, string text)
    {
        Span<byte> signature = stackalloc byte[_algorithm.SignatureSize];
        return text.Length == Base64Url.GetEncodedLength(signature.Length) && Base64Url.IsValid(text, out var bytes)
            && bytes == signature.Length
            && Base64Url.TryDecodeFromChars(text, signature, out _)
            && _algorithm.Verify(key, Signed(message.FullTopic, message.Payload.Span), signature);
    }
}
