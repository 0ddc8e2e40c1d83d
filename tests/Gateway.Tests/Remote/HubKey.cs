using System.Buffers.Text;
using System.Text;
using NSec.Cryptography;
using Zhuhui.Edge.CloudBridge.Topics;
using Zhuhui.Edge.Gateway.Site;

namespace Zhuhui.Edge.Gateway.Tests.Remote;

/// <summary>A key of the hub in a test's hand.</summary>
internal sealed class HubKey(string id, params RemoteRight[] may) : IDisposable
{
    private readonly Key _key = Key.Create(SignatureAlgorithm.Ed25519);

    public AuthorityOptions Option => new()
    {
        Id = id,
        PublicKey = Convert.ToBase64String(_key.PublicKey.Export(KeyBlobFormat.RawPublicKey)),
        May = may
    };

    /// <param name="topic">Below the root.</param>
    public InboundMessage Sign(string root, string topic, byte[] payload) => new(topic, $"{root}/{topic}", payload,
        [new("kid", id), new("sig", SignatureOf($"{root}/{topic}", payload))], Retained: false);

    public string SignatureOf(string topic, byte[] payload) =>
        Base64Url.EncodeToString(SignatureAlgorithm.Ed25519.Sign(_key, [.. Encoding.ASCII.GetBytes(topic), (byte)'\n', .. payload]));

    public void Dispose() => _key.Dispose();
}
